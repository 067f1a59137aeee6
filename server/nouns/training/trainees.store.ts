import { sql } from 'kysely'
import { answering } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

export interface TraineeRow {
  memberId: string
  coachId: string | null
  cap: number
  capBefore: number
  beganAt: Date
}

export const selectTrainees = async (
  tx: Tx,
  ask: { shopId: string; memberId?: string },
): Promise<TraineeRow[]> =>
  (
    await sql<TraineeRow>`select member_id as "memberId", coach_id as "coachId", cap, cap_before as "capBefore", began_at as "beganAt" from training.trainees
    where shop_id = ${ask.shopId} and ended_at is null ${ask.memberId ? sql`and member_id = ${ask.memberId}` : sql``}`.execute(
      tx,
    )
  ).rows

export const insertTrainee = async (
  tx: Tx,
  now: Date,
  trainee: {
    shopId: string
    memberId: string
    coachId: string | null
    cap: number
    capBefore: number
    by: string
  },
): Promise<void> => {
  await tx
    .insertInto('training.trainees')
    .values({
      id: newId(),
      shop_id: trainee.shopId,
      member_id: trainee.memberId,
      coach_id: trainee.coachId,
      cap: trainee.cap,
      cap_before: trainee.capBefore,
      began_at: now,
      began_by: trainee.by,
    })
    .execute()
}

export const changeTrainee = async (
  tx: Tx,
  trainee: { memberId: string; coachId: string | null; cap: number },
): Promise<void> => {
  await tx
    .updateTable('training.trainees')
    .set({ coach_id: trainee.coachId, cap: trainee.cap })
    .where('member_id', '=', trainee.memberId)
    .where('ended_at', 'is', null)
    .execute()
}

export const endTraineeRow = async (
  tx: Tx,
  now: Date,
  ended: { memberId: string; by: string },
): Promise<void> => {
  await tx
    .updateTable('training.trainees')
    .set({ ended_at: now, ended_by: ended.by })
    .where('member_id', '=', ended.memberId)
    .where('ended_at', 'is', null)
    .execute()
}

export interface MemberProgress {
  memberId: string
  quizzes: number
  practices: number
  lastPractice: number | null
  debriefOn: string | null
}
export const selectProgress = async (tx: Tx, shopId: string): Promise<MemberProgress[]> =>
  (
    await sql<MemberProgress>`
    select m.id as "memberId",
      (select count(*)::int from training.attempts a where a.shop_id = ${shopId} and a.member_id = m.id and a.ended_at is not null) as quizzes,
      (select count(*)::int from training.practices p where p.shop_id = ${shopId} and p.member_id = m.id and p.ended_at is not null) as practices,
      (select p.score from training.practices p where p.shop_id = ${shopId} and p.member_id = m.id and p.ended_at is not null order by p.started_at desc limit 1) as "lastPractice",
      (select max(d.day)::text from training.debriefs d where d.shop_id = ${shopId} and d.member_id = m.id) as "debriefOn"
    from staff.v_members m where m.shop_id = ${shopId} and m.left_at is null`.execute(tx)
  ).rows

/** Everybody who answers buyers. */
export const selectAnswering = async (tx: Tx, shopId: string): Promise<{ id: string; isOwner: boolean }[]> =>
  (
    await sql<{ id: string; isOwner: boolean }>`
    select id, 'owner' = any (roles) as "isOwner" from staff.v_members
    where shop_id = ${shopId} and left_at is null and roles && ${[...answering]}::text[]`.execute(tx)
  ).rows
