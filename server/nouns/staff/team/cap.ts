import { contextOf, type Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { changeMemberRow, findMember } from './team.store.ts'

/** Changes how many chats a member holds at most, as part of somebody else's change. @throws not_found. */
export const changeCap = async (
  tx: Tx,
  now: Date,
  change: { memberId: string; cap: number; by: string },
  directory: ShopDirectory,
): Promise<void> => {
  const member = await findMember(tx, change.memberId)
  if (!member || member.leftAt) throw notFound()
  if (member.cap === change.cap) return
  const version = await changeMemberRow(tx, change.memberId, { cap: change.cap })
  const { shop, afterCommit } = contextOf(tx)
  await record(tx, now, {
    name: 'staff.changed',
    subject: change.memberId,
    version,
    audience: ['desk', `member:${change.memberId}`],
    actor: change.by,
    facts: { cap: change.cap },
  })
  if (shop !== null) afterCommit.push(() => directory.forget(shop))
}
