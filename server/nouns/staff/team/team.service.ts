import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { Role } from '#contract/staff/roles.ts'
import type { changeMember, departMember, listTeam, Member } from '#contract/staff/team.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database, type Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { emailsOf } from '../accounts/accounts.store.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { invalid, nameOf } from '../refusals.ts'
import type { StaffCredentials } from '../sessions/credentials.ts'
import type { HeldWork, ShopDirectory } from '../shop-facts.ts'
import { changeShopRow, lockShop, type ShopRow } from '../shops/shops.store.ts'
import { listInvitations } from './invitations.store.ts'
import {
  inOrder,
  isLeading,
  mayChangeRoles,
  mayDismiss,
  mayTakeOver,
  type Person,
  type TeamVerdict,
} from './team.rules.ts'
import {
  changeMemberRow,
  countOwners,
  dutyLeadOf,
  findMember,
  listMembers,
  type MemberRow,
} from './team.store.ts'

/** What conversations does for people who come and go. */
export interface TeamWork extends HeldWork {
  /**
   * Moves everything that `from` owns or holds to `to`, in the departure's transaction; returns how many inquiries
   * moved. With `to` null it moves nothing and returns how many there are.
   */
  handOver(
    tx: Tx,
    what: { shopId: string; from: string; to: string | null; by: string; now: Date },
  ): Promise<number>
}

export interface TeamPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  credentials: Pick<StaffCredentials, 'forgetAccount'>
  work: TeamWork
}
export type TeamService = ReturnType<typeof createTeamService>
type MemberShape = ReplyOf<typeof changeMember>

export const asPerson = (row: MemberRow): Person => ({
  id: row.id,
  roles: row.roles,
  hasLeft: row.leftAt !== null,
})
const demand = (verdict: TeamVerdict) => {
  if (verdict !== 'ok') throw new AppError(verdict)
}

