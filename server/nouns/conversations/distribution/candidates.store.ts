import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow } from '../conversation-row.ts'
import type { Candidate, Needs, Profile } from '../distribution.rules.ts'
import type { SkillWords } from '../needs.rules.ts'

/** A buyer who was greeted and has not written within this time is not expected to. */
const greetedMs = 5 * 60_000
const hourMs = 3_600_000

interface CandidateRow {
  id: string
  presence: Candidate['presence']
  cap: number
  held: number
  greeted: number
  last: Date | null
  recent: number
  weight: number
  skills: string[]
  languages: ('zh' | 'en')[]
  lane: Profile['lane']
  takes_difficult: boolean
  trainee_cap: number | null
  certified_for: string[] | null
  deputy_id: string | null
}

/** Everybody who answers buyers, with what they hold and what suits them. */
export const selectCandidates = async (tx: Tx, now: Date): Promise<Candidate[]> => {
  const { rows } = await sql<CandidateRow>`
    select m.id, m.presence, m.cap,
      (select count(*)::int from conversations.conversations c where c.shop_id = m.shop_id and c.assignee_id = m.id and c.state = 'open') as held,
      (select count(*)::int from conversations.conversations c where c.shop_id = m.shop_id and c.assignee_id = m.id and c.state = 'visiting'
        and c.listed_at > ${new Date(now.getTime() - greetedMs)}) as greeted,
      (select max(h.at) from conversations.hands h where h.shop_id = m.shop_id and h.member_id = m.id and h.what = 'assigned') as last,
      (select count(*)::int from conversations.hands h where h.shop_id = m.shop_id and h.member_id = m.id and h.what = 'assigned'
        and h.at > ${new Date(now.getTime() - hourMs)}) as recent,
      coalesce(p.weight, 5) as weight, coalesce(p.skills, '{}') as skills, coalesce(p.languages, '{}') as languages, coalesce(p.lane, 'both') as lane,
      coalesce(p.takes_difficult, true) as takes_difficult, p.deputy_id, t.cap as trainee_cap,
      case when t.member_id is not null then array(select c.product_id from training.v_certificates c
        where c.shop_id = m.shop_id and c.member_id = m.id and c.kind = 'product') end as certified_for
    from staff.v_members m left join conversations.agent_profiles p on p.member_id = m.id
      left join training.v_trainees t on t.shop_id = m.shop_id and t.member_id = m.id
    where m.left_at is null and m.roles && array['owner', 'lead', 'agent', 'aftersales']`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    presence: row.presence,
    cap: row.cap,
    held: row.held,
    load: row.held + row.greeted,
    lastAssignedAt: row.last,
    recent: row.recent,
    profile: {
      weight: row.weight,
      skills: row.skills,
      languages: row.languages,
      lane: row.lane,
      takesDifficult: row.takes_difficult,
      traineeCap: row.trainee_cap,
      certifiedFor: row.certified_for,
      deputyId: row.deputy_id,
    },
  }))
}

export const listSkillGroups = async (tx: Tx): Promise<({ id: string } & SkillWords)[]> =>
  tx
    .selectFrom('conversations.skill_groups')
    .select(['id', 'name', 'words'])
    .where('archived_at', 'is', null)
    .orderBy('name')
    .limit(200)
    .execute()

/** A shorter part of a name says nothing about a product; words that name more products than this name none. */
const [shortestName, mostNamed] = [3, 4]
/**
 * Products named in a text, by a part of their names. Asked only for what newcomers may answer on: a shop that trains nobody now
 * has no use for it, and none are named.
 */
export const productsNamed = async (tx: Tx, shopId: string, text: string): Promise<string[]> => {
  const { rows } = await sql<{ product_id: string }>`
    select distinct product_id from products.v_catalogue c cross join lateral regexp_split_to_table(c.name, '\\s+') as part
    where c.shop_id = ${shopId} and exists (select from training.v_trainees t where t.shop_id = ${shopId}) and c.status in ('on_sale', 'draft')
      and length(part) >= ${shortestName} and strpos(lower(${text}), lower(part)) > 0 limit ${mostNamed + 1}`.execute(
    tx,
  )
  return rows.length > mostNamed ? [] : rows.map((row) => row.product_id)
}

