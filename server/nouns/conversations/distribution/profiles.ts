import type {
  AgentProfile,
  addSkillGroup,
  changeProfile,
  listProfiles as listEndpoint,
  readLadder,
  SkillGroup,
} from '#contract/conversations/distribution.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ConversationPorts } from '../ports.ts'
import { requireConversation } from '../turn-clock.ts'
import { listSkillGroups } from './candidates.store.ts'
import { selectLadder } from './ladder.store.ts'
import { archiveSkillGroup, insertSkillGroup, listProfiles, storeProfile } from './profiles.store.ts'

/** Who is given what: a person's weight, skills, languages, lane and deputy, and the shop's skill groups. */
export const createProfiles = ({
  db,
  clock,
  directory,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'>) => {
  const tell = (tx: Tx, caller: MemberCaller, subject: string, version: number) =>
    record(tx, clock.now(), {
      name: 'distribution.changed',
      subject,
      version,
      audience: ['desk'],
      actor: caller.actorId,
    })
  const invalid = (path: string, rule: string) =>
    new AppError('request.invalid', { problems: [{ path: `/body/${path}`, rule }] })

  const list = async (caller: MemberCaller): Promise<ReplyOf<typeof listEndpoint>> => {
    const facts = await directory.facts(caller.shopId)
    const members = [...facts.members.values()].filter((member) => !member.hasLeft).map(({ id }) => id)
    return db.inShop(caller.shopId, async (tx) => ({
      profiles: await listProfiles(tx, members),
      skillGroups: await listSkillGroups(tx).then((groups) =>
        groups.map((group) => ({ ...group, words: [...group.words] })),
      ),
    }))
  }
  /** @throws AppError not_found; request.invalid for a skill group that does not exist, or a deputy who cannot be one. */
  const change = async (
    caller: MemberCaller,
    memberId: string,
    body: BodyOf<typeof changeProfile>,
  ): Promise<AgentProfile> => {
    const facts = await directory.facts(caller.shopId)
    const member = facts.members.get(memberId)
    if (!member || member.hasLeft) throw notFound()
    const deputy = body.deputyId === null ? null : facts.members.get(body.deputyId)
    if (body.deputyId !== null && (!deputy || deputy.hasLeft || deputy.id === memberId))
      throw invalid('deputyId', 'not_a_colleague')
    return db.inShop(caller.shopId, async (tx) => {
      const known = new Set((await listSkillGroups(tx)).map(({ name }) => name))
      if (!body.skills.every((skill) => known.has(skill))) throw invalid('skills', 'unknown')
      const version = await storeProfile(tx, clock.now(), caller.shopId, { memberId, ...body })
      await tell(tx, caller, memberId, version)
      const [stored] = await listProfiles(tx, [memberId])
      if (!stored) throw new AppError('internal')
      return stored
    })
  }
  const addGroup = async (caller: MemberCaller, body: BodyOf<typeof addSkillGroup>): Promise<SkillGroup> => {
    const row = {
      id: newId(),
      shopId: caller.shopId,
      name: body.name.trim(),
      words: [...new Set(body.words.map((word) => word.trim()).filter((word) => word !== ''))],
    }
    if (row.name === '' || row.words.length === 0) throw invalid(row.name === '' ? 'name' : 'words', 'empty')
    try {
      await db.inShop(caller.shopId, async (tx) => {
        await insertSkillGroup(tx, row)
        await tell(tx, caller, row.id, 1)
      })
    } catch (error) {
      if (isUniqueViolation(error, 'skill_groups_name')) throw new AppError('name.taken', { field: 'name' })
      throw error
    }
    return { id: row.id, name: row.name, words: row.words }
  }
  const removeGroup = (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
    db.inShop(caller.shopId, async (tx) => {
      if ((await archiveSkillGroup(tx, id, clock.now())) === null) throw notFound()
      await tell(tx, caller, id, 2)
      return {}
    })
  const ladder = async (caller: MemberCaller, id: string): Promise<ReplyOf<typeof readLadder>> => {
    const facts = await directory.facts(caller.shopId)
    const rows = await db.inShop(caller.shopId, async (tx) => {
      await requireConversation(tx, id)
      return selectLadder(tx, caller.shopId, id)
    })
    return {
      rows: rows.map((row) => ({
        turnId: row.turn_id,
        step: row.step,
        outcome: row.outcome,
        memberName: row.member_id === null ? null : (facts.members.get(row.member_id)?.displayName ?? null),
        dueAt: row.due_at.toISOString(),
        at: row.at.toISOString(),
      })),
    }
  }
  return { list, change, addGroup, removeGroup, ladder }
}
