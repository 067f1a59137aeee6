import type { Role } from '#contract/staff/roles.ts'
import type { Membership } from '#contract/staff/session.ts'
import type { Tx } from '#platform/database/database.ts'

/** Where an account works now, across shops (`asSystem`), in the order of joining. */
export const membershipsOf = async (tx: Tx, accountId: string): Promise<Membership[]> => {
  const rows = await tx
    .selectFrom('staff.memberships as m')
    .innerJoin('staff.shops as s', 's.id', 'm.shop_id')
    .select([
      'm.id',
      'm.display_name',
      'm.roles',
      'm.presence',
      's.id as shop_id',
      's.slug',
      's.name',
      's.language',
      's.time_zone',
      's.currency',
      's.is_demo',
    ])
    .where('m.account_id', '=', accountId)
    .where('m.left_at', 'is', null)
    .orderBy('m.joined_at')
    .orderBy('m.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    shop: {
      id: row.shop_id,
      slug: row.slug,
      name: row.name,
      language: row.language as 'zh' | 'en',
      timeZone: row.time_zone,
      currency: row.currency,
      isDemo: row.is_demo,
    },
    displayName: row.display_name,
    roles: row.roles as Role[],
    presence: row.presence as Membership['presence'],
  }))
}
