import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { leading } from '#contract/staff/roles.ts'
import type {
  addDebriefTask,
  DebriefTask,
  endDebriefTask,
  listDebriefs,
  listTasks,
  writeDebrief,
} from '#contract/training/training.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS, dateOf, localOf } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import {
  endTask,
  insertTask,
  lockTask,
  putDebrief,
  selectDebriefs,
  selectOpenTasks,
  selectTasksOf,
  type TaskRow,
} from './debriefs.store.ts'
import type { TrainingPorts } from './ports.ts'
import { memberOf } from './quizzes.ts'

const mostTasks = 200

/** 每日总结: one thing that pleased a buyer, one that annoyed one, and what is changed because of it (TRN-02). */
export const createDebriefs = ({ db, clock, directory }: TrainingPorts) => ({
  write: async (caller: MemberCaller, body: BodyOf<typeof writeDebrief>) => {
    const memberId = memberOf(caller)
    const pleased = body.pleased.trim()
    const annoyed = body.annoyed.trim()
    if (pleased === '' && annoyed === '')
      throw new AppError('request.invalid', { problems: [{ path: '/body/pleased', rule: 'empty' }] })
    const { timeZone } = await directory.facts(caller.shopId)
    const now = clock.now()
    await db.inShop(caller.shopId, async (tx) => {
      const day = localDate(timeZone, now)
      const id = await putDebrief(tx, now, { shopId: caller.shopId, memberId, day, pleased, annoyed })
      await tell(tx, now, caller, id)
    })
    return {}
  },

  list: async (
    { shopId }: MemberCaller,
    query: QueryOf<typeof listDebriefs>,
  ): Promise<ReplyOf<typeof listDebriefs>> => {
    const limit = query.limit ?? 30
    const facts = await directory.facts(shopId)
    return db.inShop(shopId, async (tx) => {
      const found = await selectDebriefs(tx, shopId, decodeCursor(query.cursor), limit + 1)
      const rows = found.slice(0, limit)
      const last = found.length > limit ? rows.at(-1) : undefined
      const tasks = await selectTasksOf(
        tx,
        rows.map((row) => row.id),
      )
      return {
        rows: rows.map(({ id, memberId, day, pleased, annoyed }) => ({
          id,
          memberName: facts.members.get(memberId)?.displayName ?? '',
          day,
          pleased,
          annoyed,
          tasks: tasks.filter((task) => task.debriefId === id).map((task) => showTask(task, facts)),
        })),
        next: last ? encodeCursor(last.at, last.id) : null,
      }
    })
  },

  addTask: async (
    caller: MemberCaller,
    debriefId: string,
    body: BodyOf<typeof addDebriefTask>,
  ): Promise<DebriefTask> => {
    const facts = await directory.facts(caller.shopId)
    const owner = facts.members.get(body.ownerId)
    if (!owner || owner.hasLeft) throw notFound()
    const now = clock.now()
    const { shopId, actorId } = caller
    const row = await db.inShop(shopId, async (tx) => {
      const task = await insertTask(tx, now, { shopId, debriefId, ...body, by: actorId })
      if (!task) throw notFound()
      await tell(tx, now, caller, debriefId)
      return task
    })
    return showTask(row, facts)
  },

  /** @throws access.denied for others than the owner and leads; state.version; state.conflict when it has ended. */
  endTask: async (
    caller: MemberCaller,
    id: string,
    body: BodyOf<typeof endDebriefTask>,
  ): Promise<DebriefTask> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const row = await db.inShop(caller.shopId, async (tx) => {
      const task = await lockTask(tx, id)
      if (!task) throw notFound()
      const isLead = caller.roles.some((role) => (leading as readonly string[]).includes(role))
      if (task.ownerId !== caller.memberId && !isLead) throw new AppError('access.denied')
      if (task.state !== 'open') throw new AppError('state.conflict')
      if (task.version !== body.version) throw new AppError('state.version')
      const ended = await endTask(tx, now, { id, state: body.state, by: caller.actorId })
      await tell(tx, now, caller, task.debriefId)
      return ended
    })
    return showTask(row, facts)
  },

  tasks: async (
    caller: MemberCaller,
    query: QueryOf<typeof listTasks>,
  ): Promise<ReplyOf<typeof listTasks>> => {
    const { shopId } = caller
    const facts = await directory.facts(shopId)
    const rows = await db.inShop(shopId, (tx) =>
      selectOpenTasks(tx, {
        shopId,
        ...(query.mine ? { ownerId: memberOf(caller) } : {}),
        limit: mostTasks,
      }),
    )
    return { rows: rows.map((row) => showTask(row, facts)) }
  },
})
export type Debriefs = ReturnType<typeof createDebriefs>

export const localDate = (zone: string, now: Date): string =>
  dateOf(Math.floor(localOf(zone, now.getTime()) / DAY_MS))

const showTask = (row: TaskRow, { members }: ShopFacts): DebriefTask => ({
  ...row,
  ownerName: members.get(row.ownerId)?.displayName ?? '',
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
})

const tell = (tx: Tx, now: Date, { actorId }: MemberCaller, debrief: string) =>
  record(tx, now, {
    name: 'debrief.changed',
    subject: debrief,
    version: 1,
    audience: ['desk'],
    actor: actorId,
  })
