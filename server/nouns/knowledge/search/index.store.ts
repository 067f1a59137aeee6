import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { Place } from './entry.rules.ts'
import type { TermList } from './worth.rules.ts'

/** Counts up when the same article would be put in otherwise: an index of an older format is made anew. */
export const indexFormat = 2

const blockOf = (number: number) => number >> 13

export interface IndexState {
  lastNumber: number
  articles: number
  format: number
}

/** The shop's index, held until the end of the transaction: numbers are given and lists written by one at a time. */
export const lockIndex = async (tx: Tx, shopId: string): Promise<IndexState> => {
  await sql`insert into knowledge.indexes (shop_id, format) values (${shopId}, ${indexFormat}) on conflict do nothing`.execute(
    tx,
  )
  const { rows } =
    await sql<IndexState>`select last_number as "lastNumber", articles, format from knowledge.indexes where shop_id = ${shopId} for update`.execute(
      tx,
    )
  return rows[0] as IndexState
}

/** Who may see an article and what it is about: kept beside it, so that a search reads one table. */
export interface Standing {
  isApproved: boolean
  section: string
  language: string
  productIds: readonly string[]
}
export interface NewEntry {
  articleId: string
  standing: Standing
  places: readonly Place[]
  /** Its sentences, folded, the title first and the answer last: for the second look. */
  units: readonly string[]
  names: string
}

/** Puts articles in; those that stood in it are taken out first. Holds the index. */
export const putIntoIndex = async (tx: Tx, shopId: string, entries: readonly NewEntry[]): Promise<void> => {
  if (entries.length === 0) return
  const { lastNumber } = await lockIndex(tx, shopId)
  const gone = await takeOut(
    tx,
    shopId,
    entries.map(({ articleId }) => articleId),
  )
  const lists = new Map<string, { term: number; block: number; places: number[] }>()
  entries.forEach(({ places }, i) => {
    const number = lastNumber + 1 + i
    for (const { hash, weight } of places) {
      const key = `${hash} ${blockOf(number)}`
      const list = lists.get(key) ?? { term: hash, block: blockOf(number), places: [] }
      list.places.push((number << 7) | weight)
      lists.set(key, list)
    }
  })
  // Always in the same order, as every list is locked when it is written.
  const sorted = [...lists.values()].toSorted(
    (one, other) => one.term - other.term || one.block - other.block,
  )
  await sql`insert into knowledge.entries (shop_id, number, article_id, is_approved, section, language, product_ids, terms, units, names)
    select ${shopId}::uuid, e.number, e.article, e.is_approved, e.section, e.language, e.products::uuid[], e.terms::int[],
      array(select jsonb_array_elements_text(e.units::jsonb)), e.names
    from unnest(${entries.map((_, i) => lastNumber + 1 + i)}::int[], ${entries.map(({ articleId }) => articleId)}::uuid[],
      ${entries.map(({ standing }) => standing.isApproved)}::boolean[], ${entries.map(({ standing }) => standing.section)}::text[],
      ${entries.map(({ standing }) => standing.language)}::text[], ${entries.map(({ standing }) => `{${standing.productIds.join(',')}}`)}::text[],
      ${entries.map(({ places }) => `{${places.map(({ hash }) => hash).join(',')}}`)}::text[],
      ${entries.map(({ units }) => JSON.stringify(units))}::text[], ${entries.map(({ names }) => names)}::text[])
      as e (number, article, is_approved, section, language, products, terms, units, names)`.execute(tx)
  await sql`insert into knowledge.postings (shop_id, term, block, places)
    select ${shopId}::uuid, p.term, p.block, p.places
    from unnest(${sorted.map(({ term }) => term)}::int[], ${sorted.map(({ block }) => block)}::int[], ${sorted.map(({ places }) => bytesOf(places))}::bytea[]) as p (term, block, places)
    on conflict (shop_id, term, block) do update set places = postings.places || excluded.places`.execute(tx)
  await sql`update knowledge.indexes set last_number = last_number + ${entries.length}, articles = articles + ${entries.length - gone}
    where shop_id = ${shopId}`.execute(tx)
}

/** Takes articles out. Holds the index. */
export const takeFromIndex = async (tx: Tx, shopId: string, articleIds: readonly string[]): Promise<void> => {
  await lockIndex(tx, shopId)
  const gone = await takeOut(tx, shopId, articleIds)
  if (gone > 0)
    await sql`update knowledge.indexes set articles = articles - ${gone} where shop_id = ${shopId}`.execute(
      tx,
    )
}

