import type { presenceStates } from '#contract/staff/session.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database, type Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { changeMemberRow, findMember } from './team.store.ts'

export type Presence = (typeof presenceStates)[number]

export type PresenceService = ReturnType<typeof createPresenceService>

/**
 * On the desk, on a break, or off. Saying the same twice changes nothing: "since" stays. A newcomer who has not passed every
 * step of buying stays off it (BUY-05).
 */
export const createPresenceService = ({
  db,
  clock,
  directory,
  missingForDesk = async () => [],
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
  missingForDesk?: (tx: Tx, memberId: string) => Promise<readonly string[]>
}) => ({
  set: (caller: MemberCaller, presence: Presence): Promise<{ presence: Presence }> => {
    const { shopId, memberId } = caller
    if (memberId === null) throw new AppError('access.denied')
    return db.inShop(shopId, async (tx) => {
      const now = clock.now()
      const member = await findMember(tx, memberId)
      if (!member || member.leftAt) throw new AppError('session.missing')
      if (member.presence === presence) return { presence }
      const missing = presence === 'on' ? await missingForDesk(tx, memberId) : []
      if (missing.length > 0) throw new AppError('training.not_certified', { missing })
      const version = await changeMemberRow(tx, memberId, { presence, presenceSince: now })
      await record(tx, now, {
        name: 'staff.presence_changed',
        subject: memberId,
        version,
        audience: ['desk'],
        actor: memberId,
        facts: { presence },
      })
      contextOf(tx).afterCommit.push(() => directory.forget(shopId))
      return { presence }
    })
  },
})
