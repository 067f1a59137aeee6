import { sql } from 'kysely'
import type { TrialAspect, TrialState, TrialVerdict } from '#contract/purchase/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

export interface TrialRow {
  id: string
  conversation_id: string
  customer_id: string | null
  buyer_name: string
  product_id: string
  product_name: string | null
  note: string | null
  state: TrialState
  verdict: TrialVerdict | null
  aspect: TrialAspect | null
  feedback: string | null
  improve: string | null
  outcome: string | null
  owner_id: string | null
  given_by: string | null
  given_at: Date
  ask_at: Date
  changed_at: Date
  version: number
}
const columns = sql`t.id, t.conversation_id, t.customer_id, t.buyer_name, t.product_id, t.note, t.state, t.verdict, t.aspect, t.feedback, t.improve, t.outcome, t.owner_id,
  t.given_by, t.given_at, t.ask_at, t.changed_at, t.version, (select min(c.name) from products.v_catalogue c where c.product_id = t.product_id) as product_name`

export const insertTrial = async (
  tx: Tx,
  trial: {
    id: string
    shopId: string
    conversationId: string
    customerId: string | null
    buyerName: string
    productId: string
    note: string | null
    by: string | null
    now: Date
    askAt: Date
  },
): Promise<void> => {
  await sql`
    insert into purchase.trials (id, shop_id, conversation_id, customer_id, buyer_name, product_id, note, state, given_by, given_at, ask_at, changed_at)
    values (${trial.id}, ${trial.shopId}, ${trial.conversationId}, ${trial.customerId}, ${trial.buyerName}, ${trial.productId}, ${trial.note}, 'given', ${trial.by}, ${trial.now}, ${trial.askAt}, ${trial.now})`.execute(
    tx,
  )
}
export const selectTrialsOf = async (tx: Tx, conversationId: string): Promise<TrialRow[]> =>
  (
    await sql<TrialRow>`
    select ${columns} from purchase.trials t where t.conversation_id = ${conversationId} order by t.given_at desc limit 10`.execute(
      tx,
    )
  ).rows
export const selectTrials = async (
  tx: Tx,
  query: { state: TrialState | null; after: { at: Date; id: string } | null; limit: number },
): Promise<TrialRow[]> =>
  (
    await sql<TrialRow>`
    select ${columns} from purchase.trials t
    where (${query.state}::text is null or t.state = ${query.state})
      and (${query.after?.at ?? null}::timestamptz is null or (t.changed_at, t.id) < (${query.after?.at ?? null}::timestamptz, ${query.after?.id ?? null}::uuid))
    order by t.changed_at desc, t.id desc limit ${query.limit}`.execute(tx)
  ).rows
export const lockTrial = async (tx: Tx, id: string): Promise<TrialRow | null> =>
  (
    await sql<TrialRow>`select ${columns} from purchase.trials t where t.id = ${id} for update of t`.execute(
      tx,
    )
  ).rows[0] ?? null
export const updateTrial = async (
  tx: Tx,
  id: string,
  to: {
    state: TrialState
    verdict: TrialVerdict | null
    aspect: TrialAspect | null
    feedback: string | null
    improve: string | null
    ownerId: string | null
    outcome: string | null
    now: Date
  },
): Promise<void> => {
  await sql`
    update purchase.trials set state = ${to.state}, verdict = ${to.verdict}, aspect = ${to.aspect}, feedback = ${to.feedback}, improve = ${to.improve},
      owner_id = ${to.ownerId}, outcome = ${to.outcome}, changed_at = ${to.now}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}