/** Of everybody who waits what the queue's order depends on, and in whose hands. */
export interface WaitingRow {
  id: string
  visitor_id: string
  assignee_id: string | null
  lane: 'ordinary' | 'vip'
  turn_id: string
  turn_clock_at: Date
  turn_due_at: Date
  turn_is_first: boolean
}
/** More than this nobody has seen waiting in one shop; beyond it the longest wait counts. */
const mostWaiting = 20_000

export const selectAllWaiting = async (tx: Tx, shopId: string): Promise<WaitingRow[]> =>
  (
    await sql<WaitingRow>`
    select id, visitor_id, assignee_id, lane, turn_id, turn_clock_at, turn_due_at, coalesce(turn_is_first, false) as turn_is_first
    from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is not null
    order by turn_clock_at, id limit ${mostWaiting}`.execute(tx)
  ).rows
/**
 * The first of the queue among those in nobody's hands: within a lane and kind whoever waits longest is first, so the first of
 * all are among the first of each. For `orderQueue` to put in order.
 */
export const selectHeadOfLine = async (tx: Tx, shopId: string, most: number): Promise<WaitingRow[]> =>
  (
    await sql<WaitingRow>`
    select head.* from (values ('ordinary', true), ('ordinary', false), ('vip', true), ('vip', false)) as class(lane, is_first) cross join lateral (
      select id, visitor_id, assignee_id, lane, turn_id, turn_clock_at, turn_due_at, turn_is_first from conversations.conversations
      where shop_id = ${shopId} and state = 'open' and turn_id is not null and assignee_id is null
        and lane = class.lane and turn_is_first = class.is_first
      order by turn_clock_at, turn_id limit ${most}) head`.execute(tx)
  ).rows
/** Those who wait in the hands of somebody who is not there, the longest wait first. */
export const selectStranded = async (tx: Tx, shopId: string, most: number): Promise<WaitingRow[]> =>
  (
    await sql<WaitingRow>`
    select c.id, c.visitor_id, c.assignee_id, c.lane, c.turn_id, c.turn_clock_at, c.turn_due_at, coalesce(c.turn_is_first, false) as turn_is_first
    from staff.v_members m join conversations.conversations c on c.shop_id = m.shop_id and c.assignee_id = m.id
    where m.shop_id = ${shopId} and (m.presence <> 'on' or m.left_at is not null) and c.state = 'open' and c.turn_id is not null
    order by c.turn_clock_at, c.id limit ${most}`.execute(tx)
  ).rows

/** Keeps what conversations need; returns their rows as they are now. */
export const updateNeeds = async (
  tx: Tx,
  needs: readonly ({ id: string } & Omit<Needs, 'isDifficult'>)[],
): Promise<Map<string, ConversationRow>> => {
  if (needs.length === 0) return new Map()
  const { rows } = await sql<ConversationRow>`
    update conversations.conversations c set lane = n.lane, language = n.language, skills = n.skills, version = c.version + 1
    from (select id, lane, language, array(select jsonb_array_elements_text(skills)) as skills
      from jsonb_to_recordset(${JSON.stringify(needs)}::jsonb) as n(id uuid, lane text, language text, skills jsonb)) n
    where c.id = n.id returning c.*`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Shops in which somebody waits in the hands of nobody who is there; for the sweep, across shops. */
export const shopsWithoutHands = async (tx: Tx): Promise<string[]> =>
  (
    await sql<{ shop_id: string }>`
    select distinct c.shop_id from conversations.conversations c left join staff.v_members m on m.id = c.assignee_id
    where c.state = 'open' and c.turn_id is not null and (c.assignee_id is null or m.presence <> 'on' or m.left_at is not null)`.execute(
      tx,
    )
  ).rows.map((row) => row.shop_id)

/** How many orders this customer has, with those merged into them; 0 for nobody known. */
export const orderCountOf = async (tx: Tx, customerId: string | null): Promise<number> => {
  if (customerId === null) return 0
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(order_count), 0)::int as count from customers.v_customers where id = any (customers.ids_of(${customerId}::uuid))`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

/** Since when the present holder has had it; hand-overs by the ladder leave the wait as it was. Null: nobody had it. */
export const heldSince = async (tx: Tx, conversation: ConversationRow): Promise<Date | null> => {
  if (conversation.assignee_id === null) return null
  const { rows } = await sql<{ at: Date | null }>`
    select max(at) as at from conversations.hands where shop_id = ${conversation.shop_id} and conversation_id = ${conversation.id}
      and what = 'assigned' and note is distinct from 'ladder'`.execute(tx)
  return rows[0]?.at ?? conversation.turn_clock_at
}
