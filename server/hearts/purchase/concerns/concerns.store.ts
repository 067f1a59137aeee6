import { sql } from 'kysely'
import type { DisclosureItem } from '#contract/purchase/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Both, Terms } from '../said.rules.ts'
import type { Concern } from './concerns.rules.ts'

export interface CategoryRow {
  key: string
  name_zh: string
  name_en: string
  matches: string[]
  worries: Concern[]
  archived_at: Date | null
  version: number
}
export const selectOwnConcerns = async (tx: Tx): Promise<CategoryRow[]> =>
  (
    await sql<CategoryRow>`
    select key, name_zh, name_en, matches, worries, archived_at, version from purchase.concerns order by changed_at, key limit 200`.execute(
      tx,
    )
  ).rows
/** Null: it is no longer the version that was seen. Version 0 makes it. */
export const writeConcerns = async (
  tx: Tx,
  row: {
    shopId: string
    key: string
    name: Both
    matches: readonly string[]
    worries: readonly Concern[]
    isArchived: boolean
    by: string | null
    now: Date
    version: number
  },
): Promise<CategoryRow | null> =>
  (
    await sql<CategoryRow>`
    insert into purchase.concerns (shop_id, key, name_zh, name_en, matches, worries, archived_at, changed_by, changed_at)
    values (${row.shopId}, ${row.key}, ${row.name.zh}, ${row.name.en}, ${row.matches}, ${JSON.stringify(row.worries)}::jsonb, ${row.isArchived ? row.now : null}, ${row.by}, ${row.now})
    on conflict (shop_id, key) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, matches = excluded.matches, worries = excluded.worries,
      archived_at = excluded.archived_at, changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = purchase.concerns.version + 1
      where purchase.concerns.version = ${row.version}
    returning key, name_zh, name_en, matches, worries, archived_at, version`.execute(tx)
  ).rows[0] ?? null

export interface TermRow {
  item: DisclosureItem
  zh: string
  en: string
  version: number
}
export const selectTerms = async (tx: Tx): Promise<TermRow[]> =>
  (await sql<TermRow>`select item, zh, en, version from purchase.terms`.execute(tx)).rows
/** Null: it is no longer the version that was seen. Version 0 makes it. */
export const writeTerm = async (
  tx: Tx,
  row: { shopId: string; item: DisclosureItem; text: Both; by: string | null; now: Date; version: number },
): Promise<TermRow | null> =>
  (
    await sql<TermRow>`
    insert into purchase.terms (shop_id, item, zh, en, changed_by, changed_at) values (${row.shopId}, ${row.item}, ${row.text.zh}, ${row.text.en}, ${row.by}, ${row.now})
    on conflict (shop_id, item) do update set zh = excluded.zh, en = excluded.en, changed_by = excluded.changed_by, changed_at = excluded.changed_at, version = purchase.terms.version + 1
      where purchase.terms.version = ${row.version}
    returning item, zh, en, version`.execute(tx)
  ).rows[0] ?? null

export interface PointRow {
  id: string
  product_id: string | null
  product_name: string | null
  campaign: string | null
  starts_at: Date | null
  ends_at: Date | null
  zh: string
  en: string
  terms_zh: string[]
  terms_en: string[]
  changed_by: string | null
  changed_at: Date
  version: number
}
const pointColumns = sql`p.id, p.product_id, p.campaign, p.starts_at, p.ends_at, p.zh, p.en, p.terms_zh, p.terms_en, p.changed_by, p.changed_at, p.version,
  (select min(c.name) from products.v_catalogue c where c.product_id = p.product_id) as product_name`
export const selectPoints = async (
  tx: Tx,
  query: { productId: string | null; after: { at: Date; id: string } | null; limit: number },
): Promise<PointRow[]> =>
  (
    await sql<PointRow>`
    select ${pointColumns} from purchase.points p
    where p.archived_at is null and (${query.productId}::uuid is null or p.product_id = ${query.productId})
      and (${query.after?.at ?? null}::timestamptz is null or (p.changed_at, p.id) < (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}::uuid))
    order by p.changed_at desc, p.id desc limit ${query.limit}`.execute(tx)
  ).rows
/** Of these products, and of the campaigns that run then; at most thirty. */
export const pointsThatApply = async (tx: Tx, productIds: readonly string[], at: Date): Promise<PointRow[]> =>
  (
    await sql<PointRow>`
    select ${pointColumns} from purchase.points p
    where p.archived_at is null and (p.product_id is null or p.product_id = any (${productIds}::uuid[]))
      and (p.starts_at is null or p.starts_at <= ${at}) and (p.ends_at is null or p.ends_at > ${at})
    order by p.product_id is null, p.changed_at desc, p.id limit 30`.execute(tx)
  ).rows
export const findPoints = async (tx: Tx, ids: readonly string[]): Promise<PointRow[]> =>
  ids.length === 0
    ? []
    : (
        await sql<PointRow>`select ${pointColumns} from purchase.points p where p.id = any (${ids}::uuid[])`.execute(
          tx,
        )
      ).rows
export const insertPoint = async (
  tx: Tx,
  row: {
    id: string
    shopId: string
    productId: string | null
    campaign: string | null
    startsAt: Date | null
    endsAt: Date | null
    text: Both
    terms: Terms
    by: string | null
    now: Date
  },
): Promise<void> => {
  await sql`
    insert into purchase.points (id, shop_id, product_id, campaign, starts_at, ends_at, zh, en, terms_zh, terms_en, changed_by, changed_at)
    values (${row.id}, ${row.shopId}, ${row.productId}, ${row.campaign}, ${row.startsAt}, ${row.endsAt}, ${row.text.zh}, ${row.text.en}, ${row.terms.zh}, ${row.terms.en}, ${row.by}, ${row.now})`.execute(
    tx,
  )
}
/** The new version; null: no longer the version that was seen, or put away. */
export const updatePoint = async (
  tx: Tx,
  row: {
    id: string
    startsAt: Date | null
    endsAt: Date | null
    text: Both
    terms: Terms
    by: string | null
    now: Date
    version: number
  },
): Promise<number | null> =>
  (
    await sql<{ version: number }>`
    update purchase.points set starts_at = ${row.startsAt}, ends_at = ${row.endsAt}, zh = ${row.text.zh}, en = ${row.text.en}, terms_zh = ${row.terms.zh}, terms_en = ${row.terms.en},
      changed_by = ${row.by}, changed_at = ${row.now}, version = version + 1
    where id = ${row.id} and version = ${row.version} and archived_at is null returning version`.execute(tx)
  ).rows[0]?.version ?? null
export const archivePointRow = async (
  tx: Tx,
  id: string,
  by: string | null,
  now: Date,
): Promise<number | null> =>
  (
    await sql<{ version: number }>`
    update purchase.points set archived_at = ${now}, changed_by = ${by}, changed_at = ${now}, version = version + 1 where id = ${id} and archived_at is null returning version`.execute(
      tx,
    )
  ).rows[0]?.version ?? null
