import type { Role } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { settingsInForce } from '../settings/settings-values.ts'
import { storedSettings } from '../settings/settings.store.ts'
import { refuseTaken } from '../refusals.ts'
import { changeMemberRow, findMemberOfAccount, insertMember } from './team.store.ts'

export interface Joining {
  shopId: string
  accountId: string
  displayName: string
  roles: Role[]
  by: string | null
}

/**
 * Makes the account a member (`asSystem`); one who left before comes back to the same membership, so that what
 * they wrote stays theirs. Returns the membership's id.
 * @throws AppError state.conflict when the account works there already.
 */
export const joinShop = async (tx: Tx, now: Date, joining: Joining): Promise<string> => {
  const { shopId, accountId, displayName, roles, by } = joining
  const former = await findMemberOfAccount(tx, shopId, accountId)
  if (former && !former.leftAt) throw new AppError('state.conflict')
  const id = former?.id ?? newId()
  const cap = settingsInForce(await storedSettings(tx, shopId)).chatCap
  const version = former
    ? await changeMemberRow(tx, id, {
        displayName,
        roles,
        presence: 'off',
        presenceSince: now,
        joinedAt: now,
        leftAt: null,
      })
    : await refuseTaken({ memberships_shop_id_account_id_key: 'email' }, async () => {
        await insertMember(tx, now, { id, shopId, accountId, displayName, roles, cap })
        return 1
      })
  await record(
    tx,
    now,
    { name: 'staff.joined', subject: id, version, audience: ['desk', `member:${id}`], actor: id },
    shopId,
  )
  await writeAudit(tx, now, { action: 'staff.joined', subject: id, by, details: { roles } }, shopId)
  return id
}
