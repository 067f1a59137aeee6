import { setImmediate as otherWork } from 'node:timers/promises'
import type { Database, Tx } from '#platform/database/database.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { newId } from '#platform/ids/ids.ts'
import { digitsFromEnd, searchKey } from '#platform/search/search-key.rules.ts'
import { countryOfStore } from '../country.rules.ts'
import { identifiesByEmail, identifiesByPhone } from '../identity.rules.ts'
import { maskEmail, maskIdentity, maskPhone } from '../masks.rules.ts'
import { readPhone } from '../phone.ts'
import { givenInText, isTellingNick, pairOf, pairsByPhone, type Pair, type PhoneUser } from './links.rules.ts'
import { proposeLinks, type ShopPair } from './propose-links.ts'
import {
  buyersOfOrders,
  holdersOfClaims,
  holdersOfNicks,
  identitiesIn,
  messagesIn,
  ordersIn,
  savePlace,
  takePlace,
  usesOfPhones,
  type PhoneUse,
  type Source,
  type WantedClaim,
  type WantedPhone,
} from './scan.store.ts'

const chunk = 500
/** Ids carry the time they were made; a transaction that began earlier may commit rows behind those that are read already. */
const lagMs = 30_000
/** Parcels of one number that are looked at; a number with more is no one person's. */
const mostOrders = 60

export interface FindLinksPorts {
  db: Database
  clock: Clock
}

/**
 * Goes on through orders, identities and messages that are new since the last time and proposes who may be one person, over
 * all shops, in chunks of their own transactions, until there is nothing new or `isOver`. Merges nobody. Returns how
 * many rows it read. `lag`: how old rows must be, milliseconds.
 */
export const findLinks = async (
  ports: FindLinksPorts,
  isOver: () => boolean = () => false,
  lag = lagMs,
): Promise<number> => {
  const upTo = idBefore(newId(), lag)
  let read = 0
  for (const source of ['identities', 'orders', 'messages'] as const)
    for (;;) {
      const count = await ports.db.asSystem((tx) => readChunk(tx, ports.clock.now(), source, upTo))
      read += count
      if (count < chunk || isOver()) break
    }
  return read
}

const readChunk = async (tx: Tx, now: Date, source: Source, upTo: string): Promise<number> => {
  const after = await takePlace(tx, source)
  if (after === null) return 0
  const { pairs, last, count } = await reading[source](tx, { after, upTo, limit: chunk })
  if (last === undefined) return 0
  await proposeLinks(tx, now, pairs)
  await savePlace(tx, source, last)
  return count
}

interface Findings {
  pairs: ShopPair[]
  last: string | undefined
  count: number
}
type Reader = (tx: Tx, span: { after: string; upTo: string; limit: number }) => Promise<Findings>

const readOrders: Reader = async (tx, span) => {
  const rows = await ordersIn(tx, span)
  const phones = new Map<string, WantedPhone & { shown: string }>()
  for await (const row of unhurried(rows)) {
    if (row.customer_id === null || row.recipient_phone === null) continue
    const phone = phoneIn(row.recipient_phone, countryOfStore(row))
    if (phone) phones.set(`${row.shop_id} ${phone.e164}`, { shopId: row.shop_id, ...phone })
  }
  return { pairs: await byPhones(tx, [...phones.values()]), last: rows.at(-1)?.id, count: rows.length }
}

const readIdentities: Reader = async (tx, span) => {
  const rows = await identitiesIn(tx, span)
  const phones: (WantedPhone & { shown: string })[] = []
  for await (const row of unhurried(rows)) {
    const phone = row.kind === 'phone' ? phoneIn(row.value, '') : null
    if (phone) phones.push({ shopId: row.shop_id, ...phone })
  }
  const nicks = rows.flatMap((row) =>
    row.kind === 'platform_account' && row.store_id !== null && isTellingNick(row.value)
      ? [{ shopId: row.shop_id, storeId: row.store_id, nick: row.value, customerId: row.customer_id }]
      : [],
  )
  const sameNicks = (await holdersOfNicks(tx, nicks)).map((found): ShopPair => {
    const stores = [found.own_store_name ?? '', found.store_name ?? ''].toSorted()
    const evidence = {
      kind: 'same_nick' as const,
      key: `same_nick ${found.wanted}`,
      weight: 1 as const,
      facts: { shown: maskIdentity('platform_account', found.wanted), stores },
    }
    return { shopId: found.shop_id, ...pairOf(found.asked_id, found.customer_id, evidence) }
  })
  return {
    pairs: [...(await byPhones(tx, phones)), ...sameNicks],
    last: rows.at(-1)?.id,
    count: rows.length,
  }
}

