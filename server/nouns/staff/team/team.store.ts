import type { Role } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'
import type { MemberFacts } from '../shop-facts.ts'

export interface MemberRow {
  id: string
  accountId: string
  displayName: string
  roles: Role[]
  presence: MemberFacts['presence']
  presenceSince: Date
  cap: number
  joinedAt: Date
  leftAt: Date | null
  version: number
}

const columns = [
  'id',
  'account_id',
  'display_name',
  'roles',
  'presence',
  'presence_since',
  'cap',
  'joined_at',
  'left_at',
  'version',
] as const
const asMember = (row: {
  id: string
  account_id: string
  display_name: string
  roles: string[]
  presence: string
  presence_since: Date
  cap: number
  joined_at: Date
  left_at: Date | null
  version: number
}): MemberRow => ({
  id: row.id,
  accountId: row.account_id,
  displayName: row.display_name,
  roles: row.roles as Role[],
  presence: row.presence as MemberFacts['presence'],
  presenceSince: row.presence_since,
  cap: row.cap,
  joinedAt: row.joined_at,
  leftAt: row.left_at,
  version: row.version,
})

/** Those who work here first, then those who left. */
export const listMembers = async (tx: Tx, shopId: string): Promise<MemberRow[]> => {
  const rows = await tx
    .selectFrom('staff.memberships')
    .select(columns)
    .where('shop_id', '=', shopId)
    .orderBy((eb) => eb('left_at', 'is not', null))
    .orderBy('joined_at')
    .orderBy('id')
    .execute()
  return rows.map(asMember)
}

export const findMember = async (tx: Tx, id: string): Promise<MemberRow | null> => {
  const row = await tx.selectFrom('staff.memberships').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asMember(row) : null
}

export const findMemberOfAccount = async (
  tx: Tx,
  shopId: string,
  accountId: string,
): Promise<MemberRow | null> => {
  const row = await tx
    .selectFrom('staff.memberships')
    .select(columns)
    .where('shop_id', '=', shopId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ? asMember(row) : null
}

export const countOwners = async (tx: Tx, shopId: string): Promise<number> => {
  const row = await tx
    .selectFrom('staff.memberships')
    .select((eb) => eb.fn.countAll<number>().as('owners'))
    .where('shop_id', '=', shopId)
    .where('left_at', 'is', null)
    .where((eb) => eb(eb.val('owner'), '=', eb.fn.any('roles')))
    .executeTakeFirstOrThrow()
  return row.owners
}

/** Whom the desk takes for the duty lead now; never nobody. */
export const dutyLeadOf = async (tx: Tx, shopId: string): Promise<string | null> =>
  (
    await tx
      .selectFrom('staff.v_duty_lead')
      .select('member_id')
      .where('shop_id', '=', shopId)
      .executeTakeFirst()
  )?.member_id ?? null

export interface NewMember {
  id: string
  shopId: string
  accountId: string
  displayName: string
  roles: Role[]
  cap?: number
}

/** @throws unique violation `memberships_shop_id_account_id_key`. */
export const insertMember = async (tx: Tx, now: Date, member: NewMember): Promise<void> => {
  await tx
    .insertInto('staff.memberships')
    .values({
      id: member.id,
      shop_id: member.shopId,
      account_id: member.accountId,
      display_name: member.displayName,
      roles: member.roles,
      presence_since: now,
      joined_at: now,
      ...(member.cap === undefined ? {} : { cap: member.cap }),
    })
    .execute()
}

export interface MemberChange {
  displayName?: string
  roles?: Role[]
  cap?: number
  presence?: MemberFacts['presence']
  presenceSince?: Date
  joinedAt?: Date
  leftAt?: Date | null
}

/** Changes the row and raises its version, which it returns. */
export const changeMemberRow = async (tx: Tx, id: string, change: MemberChange): Promise<number> => {
  const row = await tx
    .updateTable('staff.memberships')
    .set((eb) => ({
      display_name: change.displayName,
      roles: change.roles,
      cap: change.cap,
      presence: change.presence,
      presence_since: change.presenceSince,
      joined_at: change.joinedAt,
      left_at: change.leftAt,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}
