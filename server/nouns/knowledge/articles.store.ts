import { sql } from 'kysely'
import type { ArticleState, ArticleView, Mark, Section } from '#contract/knowledge/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import type { PictureFile } from './ports.ts'

export interface ArticleRecord {
  id: string
  state: ArticleState
  live_edition: number | null
  latest_edition: number
  owner_id: string | null
  review_on: string | null
  created_at: Date
  updated_at: Date
  version: number
}
export interface EditionRecord {
  article_id: string
  edition: number
  section: Section
  language: 'zh' | 'en'
  mark: Mark | null
  title: string
  answer: string
  is_public: boolean
  body: string
  questions: string[]
  product_ids: string[]
  categories: string[]
  trial_by: string | null
  trial_on: string | null
  pictures: PictureFile[]
  by: string | null
  at: Date
  approved_by: string | null
  approved_at: Date | null
}
export type EditionContent = Omit<EditionRecord, 'article_id' | 'edition' | 'approved_by' | 'approved_at'>

const articleColumns = sql`id, state, live_edition, latest_edition, owner_id, review_on::text, created_at, updated_at, version`
const editionColumns = sql`article_id, edition, section, language, mark, title, answer, is_public, body, questions, product_ids, categories,
  trial_by, trial_on::text, pictures, by, at, approved_by, approved_at`

export const findArticle = async (tx: Tx, id: string, isLocked = false): Promise<ArticleRecord | null> => {
  const lock = isLocked ? sql`for update` : sql``
  const { rows } =
    await sql<ArticleRecord>`select ${articleColumns} from knowledge.articles where id = ${id}::uuid ${lock}`.execute(
      tx,
    )
  return rows[0] ?? null
}

/** Of what came with the desk all that this shop ever had, put away or not. */
export const selectShippedKeys = async (tx: Tx, shopId: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await sql<{
        key: string
      }>`select origin_key as key from knowledge.articles where shop_id = ${shopId} and origin_key is not null and origin = 'shipped'`.execute(
        tx,
      )
    ).rows.map(({ key }) => key),
  )

export interface NewArticle {
  id: string
  state: ArticleState
  origin: 'hand' | 'import' | 'shipped' | 'asked'
  /** By what an import or the shipped library knows it again; one in the shop. */
  originKey: string | null
  ownerId: string | null
  reviewOn: string | null
}
export const insertArticle = async (
  tx: Tx,
  shopId: string,
  { id, state, origin, originKey, ownerId, reviewOn }: NewArticle,
  at: Date,
): Promise<void> => {
  await sql`insert into knowledge.articles (id, shop_id, state, live_edition, latest_edition, owner_id, review_on, origin, origin_key, created_at, updated_at)
    values (${id}::uuid, ${shopId}::uuid, ${state}, ${state === 'approved' ? 1 : null}::int, 1, ${ownerId}::uuid, ${reviewOn}::date, ${origin}, ${originKey}, ${at}, ${at})`.execute(
    tx,
  )
}
export const insertEdition = async (
  tx: Tx,
  shopId: string,
  articleId: string,
  edition: number,
  content: EditionContent,
  approved: { by: string | null; at: Date } | null,
): Promise<void> => {
  await sql`insert into knowledge.editions (article_id, edition, shop_id, section, language, mark, title, answer, is_public, body, questions, product_ids, categories,
      trial_by, trial_on, pictures, by, at, approved_by, approved_at)
    values (${articleId}::uuid, ${edition}, ${shopId}::uuid, ${content.section}, ${content.language}, ${content.mark}, ${content.title}, ${content.answer}, ${content.is_public}, ${content.body},
      ${content.questions}::text[], ${content.product_ids}::uuid[], ${content.categories}::text[], ${content.trial_by}::uuid, ${content.trial_on}::date,
      ${JSON.stringify(content.pictures)}::jsonb, ${content.by}::uuid, ${content.at}, ${approved?.by ?? null}::uuid, ${approved?.at ?? null}::timestamptz)`.execute(
    tx,
  )
  await sql`update knowledge.articles set title_key = ${titleKeyOf(content.title)} where id = ${articleId}::uuid`.execute(
    tx,
  )
}
/** By what an import finds an article of the same title; as the migration made the first ones. */
export const titleKeyOf = (title: string): string => title.trim().toLowerCase()
export const approveEdition = async (
  tx: Tx,
  articleId: string,
  edition: number,
  by: string | null,
  at: Date,
): Promise<void> => {
  await sql`update knowledge.editions set approved_by = ${by}::uuid, approved_at = ${at} where article_id = ${articleId}::uuid and edition = ${edition}`.execute(
    tx,
  )
}

