import { sql } from 'kysely'
import type { CertificateKind, QuizAnswer, QuizSubject } from '#contract/training/training.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import type { KeptQuestion } from './quiz.rules.ts'

export interface FactRow {
  id: string
  productId: string
  product: string
  key: string
  value: string
  unit: string | null
}
const mostFacts = 2000

/** Facts in force, of one product or of all; the newest checked first. */
export const selectFacts = async (
  tx: Tx,
  ask: { shopId: string; language: string; productId?: string },
): Promise<FactRow[]> =>
  (
    await sql<FactRow>`
    select id, product_id as "productId", product, key, value, unit from products.v_facts_in_force
    where shop_id = ${ask.shopId} and language = ${ask.language} ${ask.productId ? sql`and product_id = ${ask.productId}` : sql``}
    order by checked_at desc, id limit ${mostFacts}`.execute(tx)
  ).rows

/** Facts of other products with one of these keys: wrong answers that could be believed. */
export const selectLikeFacts = async (
  tx: Tx,
  ask: { shopId: string; language: string; productId: string },
): Promise<FactRow[]> =>
  (
    await sql<FactRow>`
    select o.id, o.product_id as "productId", o.product, o.key, o.value, o.unit from products.v_facts_in_force o
    where o.shop_id = ${ask.shopId} and o.language = ${ask.language} and o.product_id <> ${ask.productId}
      and lower(o.key) in (select lower(f.key) from products.v_facts_in_force f where f.shop_id = ${ask.shopId} and f.product_id = ${ask.productId})
    limit 300`.execute(tx)
  ).rows

export interface AskableProduct {
  id: string
  name: string
  facts: number
}
/** Products with so many facts at least, the best sold first. */
export const selectAskable = async (
  tx: Tx,
  ask: { shopId: string; language: string; fewest: number; limit: number },
): Promise<AskableProduct[]> =>
  (
    await sql<AskableProduct>`
    with counted as (
      select product_id, min(product) as name, count(*)::int as facts from products.v_facts_in_force
      where shop_id = ${ask.shopId} and language = ${ask.language} group by 1 having count(*) >= ${ask.fewest})
    select c.product_id as id, c.name, c.facts from counted c
      left join (select product_id, max(sold_quantity) as sold from products.v_catalogue where shop_id = ${ask.shopId} group by 1) s on s.product_id = c.product_id
    order by s.sold desc nulls last, c.name limit ${ask.limit}`.execute(tx)
  ).rows

export const countFacts = async (tx: Tx, ask: { shopId: string; language: string }): Promise<number> =>
  (
    await sql<{
      n: number
    }>`select count(*)::int as n from products.v_facts_in_force where shop_id = ${ask.shopId} and language = ${ask.language}`.execute(
      tx,
    )
  ).rows[0]?.n ?? 0

export const productName = async (tx: Tx, shopId: string, id: string): Promise<string | null> =>
  (
    await sql<{
      name: string
    }>`select name from products.v_catalogue where shop_id = ${shopId} and product_id = ${id} limit 1`.execute(
      tx,
    )
  ).rows[0]?.name ?? null

export interface NewAttempt {
  id: string
  shopId: string
  memberId: string
  subject: QuizSubject
  productId: string | null
  questions: KeptQuestion[]
  of: number
}
export const insertAttempt = async (tx: Tx, now: Date, attempt: NewAttempt): Promise<void> => {
  await tx
    .insertInto('training.attempts')
    .values({
      id: attempt.id,
      shop_id: attempt.shopId,
      member_id: attempt.memberId,
      subject: attempt.subject,
      product_id: attempt.productId,
      questions: JSON.stringify(attempt.questions),
      question_count: attempt.of,
      started_at: now,
    })
    .execute()
}

