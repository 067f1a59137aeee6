import type { RefusedLine } from '#contract/orders/import-record.ts'
import { lockPeople, resolveBuyers, type Match } from '#nouns/customers/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { inTurn, type Step } from '#platform/database/in-turn.ts'
import { historyText, writeHistory, type PastEvent } from '#platform/events/record-history.ts'
import { lastStepAt, type OrderDraft } from '../order-draft.rules.ts'
import {
  insertLines,
  insertOrders,
  insertParcels,
  insertTitles,
  orderLines,
  prepareStage,
  readByPoints,
  stageOrders,
  textOf,
  updateOrders,
  type OrderRow,
} from './chunk.store.ts'
import { compare, type Compared } from './compare.ts'
import type { Incoming } from './incoming.ts'

export interface Target {
  shopId: string
  storeId: string
  storeName: string
  importId: string | null
  /** Ids of titles that are stored for certain, of earlier chunks. */
  titles: ReadonlySet<string>
}

export interface ChunkOutcome {
  created: number
  updated: number
  unchanged: number
  /** Orders that were not in the store before; after an interruption fewer than `created`. */
  inserted: number
  /** Orders whose buyer's identities belong to several customers; nobody was merged. */
  conflicts: number
  refused: RefusedLine[]
  /** Ids of titles that are stored now. */
  titles: string[]
}

type Changing = Extract<Compared, { is: 'new' | 'other' }>

/** What a chunk would do. Writes nothing. */
export const previewChunk = async (
  tx: Tx,
  shopId: string,
  storeId: string | null,
  incoming: readonly Incoming[],
): Promise<ChunkOutcome> => {
  if (storeId === null)
    return tally(
      incoming.map((one) => ({ is: one.draft.placedAt === '' ? 'unknown' : 'new', incoming: one })),
      null,
    )
  return tally(await compare(tx, shopId, storeId, incoming), null)
}

/**
 * Takes a chunk of orders into a store in one transaction: orders, lines, parcels, customers and one event for each order
 * that is new or other. Imports of one shop wait for each other here, chunk by chunk, so that nothing is made twice.
 */
export const writeChunk = async (
  tx: Tx,
  now: Date,
  target: Target,
  incoming: readonly Incoming[],
): Promise<ChunkOutcome> => {
  const { shopId, storeId } = target
  await lockPeople(tx, shopId)
  await readByPoints(tx)
  await prepareStage(tx)
  const compared = await compare(tx, shopId, storeId, incoming)
  const changing = compared.filter((one): one is Changing => one.is === 'new' || one.is === 'other')
  const { matches, steps } = await resolveBuyers(
    tx,
    now,
    { shopId, storeId, source: 'import' },
    changing.map(buyerOf),
  )
  const outcome = tally(compared, target.importId)
  const rows: Written[] = []
  changing.forEach((one, index) => {
    const match = matches[index]
    if (!match) return
    if (match.others.length > 0) outcome.conflicts += 1
    const learned =
      one.is === 'other' &&
      (match.gained > 0 || (one.known.customer_id === null && match.customerId !== null))
    if (one.is === 'other' && !one.isChanged && !learned) return
    if (one.is === 'other' && !one.isChanged) {
      outcome.updated += 1
      outcome.unchanged -= 1
    }
    rows.push(rowOf(one, match))
  })
  const titles = newTitles(target, rows)
  await inTurn([
    ...stepsOfOrders(tx, now, target, rows),
    ...steps,
    ...stepsOfRest(tx, now, target, rows, titles),
  ])
  outcome.titles = [...titles.keys()]
  outcome.inserted = rows.filter(({ isNew }) => isNew).length
  return outcome
}

interface Written extends OrderRow {
  version: number
  others: readonly string[]
}

