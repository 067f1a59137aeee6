import type { Tx } from '#platform/database/database.ts'
import { inTurn } from '#platform/database/in-turn.ts'
import { recordHistory } from '#platform/events/record-history.ts'
import { nameCustomers, resolveBuyers } from '../people.ts'
import { lockPeople } from '../people.store.ts'
import { addConsents, saveTraits } from '../traits.store.ts'
import { makeshiftName, type Match } from '../who-is-who.rules.ts'
import type { CustomerRecordIn } from './customer-record.ts'
import { fillIn, saveSourceRows, selectSourceRows } from './import.store.ts'

export interface Target {
  shopId: string
  storeId: string
  /** What consents are noted as coming from: the file's name. */
  source: string
  /** The upload that they came by. */
  importId: string | null
  now: Date
}

export interface CustomersOutcome {
  created: number
  updated: number
  unchanged: number
}

/**
 * Takes a chunk of people in, in one transaction of a few statements; imports of one shop wait for each other here. No two
 * records of a run have the same key.
 */
export const writeCustomers = async (
  tx: Tx,
  target: Target,
  records: readonly CustomerRecordIn[],
): Promise<CustomersOutcome> => {
  const { shopId, storeId, now } = target
  await lockPeople(tx, shopId)
  const known = await selectSourceRows(
    tx,
    shopId,
    storeId,
    records.map(({ key }) => key),
  )
  const fresh = records.filter(({ key, contentHash }) => known.get(key)?.content_hash !== contentHash)
  const outcome: CustomersOutcome = { created: 0, updated: 0, unchanged: records.length - fresh.length }
  const { matches, steps } = await resolveBuyers(
    tx,
    now,
    { shopId, storeId, source: 'import' },
    fresh.map((record) => ({
      identities: record.identities,
      name: record.name,
      city: record.city,
      known: known.get(record.key)?.customer_id ?? null,
      placedAt: null,
      isCounted: false,
    })),
  )
  await inTurn(steps)
  const people = fresh.flatMap((record, index): Person[] => {
    const match = matches[index]
    return match?.customerId ? [{ record, match, customerId: match.customerId }] : []
  })
  const changed = await learn(tx, target, people)
  const isOther = (match: Match, customerId: string) =>
    match.isNew || changed.has(customerId) || match.gained > 0
  for (const { match, customerId } of people)
    outcome[match.isNew ? 'created' : isOther(match, customerId) ? 'updated' : 'unchanged'] += 1
  await saveSourceRows(
    tx,
    now,
    target,
    people.map(({ record, match, customerId }) => ({
      key: record.key,
      customerId,
      contentHash: record.contentHash,
      importId: isOther(match, customerId) ? target.importId : null,
    })),
  )
  await tell(tx, target, people, changed)
  return outcome
}

interface Person {
  record: CustomerRecordIn
  match: Match
  customerId: string
}

/** Names, cities, notes, traits and consents; returns whose changed. */
const learn = async (tx: Tx, target: Target, people: readonly Person[]): Promise<Set<string>> => {
  const { shopId, now } = target
  // Two rows may turn out to be one person: one statement cannot change a row twice.
  const once = [...Map.groupBy(people, ({ customerId }) => customerId)].map(([customerId, of]) => ({
    customerId,
    ...together(of.map(({ record }) => record)),
  }))
  const filled = await fillIn(tx, once)
  await nameCustomers(tx, shopId, [
    ...filled.filter((row) => row.is_renamed).map((row) => ({ customerId: row.id, name: row.name })),
    ...once.flatMap(({ nicks, customerId }) => nicks.map((name) => ({ customerId, name }))),
  ])
  const traits = await saveTraits(
    tx,
    now,
    shopId,
    once.flatMap(({ traits: of, customerId }) =>
      of.map((trait) => ({ customerId, ...trait, source: 'import' as const, by: null })),
    ),
  )
  const consents = await addConsents(
    tx,
    now,
    target,
    once.flatMap(({ consents: of, customerId }) => of.map((consent) => ({ customerId, ...consent }))),
  )
  return new Set([...filled.map(({ id }) => id), ...traits, ...consents])
}

/**
 * What several rows say of one person, as if each came after the other: the first name, city and note stay, a later value of
 * a trait and a later word of consent count.
 */
const together = (records: readonly CustomerRecordIn[]) => ({
  name: records.find(({ name }) => name !== '')?.name ?? '',
  makeshift: records.flatMap(({ identities, nick }) => [
    ...identities.map(({ value }) => value),
    makeshiftName(identities),
    ...(nick === '' ? [] : [nick]),
  ]),
  city: records.find(({ city }) => city !== null)?.city ?? null,
  note: records.find(({ note }) => note !== null)?.note ?? null,
  nicks: [...new Set(records.flatMap(({ nick }) => (nick === '' ? [] : [nick])))],
  traits: [...new Map(records.flatMap(({ traits }) => traits.map((one) => [one.key, one]))).values()],
  consents: [
    ...new Map(
      records.flatMap(({ consents }) => consents).map((one) => [`${one.channel} ${one.said}`, one]),
    ).values(),
  ],
})

/** History: it stands on the timelines, and nobody is told. */
const tell = (tx: Tx, target: Target, people: readonly Person[], changed: ReadonlySet<string>) =>
  recordHistory(
    tx,
    target.now,
    target.shopId,
    people
      .filter(({ match, customerId }) => match.isNew || changed.has(customerId) || match.gained > 0)
      .map(({ match, customerId }) => ({
        name: match.isNew ? ('customer.created' as const) : ('customer.changed' as const),
        subject: customerId,
        version: 1,
        timeline: customerId,
        occurredAt: target.now.toISOString(),
        facts: { fields: ['import'] },
      })),
  )
