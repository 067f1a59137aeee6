import type { Tx } from '#platform/database/database.ts'
import { recordHistory } from '#platform/events/record-history.ts'
import { nameCustomers, resolveBuyers } from '../people.ts'
import { lockPeople } from '../people.store.ts'
import { addConsents, saveTraits } from '../traits.store.ts'
import { makeshiftName, type Match } from '../who-is-who.rules.ts'
import type { CustomerRecordIn, RefusedCustomer } from './customer-record.ts'
import { fillIn, saveSourceRows, selectSourceRows } from './import.store.ts'

export interface Target {
  shopId: string
  storeId: string
  /** What consents are noted as coming from: the file's name. */
  source: string
  /** When this run began: rows read at this moment were read by it. */
  now: Date
}

export interface CustomersOutcome {
  created: number
  updated: number
  unchanged: number
  /** The same row again, ignored. */
  duplicates: number
  refused: RefusedCustomer[]
}

/** Takes a chunk of people in, in one transaction of a few statements; imports of one shop wait for each other here. */
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
  const outcome: CustomersOutcome = { created: 0, updated: 0, unchanged: 0, duplicates: 0, refused: [] }
  const first = new Map<string, CustomerRecordIn>()
  const fresh: CustomerRecordIn[] = []
  for (const record of records) {
    const before = known.get(record.key)
    const sameRun =
      first.get(record.key)?.contentHash ?? (isOfThisRun(before, now) ? before?.content_hash : undefined)
    if (sameRun !== undefined) {
      // The first one stands.
      if (sameRun === record.contentHash) outcome.duplicates += 1
      else outcome.refused.push({ line: record.line, field: null, reason: 'conflict', detail: '' })
      continue
    }
    first.set(record.key, record)
    if (before?.content_hash === record.contentHash) outcome.unchanged += 1
    else fresh.push(record)
  }
  const matches = await resolveBuyers(
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
  const people = fresh.flatMap((record, index): Person[] => {
    const match = matches[index]
    return match?.customerId ? [{ record, match, customerId: match.customerId }] : []
  })
  const changed = await learn(tx, target, people)
  for (const { match, customerId } of people)
    outcome[
      match.isNew ? 'created' : changed.has(customerId) || match.gained > 0 ? 'updated' : 'unchanged'
    ] += 1
  await saveSourceRows(
    tx,
    now,
    target,
    people.map(({ record, customerId }) => ({
      key: record.key,
      customerId,
      contentHash: record.contentHash,
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

const isOfThisRun = (before: { read_at: Date } | undefined, now: Date): boolean =>
  before !== undefined && before.read_at.getTime() === now.getTime()

/** Names, cities, notes, traits and consents; returns whose changed. */
const learn = async (tx: Tx, target: Target, people: readonly Person[]): Promise<Set<string>> => {
  const { shopId, now } = target
  // Two rows may turn out to be one person: one statement cannot change a row twice.
  const once = [...new Map(people.map((person) => [person.customerId, person])).values()]
  const filled = await fillIn(
    tx,
    once.map(({ record, customerId }) => ({
      customerId,
      name: record.name,
      makeshift: [
        ...record.identities.map(({ value }) => value),
        makeshiftName(record.identities),
        ...(record.nick === '' ? [] : [record.nick]),
      ],
      city: record.city,
      note: record.note,
    })),
  )
  await nameCustomers(tx, shopId, [
    ...filled.filter((row) => row.is_renamed).map((row) => ({ customerId: row.id, name: row.name })),
    ...once.flatMap(({ record, customerId }) =>
      record.nick === '' ? [] : [{ customerId, name: record.nick }],
    ),
  ])
  const traits = await saveTraits(
    tx,
    now,
    shopId,
    once.flatMap(({ record, customerId }) =>
      record.traits.map((trait) => ({ customerId, ...trait, source: 'import' as const, by: null })),
    ),
  )
  const consents = await addConsents(
    tx,
    now,
    target,
    once.flatMap(({ record, customerId }) => record.consents.map((consent) => ({ customerId, ...consent }))),
  )
  return new Set([...filled.map(({ id }) => id), ...traits, ...consents])
}

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
