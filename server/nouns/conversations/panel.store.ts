import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow } from './conversation-row.ts'
import type { BadReview } from './panel-line.rules.ts'

type Subject = Pick<ConversationRow, 'id' | 'customer_id'>

/** Open words first by due time, then the last that ended in the past ninety days. */
export const selectPanelWords = async (tx: Tx, of: Subject) =>
  (
    await sql<{
      id: string
      what: string
      due_at: Date
      soon_at: Date
      state: string
      given_by: string | null
      ended_at: Date | null
      conversation_id: string | null
      version: number
    }>`
    select id, what, due_at, soon_at, state, given_by, ended_at, conversation_id, version from promises.v_words
    where (conversation_id = ${of.id} or (${of.customer_id}::uuid is not null and customer_id = any (customers.ids_of(${of.customer_id}::uuid)))) and state <> 'told'
    order by (state = 'open') desc, case when state = 'open' then due_at end, ended_at desc limit 6`.execute(
      tx,
    )
  ).rows

/** The last steps of this person's journey that are not messages. */
export const selectJourney = async (tx: Tx, of: Subject) =>
  of.customer_id === null
    ? []
    : (
        await sql<{ name: string; facts: Record<string, unknown>; occurred_at: Date }>`
    select name, facts, occurred_at from customers.v_timeline
    where customer_id = any (customers.ids_of(${of.customer_id}::uuid)) and name not in ('message.posted', 'conversation.read', 'clock.kept', 'conversation.identified', 'conversation.assigned')
    order by occurred_at desc, id desc limit 6`.execute(tx)
      ).rows

/** The last review in which this person said that something was wrong. */
export const selectBadReview = async (tx: Tx, of: Subject): Promise<BadReview | null> => {
  if (of.customer_id === null) return null
  const { rows } = await sql<{
    order_id: string | null
    title: string | null
    text: string
    occurred_at: Date
  }>`
    select order_id, title, text, occurred_at from products.v_review_texts
    where customer_id = any (customers.ids_of(${of.customer_id}::uuid)) and (stars <= 2 or verdict = 'bad') order by occurred_at desc limit 1`.execute(
    tx,
  )
  const row = rows[0]
  return row
    ? { orderId: row.order_id, title: row.title, text: row.text, at: row.occurred_at.toISOString() }
    : null
}

export const selectEarlier = async (tx: Tx, of: Subject) =>
  of.customer_id === null
    ? []
    : (
        await sql<{ id: string; last_at: Date; last_text: string }>`
    select id, last_at, last_text from conversations.conversations where customer_id = any (customers.ids_of(${of.customer_id}::uuid)) and id <> ${of.id} and state <> 'visiting'
    order by listed_at desc limit 5`.execute(tx)
      ).rows

/** When the inquiry began that is open now. */
export const selectInquirySince = async (tx: Tx, inquiryId: string | null): Promise<Date | null> =>
  inquiryId === null
    ? null
    : ((
        await sql<{
          opened_at: Date
        }>`select opened_at from conversations.inquiries where id = ${inquiryId}::uuid`.execute(tx)
      ).rows[0]?.opened_at ?? null)