export const lockAttempt = async (tx: Tx, id: string) => {
  const row = await tx
    .selectFrom('training.attempts')
    .select(['id', 'member_id', 'subject', 'product_id', 'questions', 'ended_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row
    ? {
        memberId: row.member_id,
        subject: row.subject as QuizSubject,
        productId: row.product_id,
        questions: row.questions as unknown as KeptQuestion[],
        isEnded: row.ended_at !== null,
      }
    : null
}

export const endAttempt = async (
  tx: Tx,
  now: Date,
  attempt: { id: string; answers: readonly QuizAnswer[]; right: number; isPassed: boolean },
): Promise<void> => {
  await tx
    .updateTable('training.attempts')
    .set({
      answers: JSON.stringify(attempt.answers),
      right_count: attempt.right,
      is_passed: attempt.isPassed,
      ended_at: now,
    })
    .where('id', '=', attempt.id)
    .execute()
}

export interface AttemptRow {
  id: string
  memberId: string
  subject: QuizSubject
  productId: string | null
  right: number
  of: number
  isPassed: boolean
  endedAt: Date
}
export const selectAttempts = async (
  tx: Tx,
  ask: { shopId: string; memberId: string; limit: number },
): Promise<AttemptRow[]> =>
  (
    await sql<AttemptRow>`select id, member_id as "memberId", subject, product_id as "productId", right_count as right, question_count as of, is_passed as "isPassed",
      ended_at as "endedAt" from training.attempts where shop_id = ${ask.shopId} and member_id = ${ask.memberId} and ended_at is not null
    order by started_at desc limit ${ask.limit}`.execute(tx)
  ).rows

export interface CertificateRow {
  id: string
  memberId: string
  kind: CertificateKind
  productId: string | null
  productName: string | null
  givenAt: Date
  givenBy: string | null
}
/** Certificates in force, of one member or of all. */
export const selectCertificates = async (
  tx: Tx,
  ask: { shopId: string; memberId?: string },
): Promise<CertificateRow[]> =>
  (
    await sql<CertificateRow>`
    select c.id, c.member_id as "memberId", c.kind, c.product_id as "productId",
      (select p.name from products.v_catalogue p where p.product_id = c.product_id limit 1) as "productName", c.given_at as "givenAt", c.given_by as "givenBy"
    from training.certificates c where c.shop_id = ${ask.shopId} and c.ended_at is null ${ask.memberId ? sql`and c.member_id = ${ask.memberId}` : sql``}
    order by c.kind, c.given_at, c.id limit 5000`.execute(tx)
  ).rows

/** Gives a certificate once; the id of the new one, or null when it is held already. */
export const insertCertificate = async (
  tx: Tx,
  now: Date,
  given: {
    shopId: string
    memberId: string
    kind: CertificateKind
    productId: string | null
    attemptId: string | null
    by: string | null
  },
): Promise<string | null> => {
  const { rows } = await sql<{ id: string }>`
    insert into training.certificates (id, shop_id, member_id, kind, product_id, attempt_id, given_at, given_by)
    values (${newId()}, ${given.shopId}, ${given.memberId}, ${given.kind}, ${given.productId}, ${given.attemptId}, ${now}, ${given.by})
    on conflict (shop_id, member_id, kind, product_id) where ended_at is null do nothing returning id`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}

/** The member whose certificate ended; null when there is none in force. */
export const endCertificateRow = async (
  tx: Tx,
  now: Date,
  ended: { id: string; by: string | null },
): Promise<string | null> =>
  (
    await tx
      .updateTable('training.certificates')
      .set({ ended_at: now, ended_by: ended.by })
      .where('id', '=', ended.id)
      .where('ended_at', 'is', null)
      .returning('member_id')
      .executeTakeFirst()
  )?.member_id ?? null

export interface ArticleRow {
  id: string
  title: string
  answer: string
  section: string
}
const mostArticles = 500
/** Approved articles with an answer short enough to be an option; the newest first. */
export const selectArticles = async (
  tx: Tx,
  ask: { shopId: string; language: string },
): Promise<ArticleRow[]> =>
  (
    await sql<ArticleRow>`
    select id, title, answer, section from knowledge.v_articles
    where shop_id = ${ask.shopId} and language = ${ask.language} and btrim(answer) <> '' and length(answer) <= 160
    order by updated_at desc, id limit ${mostArticles}`.execute(tx)
  ).rows
