import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { orderQueue, vipGoesFirst } from '#contract/conversations/queue-order.ts'
import {
  rushLimits,
  type Board,
  type listQuestionGroups,
  type listWaiting,
} from '#contract/conversations/rush.ts'
import { lanes } from '#contract/conversations/distribution.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { toInboxRow } from '../conversation-row.ts'
import { selectAllWaiting, selectCandidates, type WaitingRow } from '../distribution/candidates.store.ts'
import { capOf, type Candidate } from '../distribution.rules.ts'
import { selectRows, selectQuestions } from '../inbox.store.ts'
import type { ConversationPorts } from '../ports.ts'
import {
  alarmsSince,
  answersByMinute,
  countOpenProblems,
  middleWaits,
  waitingByMember,
} from './board.store.ts'
import { groupQuestions, type LikeGroup } from './likeness.rules.ts'
import { asQueueRow } from './places.ts'

const minuteMs = 60_000
const shownMinutes = 30
const rateMinutes = 5
/** Groups are made anew at most so often, however many leads look. */
const groupsKeptMs = 3_000

/** What the lead sees of the desk at this moment. */
export const createBoard = ({
  db,
  clock,
  directory,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'>) => {
  const read = async (caller: MemberCaller): Promise<Board> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    return db.inShop(caller.shopId, async (tx) => {
      const waiting = await selectAllWaiting(tx, caller.shopId)
      const alarms = await alarmsSince(tx, caller.shopId, new Date(now.getTime() - 24 * 60 * minuteMs))
      const answered = await answeredOf(tx, caller.shopId, now)
      return {
        now: now.toISOString(),
        lanes: lanes.map((lane) => laneOf(lane, waiting, now)),
        vipGoesFirst: vipGoesFirst(waiting.map(asQueueRow), now.getTime(), facts.settings),
        answered: answered.summary,
        agents: await agentsOf(tx, facts, waiting, answered.perHour, now),
        alarms: alarms.slice(0, 20).map((row) => ({
          id: row.id,
          lane: row.lane,
          openedAt: row.opened_at.toISOString(),
          mostWaiting: row.most_waiting,
          closedAt: row.closed_at?.toISOString() ?? null,
        })),
        alarmsToday: alarms.length,
        openProblems: await countOpenProblems(tx, caller.shopId),
      }
    })
  }

  const waiting = async (
    caller: MemberCaller,
    query: QueryOf<typeof listWaiting>,
  ): Promise<ReplyOf<typeof listWaiting>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now().getTime()
    return db.inShop(caller.shopId, async (tx) => {
      const all = await selectAllWaiting(tx, caller.shopId)
      const wanted = orderQueue(all.map(asQueueRow), now, facts.settings)
        .map(({ row }) => row)
        .filter(
          (row) =>
            (query.lane === undefined || row.lane === query.lane) &&
            (query.memberId === undefined || row.assignee_id === query.memberId) &&
            (query.isUnheld === undefined || row.assignee_id === null),
        )
      const ids = wanted.slice(0, rushLimits.rows).map(({ id }) => id)
      const rows = new Map((await selectRows(tx, ids)).map((row) => [row.id, row]))
      return {
        rows: ids.flatMap((id) => rows.get(id) ?? []).map((row) => toInboxRow(row, facts)),
        total: wanted.length,
      }
    })
  }

  const groups = new Map<string, { at: number; of: Promise<{ groups: LikeGroup[]; waiting: number }> }>()
  const grouped = (shopId: string) => {
    const now = clock.now().getTime()
    const known = groups.get(shopId)
    if (known && Math.abs(now - known.at) < groupsKeptMs) return known.of
    const of = db
      .inShop(shopId, (tx) => selectQuestions(tx, shopId))
      .then((asked) => ({ groups: groupQuestions(asked), waiting: asked.length }))
    of.catch(() => groups.delete(shopId))
    groups.set(shopId, { at: now, of })
    return of
  }
  const questions = async (caller: MemberCaller): Promise<ReplyOf<typeof listQuestionGroups>> => {
    const found = await grouped(caller.shopId)
    return {
      groups: found.groups.slice(0, rushLimits.groups).map((group) => ({
        text: group.text,
        count: group.ids.length,
        conversationIds: group.ids.slice(0, rushLimits.targets),
        others: group.others.slice(0, 5),
      })),
      waiting: found.waiting,
      alone: found.waiting - found.groups.reduce((sum, group) => sum + group.ids.length, 0),
    }
  }
  return { read, waiting, questions }
}

const laneOf = (
  lane: (typeof lanes)[number],
  waiting: readonly WaitingRow[],
  now: Date,
): Board['lanes'][number] => {
  const here = waiting.filter((row) => row.lane === lane)
  return {
    lane,
    waiting: here.length,
    unheld: here.filter((row) => row.assignee_id === null).length,
    late: here.filter((row) => row.turn_due_at < now).length,
    oldestSince: here[0]?.turn_clock_at.toISOString() ?? null,
  }
}

const answeredOf = async (tx: Tx, shopId: string, now: Date) => {
  const since = new Date(now.getTime() - shownMinutes * minuteMs)
  const rows = await answersByMinute(tx, shopId, new Date(now.getTime() - 60 * minuteMs))
  const minutes = Array.from({ length: 60 }, (_, minute) =>
    rows.filter((row) => Math.min(row.minute, 59) === minute).reduce((sum, row) => sum + row.count, 0),
  )
  const waits = new Map((await middleWaits(tx, shopId, since)).map(({ lane, wait }) => [lane, wait]))
  const perHour = new Map<string, number>()
  for (const { member_id, count } of rows)
    if (member_id !== null) perHour.set(member_id, (perHour.get(member_id) ?? 0) + count)
  const recent = minutes.slice(-rateMinutes).reduce((a, b) => a + b, 0)
  return {
    perHour,
    summary: {
      perMinute: Math.round((recent / rateMinutes) * 10) / 10,
      minutes: minutes.slice(-shownMinutes),
      ordinaryWaitMs: waits.get('ordinary') ?? null,
      vipWaitMs: waits.get('vip') ?? null,
    },
  }
}

const agentsOf = async (
  tx: Tx,
  facts: ShopFacts,
  waiting: readonly WaitingRow[],
  perHour: ReadonlyMap<string, number>,
  now: Date,
): Promise<Board['agents']> => {
  const held = await waitingByMember(tx, facts.id)
  const isSomebodyUnheld = waiting.some((row) => row.assignee_id === null)
  const order = { on: 0, break: 1, off: 2 }
  return (await selectCandidates(tx, now))
    .filter((one) => one.presence !== 'off' || held.has(one.id))
    .map((one: Candidate) => {
      const cap = capOf(one)
      return {
        id: one.id,
        name: facts.members.get(one.id)?.displayName ?? '',
        presence: one.presence,
        held: one.held,
        waiting: held.get(one.id)?.waiting ?? 0,
        cap,
        isTrainee: one.profile.traineeCap !== null,
        answeredPerHour: perHour.get(one.id) ?? 0,
        isFull: one.held > cap || (one.held >= cap && isSomebodyUnheld && one.presence === 'on'),
      }
    })
    .sort(
      (a, b) => order[a.presence] - order[b.presence] || b.waiting - a.waiting || (a.name < b.name ? -1 : 1),
    )
}
