import { startChild, type Child } from '../child.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { figure, type Group, type Measure, type Run } from '../measure.ts'
import { median, rotated } from '../samples.ts'
import { startContestants, type Name, type Running } from './contestants.ts'
import type { LoadCommands, Outcome } from './load.ts'
import { processorTime } from './processor-time.ts'

const throughputVsBare = figure({ name: 'chat.throughput_vs_bare', unit: 'x', atLeast: 0.6 })
const throughputVsFull = figure({ name: 'chat.throughput_vs_full_bare', unit: 'x', atLeast: 0.85 })
const p50VsBare = figure({ name: 'chat.p50_vs_bare', unit: 'x', atMost: 1.3 })
const p99 = figure({ name: 'chat.p99_at_200_per_s_ms', unit: 'ms', atMost: 50 })
const processorVsBare = figure({ name: 'chat.processor_vs_bare', unit: 'x' })

/** Clients at once and rounds; throughput is judged by the last, which keeps server, database and load generator busy. */
const crowds = [
  { clients: 1, rounds: 3 },
  { clients: 8, rounds: 5 },
  { clients: 32, rounds: 7 },
]
const judged = 32

interface Times {
  warmUp: number
  share: number
  seconds: number
  rate: { rounds: number; seconds: number }
}
const timesOf = ({ isQuick }: Run): Times =>
  isQuick
    ? { warmUp: 3_000, share: 0.4, seconds: 1, rate: { rounds: 3, seconds: 2 } }
    : { warmUp: 8_000, share: 1, seconds: 1.5, rate: { rounds: 5, seconds: 4 } }

/** The buyer's message: request, committed, pushed to an agent's open stream. */
export const chat: Group = {
  name: 'chat',
  figures: [throughputVsBare, throughputVsFull, p50VsBare, p99, processorVsBare],
  run: async (run) => {
    const cluster = await startCluster()
    const load = startChild<LoadCommands>(new URL('load.ts', import.meta.url))
    let running: Running[] = []
    try {
      run.say('chat: making shops')
      running = await startContestants(run, cluster)
      return await measure(run, { cluster, load, running }, timesOf(run))
    } finally {
      await Promise.all(running.map((one) => one.stop()))
      await load.stop()
      await cluster.stop()
    }
  },
}

interface Ring {
  cluster: Cluster
  load: Child<LoadCommands>
  running: Running[]
}
type Round = Partial<Record<Name, Outcome & { processorUs: number | null }>>

const measure = async (run: Run, ring: Ring, times: Times): Promise<Measure[]> => {
  const { load, running } = ring
  run.say('chat: warming up')
  // Once: right after a checkpoint every page is written to the journal whole, which would be charged to whoever touches more.
  await ring.cluster.settle()
  for (const { contestant } of running) await load.ask('warmUp', { contestant, messages: times.warmUp })
  const byCrowd = new Map<number, Round[]>()
  const crowd =
    (clients: number, isOneConversation = false): Take =>
    (contestant) =>
      load.ask('crowd', {
        contestant,
        clients,
        seconds: times.seconds,
        warmUpSeconds: 0.3,
        isOneConversation,
      })
  for (const { clients, rounds } of crowds) {
    run.say(`chat: ${clients} at once`)
    byCrowd.set(clients, await repeat(ring, running, Math.ceil(rounds * times.share), crowd(clients)))
  }
  run.say('chat: one conversation at a time')
  const single = await repeat(ring, running, Math.ceil(3 * times.share), crowd(8, true))
  run.say('chat: 200 a second')
  const steady = await repeat(ring, running, times.rate.rounds, (contestant) =>
    load.ask('rate', { contestant, perSecond: 200, seconds: times.rate.seconds, warmUpSeconds: 0.5 }),
  )
  return figuresOf(byCrowd, single, steady)
}

type Take = (contestant: Running['contestant']) => Promise<Outcome>

/** Each contestant in turn, in another order each round; ratios are taken within a round. */
const repeat = async (
  { cluster }: Ring,
  running: Running[],
  rounds: number,
  take: Take,
): Promise<Round[]> => {
  const all: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const results: Round = {}
    for (const { name, contestant } of rotated(running, round)) {
      const before = processorTime(cluster.folder)
      const outcome = await take(contestant)
      const after = processorTime(cluster.folder)
      if (outcome.refused > 0 || outcome.messages === 0)
        throw new Error(`${name}: ${outcome.refused} messages refused, ${outcome.messages} arrived`)
      results[name] = {
        ...outcome,
        processorUs: before === null || after === null ? null : (after - before) / outcome.all,
      }
    }
    all.push(results)
  }
  return all
}

type Of = (outcome: NonNullable<Round[Name]>) => number | null
const values = (all: readonly Round[], of: (round: Round) => number | null) =>
  all.map(of).filter((value) => value !== null)
const ofRound = (round: Round, name: Name, of: Of) => (round[name] ? of(round[name]) : null)
const middle = (all: readonly Round[], name: Name, of: Of) =>
  median(values(all, (round) => ofRound(round, name, of)))
const ratio = (all: readonly Round[], than: Name, of: Of) =>
  median(
    values(all, (round) => {
      const [ours, theirs] = [ofRound(round, 'desk', of), ofRound(round, than, of)]
      return ours === null || theirs === null ? null : ours / theirs
    }),
  )

const perSecond: Of = (outcome) => outcome.perSecond
const p50: Of = (outcome) => outcome.p50
const processor: Of = (outcome) => outcome.processorUs

const figuresOf = (byCrowd: Map<number, Round[]>, single: Round[], steady: Round[]): Measure[] => {
  const rounds = byCrowd.get(judged) ?? []
  const others = (than: Name) =>
    [...byCrowd]
      .map(([clients, all]) => `${clients} clients ${ratio(all, than, perSecond).toFixed(2)}`)
      .join(', ')
  const each = (of: Of) =>
    (['desk', 'full bare', 'bare'] as const)
      .map((name) => `${name} ${Math.round(middle(rounds, name, of))}`)
      .join(', ')
  const longest = Math.max(...values(steady, (round) => ofRound(round, 'desk', (outcome) => outcome.most)))
  const used = ratio(rounds, 'bare', processor)
  return [
    throughputVsBare.take(
      ratio(rounds, 'bare', perSecond),
      `${others('bare')}; a second: ${each(perSecond)}; one conversation ${ratio(single, 'bare', perSecond).toFixed(2)}`,
    ),
    throughputVsFull.take(
      ratio(rounds, 'full bare', perSecond),
      `${others('full bare')}; one conversation ${ratio(single, 'full bare', perSecond).toFixed(2)}`,
    ),
    p50VsBare.take(
      ratio(steady, 'bare', p50),
      `at 200 a second: ${middle(steady, 'desk', p50).toFixed(2)} ms to ${middle(steady, 'bare', p50).toFixed(2)} ms; ${ratio(steady, 'full bare', p50).toFixed(2)} of full bare; one client ${ratio(byCrowd.get(1) ?? [], 'bare', p50).toFixed(2)}`,
    ),
    p99.take(
      middle(steady, 'desk', (outcome) => outcome.p99),
      `bare ${middle(steady, 'bare', (outcome) => outcome.p99).toFixed(1)} ms; longest ${longest.toFixed(0)} ms`,
    ),
    processorVsBare.take(
      Number.isNaN(used) ? null : used,
      `of all processes, a message: ${each(processor)} µs; holds where others work on the machine too`,
    ),
  ]
}
