import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { PersonTable } from './person-table.ts'
import { personTables } from './person-tables.ts'

export interface PersonRows {
  /** Who stands for them after merges. */
  id: string
  name: string
  parts: { table: PersonTable; rows: Record<string, unknown>[] }[]
  files: { id: string; name: string; sha256: string }[]
}

interface Ids {
  people: string[]
  conversations: string[]
  visitors: string[]
  orders: string[]
  files: string[]
}

/** Every row about one person, read in one transaction; null where there is nobody of that id. */
export const readPerson = async (tx: Tx, shopId: string, id: string): Promise<PersonRows | null> => {
  const head = (
    await sql<{ id: string; name: string }>`
      select k.id, k.name from customers.customers c
      join customers.customers k on k.id = case when c.merged_into is null then c.id else c.merged_into end where c.shop_id = ${shopId} and c.id = ${id}`.execute(
      tx,
    )
  ).rows[0]
  if (!head) return null
  const ids = await readIds(tx, shopId, head.id)
  const parts: PersonRows['parts'] = []
  for (const table of personTables) parts.push({ table, rows: await readRows(tx, shopId, table, ids) })
  const files = (parts.find(({ table }) => table.table === 'platform.files')?.rows ?? []).map((row) => ({
    id: String(row['id']),
    name: String(row['name']),
    sha256: String(row['sha256']),
  }))
  return { ...head, parts, files }
}

const readIds = async (tx: Tx, shopId: string, head: string): Promise<Ids> => {
  const { rows } = await sql<Ids>`
    with people as (select id from customers.customers where shop_id = ${shopId} and (id = ${head} or merged_into = ${head})),
      visitors as (select id from conversations.visitors where shop_id = ${shopId} and customer_id in (select id from people)
        union select visitor_id from conversations.conversations where shop_id = ${shopId} and customer_id in (select id from people)),
      chats as (select id from conversations.conversations where shop_id = ${shopId} and (customer_id in (select id from people) or visitor_id in (select id from visitors))),
      sent as (select (a ->> 'id')::uuid as id from conversations.messages m, jsonb_array_elements(m.attachments) a where m.conversation_id in (select id from chats))
    select array(select id from people) as people, array(select id from visitors) as visitors, array(select id from chats) as conversations,
      array(select id from orders.orders where shop_id = ${shopId} and customer_id in (select id from people)) as orders,
      array(select id from sent union select id from platform.files where shop_id = ${shopId} and owner in (select id from visitors)) as files`.execute(
    tx,
  )
  return rows[0] ?? { people: [], visitors: [], conversations: [], orders: [], files: [] }
}

const readRows = async (
  tx: Tx,
  shopId: string,
  { table, where, order, without = {} }: PersonTable,
  ids: Ids,
): Promise<Record<string, unknown>[]> => {
  const values: Record<string, unknown> = {
    2: sql`${ids.people}::uuid[]`,
    3: sql`${ids.conversations}::uuid[]`,
    4: sql`${ids.visitors}::uuid[]`,
    5: sql`${ids.orders}::uuid[]`,
    6: sql`${ids.files}::uuid[]`,
  }
  // Conditions are our own texts; what they compare with is bound.
  const condition = where
    .split(/\$(\d)/)
    .map((piece, index) => (index % 2 === 0 ? sql.raw(piece) : sql`${values[piece]}`))
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select to_jsonb(t) - ${['shop_id', ...Object.keys(without)]}::text[] as row from ${sql.raw(table)} t
    where shop_id = ${shopId} and (${sql.join(condition, sql``)}) order by ${sql.raw(order)}`.execute(tx)
  return rows.map(({ row }) => row)
}
