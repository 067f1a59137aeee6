import { startChild, type Child } from '../child.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { figure, type Group, type Measure, type Run } from '../measure.ts'
import { median, rotated } from '../samples.ts'
import { startContestants, type Name, type Running } from './contestants.ts'
import type { Crowd, LoadCommands, Outcome, Rate } from './load.ts'

const throughputVsBare = figure({ name: 'chat.throughput_vs_bare', unit: 'x', atLeast: 0.6 })
const throughputVsFull = figure({ name: 'chat.throughput_vs_full_bare', unit: 'x', atLeast: 0.85 })
const p50VsBare = figure({ name: 'chat.p50_vs_bare', unit: 'x', atMost: 1.3 })
const p99 = figure({ name: 'chat.p99_at_200_per_s_ms', unit: 'ms', atMost: 50 })

const crowds = [1, 8, 32]
/** The crowd by which throughput is judged: enough to keep server, database and load generator busy. */
const judged = 32

interface Times { rounds: number; seconds: number; steadyRounds: number; steadySeconds: number }
const timesOf = ({ isQuick }: Run): Times =>
  isQuick ? { rounds: 3, seconds: 1, steadyRounds: 3, steadySeconds: 2 } : { rounds: 7, seconds: 1.5, steadyRounds: 5, steadySeconds: 4 }

/** The buyer's message: request, committed, pushed to an agent's open stream. */
export const chat: Group = {
  name: 'chat',
  figures: [throughputVsBare, throughputVsFull, p50VsBare, p99],
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

interface Ring { cluster: Cluster; load: Child<LoadCommands>; running: Running[] }
type Round = Record<Name, Outcome>

const measure = async (run: Run, ring: Ring, times: Times): Promise<Measure[]> => {
  const long: Crowd = { clients: 8, seconds: times.seconds, warmUpSeconds: 3 }
  run.say('chat: warming up')
  await everybody(ring, 0, (load, contestant) => load.ask('crowd', { contestant, ...long }))
  const byCrowd = new Map<number, Round[]>()
  for (const clients of crowds) {
    run.say(`chat: ${clients} at once, ${times.rounds} rounds`)
    byCrowd.set(clients, await rounds(ring, times.rounds, (load, contestant) => load.ask('crowd', { contestant, clients, seconds: times.seconds, warmUpSeconds: 0.3 })))
  }
  run.say('chat: one conversation at a time')
  const single = await rounds(ring, Math.ceil(times.rounds / 2), (load, contestant) => load.ask('crowd', { contestant, clients: 8, seconds: times.seconds, warmUpSeconds: 0.3, isOneConversation: true }))
  run.say('chat: 200 a second')
  const rate: Rate = { perSecond: 200, seconds: times.steadySeconds, warmUpSeconds: 0.5 }
  const steady = await rounds(ring, times.steadyRounds, (load, contestant) => load.ask('rate', { contestant, ...rate }))
  return figuresOf(byCrowd, single, steady)
}

type Take = (load: Child<LoadCommands>, contestant: Running['contestant']) => Promise<Outcome>

const rounds = async (ring: Ring, count: number, take: Take): Promise<Round[]> => {
  const all: Round[] = []
  for (let round = 0; round < count; round++) all.push(await everybody(ring, round, take))
  return all
}

const everybody = async ({ cluster, load, running }: Ring, round: number, take: Take): Promise<Round> => {
  const results: Partial<Round> = {}
  await cluster.settle()
  for (const { name, contestant } of rotated(running, round)) {
    const outcome = await take(load, contestant)
    if (outcome.refused > 0 || outcome.messages === 0) throw new Error(`${name}: ${outcome.refused} messages refused, ${outcome.messages} arrived`)
    results[name] = outcome
  }
  return results as Round
}

const ratio = (all: readonly Round[], than: Name, of: (outcome: Outcome) => number) => median(all.map((round) => of(round.desk) / of(round[than])))
const middle = (all: readonly Round[], name: Name, of: (outcome: Outcome) => number) => median(all.map((round) => of(round[name])))
const perSecond = (outcome: Outcome) => outcome.perSecond
const p50 = (outcome: Outcome) => outcome.p50

const figuresOf = (byCrowd: Map<number, Round[]>, single: Round[], steady: Round[]): Measure[] => {
  const judgedRounds = byCrowd.get(judged) ?? []
  const others = (than: Name) => [...byCrowd].map(([clients, all]) => `${clients} clients ${ratio(all, than, perSecond).toFixed(2)}`).join(', ')
  const rates = (['desk', 'full bare', 'bare'] as const).map((name) => `${name} ${Math.round(middle(judgedRounds, name, perSecond))}`).join(', ')
  const alone = byCrowd.get(1) ?? []
  return [
    throughputVsBare.take(ratio(judgedRounds, 'bare', perSecond), `${others('bare')}; a second: ${rates}; one conversation ${ratio(single, 'bare', perSecond).toFixed(2)}`),
    throughputVsFull.take(ratio(judgedRounds, 'full bare', perSecond), `${others('full bare')}; one conversation ${ratio(single, 'full bare', perSecond).toFixed(2)}`),
    p50VsBare.take(ratio(steady, 'bare', p50), `at 200 a second: ${middle(steady, 'desk', p50).toFixed(2)} ms to ${middle(steady, 'bare', p50).toFixed(2)} ms; one client ${ratio(alone, 'bare', p50).toFixed(2)}`),
    p99.take(middle(steady, 'desk', (o) => o.p99), `bare ${middle(steady, 'bare', (o) => o.p99).toFixed(1)} ms; longest ${Math.max(...steady.map((round) => round.desk.most)).toFixed(0)} ms`),
  ]
}