const readMessages: Reader = async (tx, span) => {
  const rows = await messagesIn(tx, span)
  const emails: WantedClaim[] = []
  const phones: WantedClaim[] = []
  const numbers: WantedClaim[] = []
  const saidIn = new Map<string, string>()
  for await (const row of unhurried(rows)) {
    if (!row.may_tell || row.customer_id === null) continue
    const given = givenInText(row.text)
    const claim = (list: WantedClaim[], value: string) => {
      list.push({ shopId: row.shop_id, customerId: row.customer_id ?? '', value })
      saidIn.set(`${row.customer_id} ${value}`, row.conversation_id)
    }
    for (const text of given.emails) {
      const verdict = identifiesByEmail(text)
      if (verdict.identifies) claim(emails, verdict.value)
    }
    for (const text of given.phones) {
      const verdict = identifiesByPhone(text, readPhone(text, countryOfStore(row)))
      if (verdict.identifies) claim(phones, verdict.value)
    }
    for (const text of given.numbers) claim(numbers, searchKey(text))
  }
  const found =
    (kind: 'email_in_chat' | 'phone_in_chat' | 'order_in_chat', mask: (text: string) => string) =>
    (claimed: Awaited<ReturnType<typeof holdersOfClaims>>[number]): ShopPair => {
      const conversationId = saidIn.get(`${claimed.asked_id} ${claimed.wanted}`)
      return {
        shopId: claimed.shop_id,
        ...pairOf(claimed.asked_id, claimed.customer_id, {
          kind,
          key: `${kind} ${claimed.row_id}`,
          weight: 2,
          facts: {
            shown: mask(claimed.wanted),
            ...(conversationId === undefined ? {} : { conversationId }),
            ...(kind === 'order_in_chat' ? { orderId: claimed.row_id } : {}),
          },
        }),
      }
    }
  return {
    pairs: [
      ...(await holdersOfClaims(tx, 'email', emails)).map(found('email_in_chat', maskEmail)),
      ...(await holdersOfClaims(tx, 'phone', phones)).map(found('phone_in_chat', maskPhone)),
      ...(await buyersOfOrders(tx, numbers)).map(found('order_in_chat', (text) => text)),
    ],
    last: rows.at(-1)?.id,
    count: rows.length,
  }
}

const reading: Record<Source, Reader> = {
  orders: readOrders,
  identities: readIdentities,
  messages: readMessages,
}

/** A number that belongs to one person; null for masked, encrypted, lent ones and landlines. */
const phoneIn = (text: string, country: string): { e164: string; tail: string; shown: string } | null => {
  const reading = readPhone(text, country)
  if (!reading || !identifiesByPhone(text, reading).identifies) return null
  const tail = digitsFromEnd(reading.national, 7)
  return tail === null ? null : { e164: reading.e164, tail, shown: maskPhone(reading.e164) }
}

const byPhones = async (
  tx: Tx,
  phones: readonly (WantedPhone & { shown: string })[],
): Promise<ShopPair[]> => {
  const uses = Map.groupBy(await usesOfPhones(tx, phones, mostOrders), (use) => `${use.shop_id} ${use.e164}`)
  const pairs: ShopPair[] = []
  for await (const { shopId, e164, shown } of unhurried(phones)) {
    const alike = uses.get(`${shopId} ${e164}`) ?? []
    // Parcels were left out.
    if (alike.filter((use) => !use.is_buyer).length >= mostOrders) continue
    const own: PhoneUse[] = []
    for await (const use of unhurried(alike)) if (use.is_buyer || numberOf(use) === e164) own.push(use)
    const found: Pair[] = pairsByPhone({ key: e164, shown, users: usersOf(own) })
    pairs.push(...found.map((pair) => ({ shopId, ...pair })))
  }
  return pairs
}

/** Reading phones is all computing, and thousands come at a stretch: without a pause buyers who write waited 0.3 s for them. */
const atAStretch = 20
async function* unhurried<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const [at, one] of all.entries()) {
    if (at % atAStretch === atAStretch - 1) await otherWork()
    yield one
  }
}

const numberOf = ({ phone, platform, currency }: PhoneUse): string | null =>
  phoneIn(phone ?? '', countryOfStore({ platform: platform ?? '', currency: currency ?? '' }))?.e164 ?? null

const usersOf = (uses: readonly PhoneUse[]): PhoneUser[] =>
  [...Map.groupBy(uses, (use) => use.customer_id)].map(([customerId, of]) => ({
    customerId,
    headId: of[0]?.head_id ?? customerId,
    name: of[0]?.name ?? '',
    orderCount: of[0]?.order_count ?? 0,
    isBuyer: of.some((use) => use.is_buyer),
    parcels: of
      .filter((use) => !use.is_buyer)
      .map((use) => ({ recipient: use.recipient ?? '', address: use.address ?? '' })),
  }))

/** The smallest id of so many milliseconds before the moment of `id`. */
const idBefore = (id: string, ms: number): string => {
  if (ms === 0) return id
  const at = (BigInt(`0x${id.replaceAll('-', '').slice(0, 12)}`) - BigInt(ms)).toString(16).padStart(12, '0')
  return `${at.slice(0, 8)}-${at.slice(8)}-7000-8000-000000000000`
}