export interface ArticleChange {
  state?: ArticleState
  live?: number | null
  latest?: number
  ownerId?: string | null
  reviewOn?: string | null
}
/** Returns the new version. */
export const updateArticle = async (tx: Tx, id: string, change: ArticleChange, at: Date): Promise<number> => {
  const row = await tx
    .updateTable('knowledge.articles')
    .set({
      ...(change.state && { state: change.state }),
      ...(change.live !== undefined && { live_edition: change.live }),
      ...(change.latest !== undefined && { latest_edition: change.latest }),
      ...(change.ownerId !== undefined && { owner_id: change.ownerId }),
      ...(change.reviewOn !== undefined && { review_on: change.reviewOn }),
      updated_at: at,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export const selectEditions = async (
  tx: Tx,
  articleId: string,
  only?: readonly number[],
): Promise<EditionRecord[]> => {
  const { rows } = await sql<EditionRecord>`select ${editionColumns} from knowledge.editions
    where article_id = ${articleId}::uuid and (${only === undefined}::boolean or edition = any(${[...(only ?? [])]}::int[]))
    order by edition desc limit 500`.execute(tx)
  return rows
}

export interface ListedArticle extends ArticleRecord {
  section: Section
  language: 'zh' | 'en'
  mark: Mark | null
  title: string
  answer: string
  is_public: boolean
  read_by_me: boolean
  read_count: number
}
export interface ListPlace {
  at: Date
  id: string
}
/** Each by the edition in force, else the latest. `today`: the shop's day. */
export const selectArticles = async (
  tx: Tx,
  shopId: string,
  wanted: {
    view: ArticleView
    section: string | undefined
    language: string | undefined
    productId: string | undefined
    mark: string | undefined
    isPublic: boolean | undefined
    memberId: string | null
    today: string
  },
  after: ListPlace | null,
  limit: number,
): Promise<ListedArticle[]> => {
  const { view } = wanted
  const inView = {
    current: sql`a.state <> 'retired'`,
    pending: sql`a.state <> 'retired' and (a.live_edition is null or a.live_edition <> a.latest_edition)`,
    review: sql`a.state <> 'retired' and a.review_on <= ${wanted.today}::date`,
    rules: sql`a.state = 'approved' and e.section = 'rule'`,
    retired: sql`a.state = 'retired'`,
  }[view]
  const { rows } = await sql<ListedArticle>`
    select a.id, a.state, a.live_edition, a.latest_edition, a.owner_id, a.review_on::text, a.created_at, a.updated_at, a.version,
      e.section, e.language, e.mark, e.title, e.answer, e.is_public,
      e.section = 'rule' and exists (select 1 from knowledge.acknowledgements k where k.article_id = a.id and k.edition = e.edition and k.member_id = ${wanted.memberId}::uuid) as read_by_me,
      case when e.section = 'rule' then (select count(*)::int from knowledge.acknowledgements k join staff.v_members m on m.id = k.member_id and m.left_at is null
        where k.article_id = a.id and k.edition = e.edition) else 0 end as read_count
    from knowledge.articles a
    join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition)
    where a.shop_id = ${shopId}::uuid and ${inView}
      and (${wanted.section ?? null}::text is null or e.section = ${wanted.section ?? null})
      and (${wanted.language ?? null}::text is null or e.language = ${wanted.language ?? null})
      and (${wanted.productId ?? null}::uuid is null or exists (
        select 1 from knowledge.article_products t where t.shop_id = ${shopId}::uuid and t.product_id = ${wanted.productId ?? null}::uuid and t.article_id = a.id))
      and (${wanted.mark ?? null}::text is null or e.mark = ${wanted.mark ?? null})
      and (${wanted.isPublic ?? null}::boolean is null or e.is_public = ${wanted.isPublic ?? null}::boolean)
      and (${after?.id ?? null}::uuid is null or (a.updated_at, a.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by a.updated_at desc, a.id desc limit ${limit}`.execute(tx)
  return rows
}
export const selectHeads = async (
  tx: Tx,
  ids: readonly string[],
): Promise<
  Pick<ListedArticle, 'id' | 'state' | 'section' | 'language' | 'mark' | 'title' | 'answer' | 'is_public'>[]
> => {
  const { rows } = await sql<ListedArticle>`
    select a.id, a.state, e.section, e.language, e.mark, e.title, e.answer, e.is_public from knowledge.articles a
    join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition)
    where a.id = any(${[...ids]}::uuid[])`.execute(tx)
  return rows
}

export const acknowledge = async (
  tx: Tx,
  shopId: string,
  row: { articleId: string; edition: number; memberId: string; at: Date },
): Promise<boolean> => {
  const { numAffectedRows } =
    await sql`insert into knowledge.acknowledgements (shop_id, article_id, edition, member_id, at)
    values (${shopId}::uuid, ${row.articleId}::uuid, ${row.edition}, ${row.memberId}::uuid, ${row.at}) on conflict do nothing`.execute(
      tx,
    )
  return (numAffectedRows ?? 0n) > 0n
}
export const selectReaders = async (tx: Tx, articleId: string, edition: number): Promise<string[]> =>
  (
    await tx
      .selectFrom('knowledge.acknowledgements')
      .select('member_id')
      .where('article_id', '=', articleId)
      .where('edition', '=', edition)
      .execute()
  ).map((row) => row.member_id)

/** Names of products by id. */
export const namesOfProducts = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ product_id: string; name: string }>`
    select distinct product_id, name from products.v_catalogue where product_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ product_id: id, name }) => [id, name]))
}
/** What a conversation is about, as far as orders tell: the ten products its buyer bought last. */
export const productsOfConversation = async (tx: Tx, conversationId: string): Promise<string[]> => {
  const { rows } = await sql<{ product_id: string }>`
    select product_id from conversations.v_products where conversation_id = ${conversationId}::uuid order by at desc limit 10`.execute(
    tx,
  )
  return rows.map((row) => row.product_id)
}

export const selectSynonyms = async (tx: Tx): Promise<{ id: string; words: string[] }[]> =>
  tx.selectFrom('knowledge.synonyms').select(['id', 'words']).orderBy('at', 'desc').limit(500).execute()
export const insertSynonyms = async (
  tx: Tx,
  shopId: string,
  row: { id: string; words: string[]; by: string | null; at: Date },
): Promise<void> => {
  await tx
    .insertInto('knowledge.synonyms')
    .values({ ...row, shop_id: shopId })
    .execute()
}
export const deleteSynonyms = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.deleteFrom('knowledge.synonyms').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n

/** Other words that were found to be answered by these articles, as often as to count. */
export const selectLearned = async (
  tx: Tx,
  articleIds: readonly string[],
  leastWeight: number,
): Promise<{ article_id: string; phrasing: string }[]> =>
  tx
    .selectFrom('knowledge.learned')
    .select(['article_id', 'phrasing'])
    .where('article_id', 'in', [...articleIds])
    .where('weight', '>=', leastWeight)
    .orderBy('weight', 'desc')
    .limit(20 * articleIds.length)
    .execute()

/** Ids of articles that stand in the index by right: in force or drafts; from `after` on. */
export const selectIndexable = async (tx: Tx, after: string | null, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select id from knowledge.articles
    where state <> 'retired' and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}
export const selectShown = async (
  tx: Tx,
  ids: readonly string[],
): Promise<(EditionRecord & Pick<ArticleRecord, 'state'>)[]> => {
  const { rows } = await sql<EditionRecord & Pick<ArticleRecord, 'state'>>`
    select a.state, e.article_id, e.edition, e.section, e.language, e.mark, e.title, e.answer, left(e.body, 6000) as body, e.questions, e.product_ids, e.categories
    from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition)
    where a.id = any(${[...ids]}::uuid[]) and a.state <> 'retired'`.execute(tx)
  return rows
}