/** Entries and their places; returns how many there were. */
const takeOut = async (tx: Tx, shopId: string, articleIds: readonly string[]): Promise<number> => {
  const { rows: entries } = await sql<{ number: number; terms: number[] }>`
    delete from knowledge.entries where shop_id = ${shopId} and article_id = any(${[...articleIds]}::uuid[]) returning number, terms`.execute(
    tx,
  )
  if (entries.length === 0) return 0
  const numbers = new Set(entries.map(({ number }) => number))
  const blocks = new Map<number, Set<number>>()
  for (const { number, terms } of entries) {
    const wanted = blocks.get(blockOf(number)) ?? new Set<number>()
    for (const term of terms) wanted.add(term)
    blocks.set(blockOf(number), wanted)
  }
  for (const [block, terms] of blocks) {
    const { rows } = await sql<{ term: number; places: Buffer }>`
      select term, places from knowledge.postings where shop_id = ${shopId} and term = any(${[...terms]}::int[]) and block = ${block}`.execute(
      tx,
    )
    const left = rows.map(({ term, places }) => ({
      term,
      places: [...placesIn(places)].filter((place) => !numbers.has(place >>> 7)),
    }))
    const kept = left.filter(({ places }) => places.length > 0)
    await sql`update knowledge.postings p set places = w.places
      from unnest(${kept.map(({ term }) => term)}::int[], ${kept.map(({ places }) => bytesOf(places))}::bytea[]) as w (term, places)
      where p.shop_id = ${shopId} and p.term = w.term and p.block = ${block}`.execute(tx)
    await sql`delete from knowledge.postings where shop_id = ${shopId} and block = ${block}
      and term = any(${left.filter(({ places }) => places.length === 0).map(({ term }) => term)}::int[])`.execute(
      tx,
    )
  }
  return entries.length
}

/** Everything of a shop's index gone, to be made anew; until `finishIndex` it counts as old. */
export const emptyIndex = async (tx: Tx, shopId: string): Promise<void> => {
  await lockIndex(tx, shopId)
  await tx.deleteFrom('knowledge.postings').where('shop_id', '=', shopId).execute()
  await tx.deleteFrom('knowledge.entries').where('shop_id', '=', shopId).execute()
  await sql`update knowledge.indexes set articles = 0, format = 0 where shop_id = ${shopId}`.execute(tx)
}

export const finishIndex = async (tx: Tx, shopId: string): Promise<void> => {
  await tx
    .updateTable('knowledge.indexes')
    .set({ format: indexFormat })
    .where('shop_id', '=', shopId)
    .execute()
}
/** Shops whose index has an older format. For the system's role. */
export const shopsWithOldIndex = async (tx: Tx): Promise<string[]> =>
  (
    await tx
      .selectFrom('knowledge.indexes')
      .select('shop_id')
      .where('format', '<', indexFormat)
      .limit(100)
      .execute()
  ).map((row) => row.shop_id)

export interface ReadLists {
  articles: number
  lastNumber: number
  lists: TermList[]
}

/**
 * The lists of these terms, the rarest first until `mostPlaces` are read; of the others only how long they are. A term that no
 * article has is left out.
 */
export const readLists = async (
  tx: Tx,
  shopId: string,
  terms: readonly number[],
  mostPlaces: number,
): Promise<ReadLists> => {
  const { rows } = await sql<{
    articles: number
    last_number: number
    term: number | null
    bytes: number
    places: Buffer | null
  }>`
    with shop as (select articles, last_number from knowledge.indexes where shop_id = ${shopId}),
    sizes as (
      select term, sum(octet_length(places)) as bytes from knowledge.postings
      where shop_id = ${shopId} and term = any(${[...terms]}::int[]) group by term),
    ranked as (
      select term, bytes, sum(bytes) over (order by bytes, term) as running, row_number() over (order by bytes, term) as at from sizes)
    select s.articles, s.last_number, r.term, r.bytes,
      case when r.running <= ${mostPlaces * 4} or r.at = 1 then
        (select string_agg(p.places, ''::bytea) from knowledge.postings p where p.shop_id = ${shopId} and p.term = r.term) end as places
    from shop s left join ranked r on true`.execute(tx)
  const [first] = rows
  return {
    articles: first?.articles ?? 0,
    lastNumber: first?.last_number ?? 0,
    lists: rows.flatMap(({ term, bytes, places }) =>
      term === null
        ? []
        : [{ term, count: Number(bytes) / 4, places: places === null ? null : placesIn(places) }],
    ),
  }
}

/** Four bytes each, the lowest first, as this machine has them; one of the other kind could not read its own backup. */
const placesIn = (bytes: Buffer): Int32Array => {
  const places = new Int32Array(bytes.length >> 2)
  new Uint8Array(places.buffer).set(bytes.subarray(0, places.byteLength))
  return places
}
const bytesOf = (places: Iterable<number>): Buffer => Buffer.from(Int32Array.from(places).buffer)

export interface StoredEntry {
  number: number
  article_id: string
  /** Sentences by line, ids by spaces: arrays are slow to read. */
  units: string
  names: string
  product_ids: string
}
export interface Within {
  /** Approved ones only: what may be said to a buyer. */
  approvedOnly: boolean
  section?: string | undefined
  language?: string | undefined
}
/** Candidates by their numbers, those that the reader may have. */
export const selectCandidates = async (
  tx: Tx,
  shopId: string,
  numbers: readonly number[],
  within: Within,
): Promise<StoredEntry[]> => {
  const { rows } = await sql<StoredEntry>`
    select number, article_id, array_to_string(units, E'\\n') as units, names, array_to_string(product_ids, ' ') as product_ids from knowledge.entries
    where shop_id = ${shopId} and number = any(${[...numbers]}::int[])
      and (is_approved or not ${within.approvedOnly}::boolean)
      and (${within.section ?? null}::text is null or section = ${within.section ?? null})
      and (${within.language ?? null}::text is null or language = ${within.language ?? null})`.execute(tx)
  return rows
}
