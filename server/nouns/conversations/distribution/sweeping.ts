import { orderQueue } from '#contract/conversations/queue-order.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { lockDistribution, lockFreeConversations } from '../conversations.store.ts'
import { giveOut, rememberNeeds } from '../distribution.ts'
import { capOf } from '../distribution.rules.ts'
import type { ConversationPorts } from '../ports.ts'
import { asQueueRow } from '../rush/places.ts'
import {
  selectCandidates,
  selectHeadOfLine,
  selectStranded,
  shopsWithoutHands,
  type WaitingRow,
} from './candidates.store.ts'
import type { Lines } from './lines.ts'

/** Given out in one transaction; more would keep the log waiting. */
const atOnce = 20

/**
 * Buyers who wait in the hands of nobody who is there: given out in the order of the queue as far as places go, and taken
 * out of the hands of whoever went away. Safe to run at any time.
 */
export const createSweeping = ({
  db,
  clock,
  directory,
  lines,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'> & { lines: Lines }) => {
  const inOrder = (rows: readonly WaitingRow[], facts: ShopFacts, now: Date): WaitingRow[] =>
    orderQueue(rows.map(asQueueRow), now.getTime(), facts.settings).map(({ row }) => row)

  /** Gives out the first of the line; `left`: there may be more to do. */
  const giveFirst = async (tx: Tx, facts: ShopFacts, now: Date) => {
    const { id: shopId } = facts
    await lockDistribution(tx, shopId)
    const line = await selectHeadOfLine(tx, shopId, atOnce)
    const stranded = await selectStranded(tx, shopId, atOnce)
    if (line.length + stranded.length === 0) return { given: 0, left: false, isFull: false }
    const candidates = await selectCandidates(tx, now)
    const places = candidates
      .filter((one) => one.presence === 'on')
      .reduce((sum, one) => sum + Math.max(0, capOf(one) - one.held), 0)
    // Without a place whoever was left behind by somebody who went away joins the line, where everybody sees them.
    const first =
      places === 0 ? stranded : inOrder([...line, ...stranded], facts, now).slice(0, Math.min(places, atOnce))
    const free =
      first.length === 0
        ? new Map()
        : await lockFreeConversations(
            tx,
            first.map(({ id }) => id),
          )
    const open = first.flatMap(({ id }) => {
      const row = free.get(id)
      return row?.state === 'open' && row.turn_id !== null ? [{ row, isNew: false }] : []
    })
    const after = await giveOut(tx, facts, await rememberNeeds(tx, facts, open), candidates, now)
    const given = after.filter((row) => row.assignee_id !== null).length
    const isFull = places <= given
    return { given, left: after.length > 0 && (!isFull || stranded.length > 0), isFull }
  }
  const sweepOnce = async (shopId: string): Promise<number> => {
    const facts = await directory.facts(shopId)
    for (let total = 0; ;) {
      const seen = lines.seen(shopId)
      const { given, left, isFull } = await db.inShop(shopId, (tx) => giveFirst(tx, facts, clock.now()))
      total += given
      if (isFull) lines.begin(shopId, seen)
      if (left) continue
      if (!isFull) lines.end(shopId)
      return total
    }
  }
  const sweeping = new Map<string, { now: Promise<number>; next: Promise<number> | null }>()
  /** One at a time in a shop; what comes meanwhile is one more afterwards, however much it is. */
  const sweep = (shopId: string): Promise<number> => {
    const running = sweeping.get(shopId)
    if (running) return (running.next ??= running.now.catch(() => 0).then(() => sweep(shopId)))
    const work = sweepOnce(shopId).finally(() => sweeping.delete(shopId))
    sweeping.set(shopId, { now: work, next: null })
    return work
  }

  /** The same for every shop; what a process that died left behind is found here. */
  const sweepAll = async (): Promise<number> => {
    let given = 0
    for (const shopId of await db.asSystem(shopsWithoutHands)) given += await sweep(shopId)
    return given
  }
  return { sweep, sweepAll }
}