export const createTeamService = ({ db, clock, directory, credentials, work }: TeamPorts) => {
  /** Colleagues' e-mails are for those who lead, and for keys that may read staff. */
  const seesContacts = (caller: MemberCaller) =>
    isLeading(caller.roles) || caller.scopes.includes('staff:read')

  const shown = async (
    caller: MemberCaller,
    rows: readonly MemberRow[],
    dutyLead: string | null,
  ): Promise<MemberShape[]> => {
    const emails = seesContacts(caller)
      ? await db.asSystem((tx) =>
          emailsOf(
            tx,
            rows.map((row) => row.accountId),
          ),
        )
      : new Map<string, string>()
    const held = await work.openInquiries(caller.shopId)
    return rows.map((row): Member => ({
      id: row.id,
      displayName: row.displayName,
      email: emails.get(row.accountId) ?? null,
      roles: row.roles,
      presence: row.presence,
      presenceSince: row.presenceSince.toISOString(),
      cap: row.cap,
      openConversations: held.get(row.id)?.conversations ?? 0,
      openInquiries: held.get(row.id)?.inquiries ?? 0,
      isDutyLead: row.id === dutyLead,
      leftAt: row.leftAt?.toISOString() ?? null,
      joinedAt: row.joinedAt.toISOString(),
    }))
  }

  /** The shop held fast, and one of its people; a stranger's id is not found. */
  const lockMember = async (
    tx: Tx,
    shopId: string,
    id: string,
  ): Promise<{ shop: ShopRow; member: MemberRow }> => {
    const shop = await lockShop(tx, shopId)
    const member = await findMember(tx, id)
    if (!shop || !member) throw notFound()
    return { shop, member }
  }
  /** What the actor may do is judged by the roles of this moment, not of a few seconds ago. */
  const rolesOf = async (tx: Tx, caller: MemberCaller): Promise<readonly Role[]> => {
    const actor = await findMember(tx, caller.actorId)
    if (!actor || actor.leftAt) throw new AppError('access.denied')
    return actor.roles
  }
  const settled = (tx: Tx, shopId: string, accountId: string) =>
    contextOf(tx).afterCommit.push(() => {
      directory.forget(shopId)
      credentials.forgetAccount(accountId)
    })

  return {
    list: async (caller: MemberCaller): Promise<ReplyOf<typeof listTeam>> => {
      const { members, dutyLead, invitations } = await db.inShop(caller.shopId, async (tx) => ({
        members: await listMembers(tx, caller.shopId),
        dutyLead: await dutyLeadOf(tx, caller.shopId),
        invitations: seesContacts(caller) ? await listInvitations(tx, clock.now()) : [],
      }))
      return {
        members: await shown(caller, members, dutyLead),
        invitations: invitations.map(({ id, email, displayName, roles, expiresAt }) => ({
          id,
          email,
          displayName,
          roles,
          expiresAt: expiresAt.toISOString(),
        })),
      }
    },

    /** @throws AppError access.denied, staff.last_owner; state.conflict for one who left or a duty lead who does not lead. */
    change: async (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof changeMember>,
    ): Promise<MemberShape> => {
      const { shopId, actorId } = caller
      const displayName = body.displayName === undefined ? undefined : nameOf(body.displayName, 'displayName')
      const { row, dutyLead } = await db.inShop(shopId, async (tx) => {
        const now = clock.now()
        const { shop, member } = await lockMember(tx, shopId, id)
        if (member.leftAt) throw new AppError('state.conflict')
        const roles = inOrder(body.roles ?? member.roles)
        demand(
          mayChangeRoles(await rolesOf(tx, caller), asPerson(member), roles, await countOwners(tx, shopId)),
        )
        if (body.isDutyLead && !isLeading(roles))
          throw new AppError('state.conflict', { reason: 'not_leading' })
        const version = await changeMemberRow(tx, id, { displayName, roles, cap: body.cap })
        if (body.isDutyLead) await changeShopRow(tx, shopId, { dutyLeadId: id })
        else if (shop.dutyLeadId === id && !isLeading(roles))
          await changeShopRow(tx, shopId, { dutyLeadId: null })
        await record(tx, now, {
          name: 'staff.changed',
          subject: id,
          version,
          audience: ['desk', `member:${id}`],
          actor: actorId,
        })
        await writeAudit(tx, now, {
          action: 'staff.changed',
          subject: id,
          by: actorId,
          details: {
            from: member.roles,
            to: roles,
            ...(body.isDutyLead ? { isDutyLead: true } : {}),
            ...(body.cap ? { cap: body.cap } : {}),
          },
        })
        settled(tx, shopId, member.accountId)
        return { row: await findMember(tx, id), dutyLead: await dutyLeadOf(tx, shopId) }
      })
      const [one] = await shown(caller, row ? [row] : [], dutyLead)
      if (!one) throw notFound()
      return one
    },

    /**
     * First hands over, then takes the access away.
     * @throws AppError access.denied, staff.last_owner, state.conflict; staff.still_owns {count} when nobody takes over.
     */
    depart: (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof departMember>,
    ): Promise<ReplyOf<typeof departMember>> => {
      const { shopId, actorId } = caller
      return db.inShop(shopId, async (tx) => {
        const now = clock.now()
        const { shop, member } = await lockMember(tx, shopId, id)
        demand(mayDismiss(await rolesOf(tx, caller), asPerson(member), await countOwners(tx, shopId)))
        const to = body.handOverTo ?? null
        if (to !== null) {
          const heir = await findMember(tx, to)
          if (!heir) throw notFound()
          if (!mayTakeOver(id, asPerson(heir))) throw invalid('handOverTo', 'cannot_take_over')
        }
        const handedOver = await work.handOver(tx, { shopId, from: id, to, by: actorId, now })
        if (handedOver > 0 && to === null) throw new AppError('staff.still_owns', { count: handedOver })
        if (shop.dutyLeadId === id) await changeShopRow(tx, shopId, { dutyLeadId: null })
        const version = await changeMemberRow(tx, id, { leftAt: now, presence: 'off', presenceSince: now })
        await record(tx, now, {
          name: 'staff.left',
          subject: id,
          version,
          audience: ['desk', `member:${id}`],
          actor: actorId,
        })
        await writeAudit(tx, now, {
          action: 'staff.left',
          subject: id,
          by: actorId,
          details: { handedOver, handOverTo: to },
        })
        settled(tx, shopId, member.accountId)
        return { handedOver }
      })
    },
  }
}