const rowOf = (one: Changing, match: Match): Written => {
  const of = { hash: one.incoming.hash, others: match.others }
  if (one.is === 'new') {
    const { id, draft, text } = one.incoming
    return { ...of, id, draft, text, customerId: match.customerId, isNew: true, version: 1 }
  }
  const { known, merged } = one
  return {
    ...of,
    id: known.id,
    draft: merged,
    text: textOf(known.id, merged),
    customerId: known.customer_id ?? match.customerId,
    isNew: false,
    version: known.version + 1,
  }
}

/** Titles of these orders that are not stored for certain, by their ids. */
const newTitles = (target: Target, rows: readonly Written[]): Map<string, string> =>
  new Map(rows.flatMap(({ text }) => text.titles.filter(([id]) => !target.titles.has(id))))

/** The longest statements first: while they run, what follows is made ready. */
const stepsOfOrders = (tx: Tx, now: Date, target: Target, rows: readonly Written[]): Step[] =>
  rows.length === 0
    ? []
    : [
        () => {
          const orders = orderLines(rows)
          return () => stageOrders(tx, orders)
        },
        () => () => insertOrders(tx, now, target),
        () => {
          const known = rows.flatMap(({ isNew, id }) => (isNew ? [] : [id]))
          return () => updateOrders(tx, now, target.importId, known)
        },
      ]

const stepsOfRest = (
  tx: Tx,
  now: Date,
  target: Target,
  rows: readonly Written[],
  titles: ReadonlyMap<string, string>,
): Step[] =>
  rows.length === 0
    ? []
    : [
        () => () => insertTitles(tx, target.shopId, titles),
        () => {
          const lines = rows.map(({ text }) => text.lines).join('')
          return () => insertLines(tx, target.shopId, lines)
        },
        () => {
          const parcels = rows.map(({ text }) => text.parcels).join('')
          return () => insertParcels(tx, target.shopId, parcels)
        },
        () => {
          const history = historyText(rows.map((row) => eventOf(row, target)))
          return () => writeHistory(tx, now, target.shopId, history)
        },
      ]

const eventOf = ({ id, draft, customerId, isNew, version, others }: Written, target: Target): PastEvent => ({
  name: 'order.imported',
  subject: id,
  version,
  timeline: customerId,
  occurredAt: isNew ? draft.placedAt : lastStepAt(draft),
  facts: {
    ...factsOf(draft, target),
    how: isNew ? 'created' : 'updated',
    ...(others.length > 0 ? { alsoHeldBy: others } : {}),
  },
})

/** What a timeline says of the order without looking it up. */
const factsOf = (draft: OrderDraft, target: Target) => ({
  order: draft.name,
  store: target.storeName,
  status: draft.status,
  title: draft.title,
  total: draft.total,
  currency: draft.currency,
})

const buyerOf = (one: Changing) => ({
  identities: one.incoming.identities,
  name: one.incoming.buyerName,
  city: one.incoming.buyerCity,
  known: one.is === 'new' ? null : one.known.customer_id,
  placedAt: one.incoming.draft.placedAt,
  isCounted: one.is === 'new' || one.known.customer_id === null,
})

const nothing = (): ChunkOutcome => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  inserted: 0,
  conflicts: 0,
  refused: [],
  titles: [],
})

/** An import that was cut off and runs again finds its own orders: they count as what it made of them. */
const tally = (compared: readonly Compared[], importId: string | null): ChunkOutcome => {
  const outcome = nothing()
  for (const one of compared) {
    if (one.is === 'new') outcome.created += 1
    else if (one.is === 'ambiguous')
      outcome.refused.push({
        line: one.incoming.line,
        field: null,
        reason: 'conflict',
        detail: one.of > 1 ? String(one.of) : one.incoming.draft.name,
      })
    else if (one.is === 'unknown')
      outcome.refused.push({
        line: one.incoming.line,
        field: null,
        reason: 'order_unknown',
        detail: one.incoming.draft.name,
      })
    else if (one.is === 'other') outcome[one.isChanged ? 'updated' : 'unchanged'] += 1
    else if (importId !== null && one.known.import_id === importId)
      outcome[one.known.version === 1 ? 'created' : 'updated'] += 1
    else outcome.unchanged += 1
  }
  return outcome
}
