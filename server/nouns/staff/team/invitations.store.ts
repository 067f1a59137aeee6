import type { Role } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'

export interface InvitationRow {
  id: string
  shopId: string
  displayName: string
  email: string | null
  roles: Role[]
  invitedBy: string | null
  expiresAt: Date
  usedAt: Date | null
  withdrawnAt: Date | null
}

const columns = [
  'id',
  'shop_id',
  'display_name',
  'email',
  'roles',
  'invited_by',
  'expires_at',
  'used_at',
  'withdrawn_at',
] as const
const asInvitation = (row: {
  id: string
  shop_id: string
  display_name: string
  email: string | null
  roles: string[]
  invited_by: string | null
  expires_at: Date
  used_at: Date | null
  withdrawn_at: Date | null
}): InvitationRow => ({
  id: row.id,
  shopId: row.shop_id,
  displayName: row.display_name,
  email: row.email,
  roles: row.roles as Role[],
  invitedBy: row.invited_by,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
  withdrawnAt: row.withdrawn_at,
})

/** Those that can still be taken up. */
export const listInvitations = async (tx: Tx, now: Date): Promise<InvitationRow[]> => {
  const rows = await tx
    .selectFrom('staff.invitations')
    .select(columns)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(asInvitation)
}

export interface NewInvitation extends Pick<
  InvitationRow,
  'id' | 'shopId' | 'displayName' | 'email' | 'roles' | 'expiresAt'
> {
  tokenHash: Buffer
  by: string
}

export const insertInvitation = async (tx: Tx, now: Date, invitation: NewInvitation): Promise<void> => {
  await tx
    .insertInto('staff.invitations')
    .values({
      id: invitation.id,
      shop_id: invitation.shopId,
      token_hash: invitation.tokenHash,
      display_name: invitation.displayName,
      email: invitation.email,
      roles: invitation.roles,
      invited_by: invitation.by,
      created_at: now,
      expires_at: invitation.expiresAt,
    })
    .execute()
}

/** False when there is none that could be withdrawn. */
export const withdrawInvitationRow = async (tx: Tx, now: Date, id: string): Promise<boolean> => {
  const result = await tx
    .updateTable('staff.invitations')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** In whatever shop (`asSystem`): the link is all that its holder knows. */
export const findInvitation = async (tx: Tx, tokenHash: Buffer): Promise<InvitationRow | null> => {
  const row = await tx
    .selectFrom('staff.invitations')
    .select(columns)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? asInvitation(row) : null
}

/** Marks it used; false when somebody was faster, or it ended meanwhile. */
export const useInvitation = async (tx: Tx, now: Date, id: string): Promise<boolean> => {
  const result = await tx
    .updateTable('staff.invitations')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
