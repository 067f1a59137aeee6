import { sql } from 'kysely'
import type { DoubtOutcome, Experience } from '#contract/purchase/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import type { DoubtState } from './doubts.rules.ts'

export interface NeedsRow {
  text: string | null
  message_id: string | null
  product_id: string | null
  questions: 'none' | 'remain' | null
  noted_by: string | null
  noted_at: Date
  version: number
}
export const findNeeds = async (tx: Tx, inquiryId: string): Promise<NeedsRow | null> =>
  (
    await sql<NeedsRow>`
    select text, message_id, product_id, questions, noted_by, noted_at, version from purchase.needs where inquiry_id = ${inquiryId}`.execute(
      tx,
    )
  ).rows[0] ?? null

/** One more version of what is known of this inquiry: every change of the sale goes through here, one after the other. */
export const touchInquiry = async (
  tx: Tx,
  of: { shopId: string; conversationId: string; inquiryId: string; by: string | null; now: Date },
): Promise<number> =>
  (
    await sql<{ version: number }>`
    insert into purchase.needs (inquiry_id, shop_id, conversation_id, noted_by, noted_at) values (${of.inquiryId}, ${of.shopId}, ${of.conversationId}, ${of.by}, ${of.now})
    on conflict (inquiry_id) do update set version = purchase.needs.version + 1 returning version`.execute(tx)
  ).rows[0]?.version ?? 1

export const writeNeeds = async (
  tx: Tx,
  inquiryId: string,
  needs: { text: string; messageId: string | null; by: string | null; now: Date },
): Promise<void> => {
  await sql`
    update purchase.needs set text = ${needs.text}, message_id = ${needs.messageId}, noted_by = ${needs.by}, noted_at = ${needs.now} where inquiry_id = ${inquiryId}`.execute(
    tx,
  )
}
export const writeTalkedProduct = async (
  tx: Tx,
  inquiryId: string,
  productId: string | null,
): Promise<void> => {
  await sql`update purchase.needs set product_id = ${productId} where inquiry_id = ${inquiryId}`.execute(tx)
}
export const writeQuestions = async (
  tx: Tx,
  inquiryId: string,
  questions: 'none' | 'remain' | null,
  note: string | null,
): Promise<void> => {
  await sql`update purchase.needs set questions = ${questions}, questions_note = ${note} where inquiry_id = ${inquiryId}`.execute(
    tx,
  )
}

export interface DoubtRow {
  id: string
  text: string
  message_id: string | null
  state: DoubtState
  version: number
}
export const selectDoubts = async (tx: Tx, inquiryId: string): Promise<DoubtRow[]> =>
  (
    await sql<DoubtRow>`
    select id, text, message_id, state, version from purchase.doubts where inquiry_id = ${inquiryId} order by opened_at, id limit 100`.execute(
      tx,
    )
  ).rows
export const lockDoubt = async (tx: Tx, inquiryId: string, id: string): Promise<DoubtRow | null> =>
  (
    await sql<DoubtRow>`
    select id, text, message_id, state, version from purchase.doubts where inquiry_id = ${inquiryId} and id = ${id} for update`.execute(
      tx,
    )
  ).rows[0] ?? null
