import { startCluster } from '../cluster.ts'
import { prepareEmptyShop } from '../desk/prepare.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { percentile } from '../samples.ts'
import { openRush, type RushDesk } from './rush-desk.ts'
import { workOff, type Served } from './work-off.ts'

const starving = figure({ name: 'rush.follow_up_wait_max_vs_bound', unit: 'x', atMost: 1 })
const overtaken = figure({ name: 'rush.follow_ups_overtaken', unit: 'chats', atMost: 0 })
const followUps = figure({ name: 'rush.follow_up_wait_max_s', unit: 's' })
const firsts = figure({ name: 'rush.first_wait_max_s', unit: 's' })
const arrivals = figure({ name: 'rush.arrivals_per_s', unit: '/s', atLeast: 50 })
const alarms = figure({ name: 'rush.queue_alarms', unit: 'alarms', atMost: 2 })
const alarmShare = figure({ name: 'rush.alarms_per_1000_waiting', unit: 'alarms', atMost: 2 })
const calls = figure({ name: 'rush.lead_calls', unit: 'calls', atMost: 5 })
const nudges = figure({ name: 'rush.nudges_per_agent_minute', unit: '/min', atMost: 2 })
const fairness = figure({ name: 'rush.share_by_weight_off_by', unit: 'x', atMost: 0.1 })
const overCap = figure({ name: 'rush.most_held_vs_cap', unit: 'x', atMost: 1 })
const grouped = figure({ name: 'rush.group_answer_reached', unit: 'share', atLeast: 1 })
const sending = figure({ name: 'rush.group_answer_per_s', unit: '/s', atLeast: 50 })
const sendingS = figure({ name: 'rush.group_answer_s', unit: 's', atMost: 20 })
const board = figure({ name: 'rush.board_p95_ms', unit: 'ms', atMost: 250 })
const grouping = figure({ name: 'rush.grouping_ms', unit: 'ms', atMost: 500 })
const places = figure({ name: 'rush.places_ms', unit: 'ms', atMost: 500 })
const unplaced = figure({ name: 'rush.told_their_place', unit: 'share', atLeast: 1 })

/** 双11, 00:05: thousands wait for twenty agents, on a clock that is moved; the real desk over a real database. */
export const rush: Group = {
  name: 'rush',
  figures: [
    arrivals,
    starving,
    overtaken,
    followUps,
    firsts,
    alarms,
    alarmShare,
    calls,
    nudges,
    fairness,
    overCap,
    grouped,
    sending,
    sendingS,
    board,
    grouping,
    places,
    unplaced,
  ],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      const { databaseUrl, shop } = await prepareEmptyShop(cluster, 'rush', { agents: 20 })
      const desk = await openRush(databaseUrl, shop)
      try {
        return await measure(run, desk)
      } finally {
        await desk.close()
      }
    } finally {
      await cluster.stop()
    }
  },
}

const measure = async (run: Run, desk: RushDesk) => {
  const waiting = run.isQuick ? 1_000 : 5_000
  run.say('rush: the first 300, while everybody has room')
  await desk.arrive(300)
  const offBy = await desk.shareOffBy()
  run.say(`rush: ${waiting} waiting`)
  const arriving = await desk.timed(() => desk.arrive(waiting - 300))
  await desk.pass(11)
  const boardTimes: number[] = []
  for (let i = 0; i < 20; i++) boardTimes.push(await desk.timed(() => desk.board()))
  const groupingMs = await desk.timed(() => desk.questions())
  const placesMs = await desk.timed(() => desk.tellPlaces())
  const told = await desk.shareTold()
  run.say('rush: one answer to each of the three largest groups')
  const sent = await desk.answerLargestGroup()
  for (let others = 2; others > 0; others--) await desk.answerLargestGroup()
  run.say('rush: the others one by one, with follow-ups and new buyers meanwhile')
  const { served, overtaken: passedBy, minutes, mostHeld, boundS } = await workOff(desk)
  const longest = (isFirst: boolean) =>
    Math.max(0, ...served.filter((one: Served) => one.isFirst === isFirst).map((one) => one.waitedS))
  const log = await desk.alarms()
  return [
    arrivals.take(
      (waiting - 300) / (arriving / 1000),
      'chat opened, greeted, first question stored, lined up; eight at a time',
    ),
    starving.take(
      longest(false) / (longest(true) + boundS),
      `longest first wait + ${boundS} s; ${served.length} answered one by one`,
    ),
    overtaken.take(passedBy, 'by somebody who began to wait more than 20 s later'),
    followUps.take(longest(false)),
    firsts.take(longest(true)),
    alarms.take(log.alarms, `${waiting} waited at once`),
    alarmShare.take((log.alarms + log.leadCalls) / (waiting / 1000), 'of queues and of single chats'),
    calls.take(log.leadCalls, 'single chats for which the lead was called'),
    nudges.take(log.nudges / 20 / minutes, `${log.nudges} in ${minutes.toFixed(0)} min`),
    fairness.take(offBy, 'weights 10 and 5, of the first 300'),
    overCap.take(mostHeld),
    grouped.take(sent.reached, `${sent.count} in one answer`),
    sending.take(sent.count / sent.took),
    sendingS.take(sent.took, `${sent.count} chats`),
    board.take(percentile(boardTimes, 0.95)),
    grouping.take(groupingMs, `${waiting} questions`),
    places.take(placesMs, 'the whole queue ordered, everybody told'),
    unplaced.take(told, 'of those with somebody before them'),
  ]
}
