import { orderQueue } from '#contract/conversations/queue-order.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { ConversationPorts } from '../ports.ts'
import { selectAllWaiting, type WaitingRow } from '../distribution/candidates.store.ts'
import { countAnswers } from './board.store.ts'
import { answeringRate, placeToTell, unknownPlace, type Place } from './place.rules.ts'

/** Buyers are told of their place at most so often, however much happens. */
const everyMs = 3_000
/** Who came back on a new line is told again by then, even when nothing changed. */
const againMs = 30_000
/** The rate is measured over this time. */
const rateMs = 5 * 60_000

/** A row as the queue's order reads it. */
export const asQueueRow = (row: WaitingRow) => ({
  row,
  lane: row.lane,
  clock: { turnId: row.turn_id, startedAt: row.turn_clock_at.toISOString(), isFirst: row.turn_is_first },
})

interface ShopPlaces {
  places: Map<string, Place>
  /** What each buyer was told, as text. */
  told: Map<string, string>
  toldAllAt: number
  /** When the next look is set for; null: it is not. */
  armed: { at: number; cancel: () => void } | null
}

export interface PlacePorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  live: Pick<ConversationPorts['live'], 'signal' | 'background'>
}

/**
 * Where each waiting buyer stands. Whatever happens in a shop only marks it; once in a few seconds the whole queue is
 * ordered and those whose place changed are told, by a signal: nothing is stored, and each process tells its own listeners.
 */
export const createPlaces = ({ db, clock, directory, live }: PlacePorts) => {
  const shops = new Map<string, ShopPlaces>()
  let isStopped = false

  const compute = async (shopId: string): Promise<Map<string, Place>> => {
    const facts = await directory.facts(shopId)
    const now = clock.now()
    const { waiting, answered } = await db.inShop(shopId, async (tx) => {
      const rows = await selectAllWaiting(tx, shopId)
      // Nobody is told anything of a queue of one.
      const since = new Date(now.getTime() - rateMs)
      return { waiting: rows, answered: rows.length < 2 ? 0 : await countAnswers(tx, shopId, since) }
    })
    const rate = answeringRate(answered, rateMs)
    const ordered = orderQueue(waiting.map(asQueueRow), now.getTime(), facts.settings)
    return new Map(ordered.map(({ row }, ahead) => [row.visitor_id, placeToTell(ahead, rate)]))
  }

  const tell = async (shopId: string): Promise<void> => {
    const shop = shops.get(shopId)
    if (!shop) return
    shop.armed = null
    const now = clock.now().getTime()
    const isAll = now - shop.toldAllAt >= againMs
    if (isAll) shop.toldAllAt = now
    const places = await compute(shopId)
    for (const visitorId of shop.places.keys())
      if (!places.has(visitorId) && shop.told.delete(visitorId)) send(shopId, visitorId, unknownPlace)
    shop.places = places
    for (const [visitorId, place] of places) {
      const text = `${place.ahead} ${place.waitSeconds}`
      if (!isAll && shop.told.get(visitorId) === text) continue
      if (place.ahead === null && !shop.told.has(visitorId)) continue
      shop.told.set(visitorId, text)
      send(shopId, visitorId, place)
    }
    // Time alone moves the order and the rate, as long as somebody waits behind another.
    if (places.size > 1) arm(shopId, shop, now + everyMs * 3)
    else if (places.size === 0 && shop.armed === null) shops.delete(shopId)
  }
  const send = (shopId: string, visitorId: string, place: Place) =>
    live.signal(shopId, [`visitor:${visitorId}`], { kind: 'place', ...place })
  const arm = (shopId: string, shop: ShopPlaces, at: number) => {
    if (isStopped || (shop.armed && shop.armed.at <= at)) return
    shop.armed?.cancel()
    const cancel = clock.at(new Date(at), () => live.background('tell places', tell(shopId)))
    shop.armed = { at, cancel }
  }

  return {
    /** Something happened to who waits in this shop; `visitorId`: who is to be told in any case. */
    stir: (shopId: string, visitorId?: string): void => {
      const shop = shops.get(shopId) ?? { places: new Map(), told: new Map(), toldAllAt: 0, armed: null }
      shops.set(shopId, shop)
      if (visitorId !== undefined) shop.told.delete(visitorId)
      arm(shopId, shop, clock.now().getTime() + everyMs)
    },
    /** As it was at the last look, a few seconds ago at most. */
    placeOf: (shopId: string, visitorId: string): Place =>
      shops.get(shopId)?.places.get(visitorId) ?? unknownPlace,
    tell,
    stop: () => {
      isStopped = true
      for (const { armed } of shops.values()) armed?.cancel()
    },
  }
}
export type Places = ReturnType<typeof createPlaces>