/** A message is doubted once: the same again changes nothing. */
export const insertDoubt = async (
  tx: Tx,
  doubt: {
    id: string
    shopId: string
    inquiryId: string
    conversationId: string
    text: string
    messageId: string | null
    state: 'open' | 'dismissed'
    by: string | null
    now: Date
  },
): Promise<void> => {
  const endedAt = doubt.state === 'open' ? null : doubt.now
  await sql`
    insert into purchase.doubts (id, shop_id, inquiry_id, conversation_id, text, message_id, state, opened_by, opened_at, ended_by, ended_at)
    values (${doubt.id}, ${doubt.shopId}, ${doubt.inquiryId}, ${doubt.conversationId}, ${doubt.text}, ${doubt.messageId}, ${doubt.state}, ${doubt.by}, ${doubt.now},
      ${endedAt === null ? null : doubt.by}, ${endedAt}) on conflict do nothing`.execute(tx)
}
export const moveDoubt = async (
  tx: Tx,
  id: string,
  state: DoubtOutcome | 'open',
  by: string | null,
  now: Date,
): Promise<void> => {
  const isOpen = state === 'open'
  await sql`
    update purchase.doubts set state = ${state}, ended_by = ${isOpen ? null : by}, ended_at = ${isOpen ? null : now}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

export const selectBeside = async (tx: Tx, inquiryId: string): Promise<Set<string>> =>
  new Set(
    (
      await sql<{
        concern_key: string
      }>`select concern_key from purchase.beside_point where inquiry_id = ${inquiryId}`.execute(tx)
    ).rows.map((row) => row.concern_key),
  )
export const writeBeside = async (
  tx: Tx,
  of: { shopId: string; inquiryId: string; key: string; by: string | null; now: Date; isAside: boolean },
): Promise<void> => {
  if (of.isAside)
    await sql`
      insert into purchase.beside_point (inquiry_id, concern_key, shop_id, by, at) values (${of.inquiryId}, ${of.key}, ${of.shopId}, ${of.by}, ${of.now}) on conflict do nothing`.execute(
      tx,
    )
  else
    await sql`delete from purchase.beside_point where inquiry_id = ${of.inquiryId} and concern_key = ${of.key}`.execute(
      tx,
    )
}

export interface TasteRow {
  experience: Experience | null
  is_emotional: boolean
}
/** Of the person: the newest of what was set for any of their merged records. */
export const findTaste = async (tx: Tx, customerId: string): Promise<TasteRow | null> =>
  (
    await sql<TasteRow>`
    select experience, is_emotional from purchase.tastes where customer_id = any (customers.ids_of(${customerId}::uuid)) order by set_at desc limit 1`.execute(
      tx,
    )
  ).rows[0] ?? null
export const writeTaste = async (
  tx: Tx,
  taste: {
    shopId: string
    customerId: string
    experience: Experience | null
    isEmotional: boolean
    by: string | null
    now: Date
  },
): Promise<void> => {
  await sql`
    insert into purchase.tastes (customer_id, shop_id, experience, is_emotional, set_by, set_at)
    values (${taste.customerId}, ${taste.shopId}, ${taste.experience}, ${taste.isEmotional}, ${taste.by}, ${taste.now})
    on conflict (customer_id) do update set experience = excluded.experience, is_emotional = excluded.is_emotional, set_by = excluded.set_by,
      set_at = excluded.set_at, version = purchase.tastes.version + 1`.execute(tx)
}

export interface UnsuitableRow {
  id: string
  product_id: string
  reason: string
}
/** What is not to be recommended in this conversation: said here, or of this person anywhere. */
export const selectUnsuitable = async (
  tx: Tx,
  of: { conversationId: string | null; customerId: string | null },
): Promise<UnsuitableRow[]> =>
  (
    await sql<UnsuitableRow>`
    select id, product_id, reason from purchase.unsuitable
    where lifted_at is null and (conversation_id = ${of.conversationId}
      or (${of.customerId}::uuid is not null and customer_id = any (customers.ids_of(${of.customerId}::uuid)))) order by at desc limit 200`.execute(
      tx,
    )
  ).rows
export const insertUnsuitable = async (
  tx: Tx,
  mark: {
    id: string
    shopId: string
    conversationId: string
    customerId: string | null
    productId: string
    reason: string
    by: string | null
    now: Date
  },
): Promise<void> => {
  await sql`
    insert into purchase.unsuitable (id, shop_id, conversation_id, customer_id, product_id, reason, by, at)
    values (${mark.id}, ${mark.shopId}, ${mark.conversationId}, ${mark.customerId}, ${mark.productId}, ${mark.reason}, ${mark.by}, ${mark.now})
    on conflict (shop_id, conversation_id, product_id) where lifted_at is null do update set reason = excluded.reason, by = excluded.by, at = excluded.at`.execute(
    tx,
  )
}
/** False: no such mark among these. */
export const liftMark = async (tx: Tx, id: string, by: string | null, now: Date): Promise<boolean> =>
  (
    await sql`update purchase.unsuitable set lifted_at = ${now}, lifted_by = ${by} where id = ${id} and lifted_at is null returning id`.execute(
      tx,
    )
  ).rows.length > 0

/** Whether a need was written down in what is talked about now: the open inquiry, or the last one (REC-03). */
export const hasNeedsNote = async (tx: Tx, conversationId: string): Promise<boolean> =>
  (
    await sql`
    select from purchase.needs where text is not null and inquiry_id = (
      select id from conversations.v_inquiries where conversation_id = ${conversationId} order by opened_at desc limit 1)`.execute(
      tx,
    )
  ).rows.length > 0
