import { sql } from 'kysely'
import type { AgentProfile } from '#contract/conversations/distribution.ts'
import type { Tx } from '#platform/database/database.ts'

const plain = {
  weight: 5,
  skills: [],
  languages: [],
  lane: 'both',
  takesDifficult: true,
  deputyId: null,
  version: 0,
} as const

/** Of everybody who works here; of whom nothing was said, the usual. */
export const listProfiles = async (tx: Tx, memberIds: readonly string[]): Promise<AgentProfile[]> => {
  const trainees = new Map(
    (await tx.selectFrom('training.v_trainees').select(['member_id', 'cap']).execute()).map((one) => [
      one.member_id,
      one.cap,
    ]),
  )
  const rows = await tx.selectFrom('conversations.agent_profiles').selectAll().execute()
  const known = new Map(rows.map((row) => [row.member_id, row]))
  return memberIds.map((memberId) => {
    const row = known.get(memberId)
    if (!row)
      return { memberId, ...plain, skills: [], languages: [], traineeCap: trainees.get(memberId) ?? null }
    return {
      memberId,
      weight: row.weight,
      skills: row.skills,
      languages: row.languages as ('zh' | 'en')[],
      lane: row.lane as AgentProfile['lane'],
      takesDifficult: row.takes_difficult,
      traineeCap: trainees.get(memberId) ?? null,
      deputyId: row.deputy_id,
      version: row.version,
    }
  })
}
export const storeProfile = async (
  tx: Tx,
  now: Date,
  shopId: string,
  profile: Omit<AgentProfile, 'version' | 'traineeCap'>,
): Promise<number> => {
  const values = {
    weight: profile.weight,
    skills: profile.skills,
    languages: profile.languages,
    lane: profile.lane,
    takes_difficult: profile.takesDifficult,
    deputy_id: profile.deputyId,
    changed_at: now,
  }
  return (
    await tx
      .insertInto('conversations.agent_profiles')
      .values({ member_id: profile.memberId, shop_id: shopId, ...values })
      .onConflict((conflict) =>
        conflict
          .column('member_id')
          .doUpdateSet({ ...values, version: sql`conversations.agent_profiles.version + 1` }),
      )
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version
}
/** @throws unique violation `skill_groups_name`. */
export const insertSkillGroup = async (
  tx: Tx,
  row: { id: string; shopId: string; name: string; words: string[] },
) => {
  await tx
    .insertInto('conversations.skill_groups')
    .values({ id: row.id, shop_id: row.shopId, name: row.name, words: row.words })
    .execute()
}
/** Its name; null when there is no such group in use. */
export const archiveSkillGroup = async (tx: Tx, id: string, now: Date): Promise<string | null> => {
  const row = await tx
    .updateTable('conversations.skill_groups')
    .set({ archived_at: now })
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  if (!row) return null
  await sql`update conversations.agent_profiles set skills = array_remove(skills, ${row.name}) where ${row.name} = any (skills)`.execute(
    tx,
  )
  return row.name
}
