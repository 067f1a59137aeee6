import { sql, type RawBuilder } from 'kysely'
import { newId } from '#platform/ids/ids.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Evidence, Link, Weight } from './links.rules.ts'

export interface LinkRow {
  id: string
  shop_id: string
  one_id: string
  other_id: string
  weight: Weight
  evidence: Evidence[]
  dismissed_keys: string[]
  state: Link['state']
  found_at: Date
  decided_at: Date | null
  decided_by: string | null
  version: number
}
const columns = sql`l.id, l.shop_id, l.one_id, l.other_id, l.weight, l.evidence, l.dismissed_keys, l.state, l.found_at, l.decided_at, l.decided_by, l.version`

/**
 * Proposals for these pairs, locked until the transaction ends. Here and wherever proposals are written the caller holds
 * `lockPeople` of their shops: one order of locks, so that nobody waits in a circle.
 */
export const lockLinks = async (
  tx: Tx,
  pairs: readonly { shopId: string; oneId: string; otherId: string }[],
): Promise<LinkRow[]> => {
  const { rows } = await sql<LinkRow>`
    select ${columns} from unnest(${pairs.map(({ shopId }) => shopId)}::uuid[], ${pairs.map(({ oneId }) => oneId)}::uuid[], ${pairs.map(({ otherId }) => otherId)}::uuid[])
      as w (shop_id, one_id, other_id)
    join customers.links l on l.shop_id = w.shop_id and l.one_id = w.one_id and l.other_id = w.other_id order by l.id for update of l`.execute(
    tx,
  )
  return rows
}

export interface WantedLink {
  shopId: string
  oneId: string
  otherId: string
  weight: Weight
  evidence: readonly Evidence[]
}

/** Makes the proposal, or opens it again with what is known now. */
export const saveLinks = async (tx: Tx, now: Date, links: readonly WantedLink[]): Promise<void> => {
  if (links.length === 0) return
  await sql`
    insert into customers.links as l (id, shop_id, one_id, other_id, weight, evidence, evidence_keys, found_at)
    select w.id, w.shop_id, w.one_id, w.other_id, w.weight, w.evidence::jsonb, array(select e ->> 'key' from jsonb_array_elements(w.evidence::jsonb) e), ${now}
    from unnest(${links.map(() => newId())}::uuid[], ${links.map(({ shopId }) => shopId)}::uuid[], ${links.map(({ oneId }) => oneId)}::uuid[],
      ${links.map(({ otherId }) => otherId)}::uuid[], ${links.map(({ weight }) => weight)}::int[], ${links.map(({ evidence }) => JSON.stringify(evidence))}::text[])
      as w (id, shop_id, one_id, other_id, weight, evidence)
    on conflict (shop_id, one_id, other_id) do update set weight = excluded.weight, evidence = excluded.evidence, evidence_keys = excluded.evidence_keys,
      state = 'open', found_at = case when l.state = 'open' then l.found_at else excluded.found_at end, decided_at = null, decided_by = null, version = l.version + 1`.execute(
    tx,
  )
}

export interface LinkFilter {
  isOpen: boolean
  /** Proposals that have to do with one of these customers. */
  among?: readonly string[]
  leastWeight?: number
  mostWeight?: number
}

/**
 * Proposals between people who are still two; the weightiest first, decided ones the latest first. `cursor.at` is the weight
 * in milliseconds, or the time of the decision.
 */
export const selectLinks = async (
  tx: Tx,
  shopId: string,
  filter: LinkFilter,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<(LinkRow & { one_head: string; other_head: string })[]> => {
  const { isOpen, among } = filter
  const after: RawBuilder<unknown> =
    cursor === null
      ? sql``
      : isOpen
        ? sql`and (l.weight, l.id) < (${cursor.at.getTime()}, ${cursor.id}::uuid)`
        : sql`and (l.decided_at, l.id) < (${cursor.at}, ${cursor.id}::uuid)`
  const { rows } = await sql<LinkRow & { one_head: string; other_head: string }>`
    select ${columns}, coalesce(a.merged_into, a.id) as one_head, coalesce(b.merged_into, b.id) as other_head
    from customers.links l join customers.customers a on a.id = l.one_id join customers.customers b on b.id = l.other_id
    where l.shop_id = ${shopId} and ${isOpen ? sql`l.state = 'open' and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id)` : sql`l.state <> 'open'`}
      ${among ? sql`and (l.one_id = any (${[...among]}::uuid[]) or l.other_id = any (${[...among]}::uuid[]))` : sql``}
      ${filter.leastWeight === undefined ? sql`` : sql`and l.weight >= ${filter.leastWeight}`}
      ${filter.mostWeight === undefined ? sql`` : sql`and l.weight <= ${filter.mostWeight}`}
      ${after}
    order by ${isOpen ? sql`l.weight desc` : sql`l.decided_at desc`}, l.id desc limit ${limit}`.execute(tx)
  return rows
}

export const lockLink = async (tx: Tx, id: string): Promise<LinkRow | null> => {
  const { rows } =
    await sql<LinkRow>`select ${columns} from customers.links l where l.id = ${id} for update`.execute(tx)
  return rows[0] ?? null
}

/** A no to all that is known between the two people; what stands under these ids is theirs. */
export const dismissBetween = async (
  tx: Tx,
  shopId: string,
  ones: readonly string[],
  others: readonly string[],
  now: Date,
  by: string | null,
): Promise<void> => {
  await sql`
    update customers.links set state = 'dismissed', decided_at = ${now}, decided_by = ${by}, version = version + 1,
      dismissed_keys = array(select distinct unnest(dismissed_keys || evidence_keys))
    where shop_id = ${shopId} and state = 'open'
      and ((one_id = any (${[...ones]}::uuid[]) and other_id = any (${[...others]}::uuid[]))
        or (one_id = any (${[...others]}::uuid[]) and other_id = any (${[...ones]}::uuid[])))`.execute(tx)
}

/** A merge answers every proposal between the ids that are one person now. */
export const closeLinks = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  { mergeId, by, now }: { mergeId: string; by: string | null; now: Date },
): Promise<void> => {
  await sql`
    update customers.links set state = 'accepted', merge_id = ${mergeId}, decided_at = ${now}, decided_by = ${by}, version = version + 1
    where shop_id = ${shopId} and state = 'open' and one_id = any (${[...ids]}::uuid[]) and other_id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
}

/** Whoever takes a merge back says no to what it rested on. */
export const refuseLinksOf = async (tx: Tx, mergeId: string, now: Date, by: string | null): Promise<void> => {
  await sql`
    update customers.links set state = 'dismissed', merge_id = null, decided_at = ${now}, decided_by = ${by}, version = version + 1,
      dismissed_keys = array(select distinct unnest(dismissed_keys || evidence_keys))
    where merge_id = ${mergeId}`.execute(tx)
}

/** What was accepted and holds no longer, because a merge in between was undone, is asked again: nobody has said no to it. */
export const reopenLinks = async (tx: Tx, shopId: string, ids: readonly string[]): Promise<void> => {
  await sql`
    update customers.links l set state = 'open', merge_id = null, decided_at = null, decided_by = null, version = l.version + 1
    from customers.customers a, customers.customers b
    where l.shop_id = ${shopId} and l.state = 'accepted' and l.one_id = any (${[...ids]}::uuid[]) and l.other_id = any (${[...ids]}::uuid[])
      and a.id = l.one_id and b.id = l.other_id and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id)`.execute(
    tx,
  )
}
