import type { TrainingRecord } from '#contract/training/record.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { TrainingPorts } from './ports.ts'
import { selectPractices } from './practice.store.ts'
import {
  countReceivedHints,
  countTurns,
  findTraineeship,
  selectReceivedHints,
  type ReceivedHint,
} from './records.store.ts'
import { showCertificate } from './trainees.ts'
import { productName, selectAttempts, selectCertificates } from './training.store.ts'

const mostShown = 100

/** TRN-05: the record of a newcomer, in theory and practice. */
export const createRecords = ({ db, directory }: Pick<TrainingPorts, 'db' | 'directory'>) => ({
  /** @throws AppError not_found to everybody but the newcomer, their coach and who leads, and for who never was new. */
  read: async (caller: MemberCaller, memberId: string): Promise<TrainingRecord> => {
    const { shopId } = caller
    const facts = await directory.facts(shopId)
    const member = facts.members.get(memberId)
    if (!member) throw notFound()
    return db.inShop(shopId, async (tx) => {
      const time = await findTraineeship(tx, { shopId, memberId })
      if (!time || !mayRead(caller, memberId, time.coachId)) throw notFound()
      const span = { shopId, memberId, from: time.beganAt, to: time.endedAt }
      const { firstAt, ...chats } = await countTurns(tx, span)
      const practices = await selectPractices(tx, { shopId, memberId, limit: mostShown })
      const certificates = await selectCertificates(tx, { shopId, memberId })
      return {
        memberId,
        name: member.displayName,
        coachName: nameOf(facts, time.coachId),
        cap: time.cap,
        beganAt: time.beganAt.toISOString(),
        endedAt: time.endedAt?.toISOString() ?? null,
        firstTurnAt: firstAt?.toISOString() ?? null,
        chats,
        hints: {
          ...(await countReceivedHints(tx, span)),
          rows: (await selectReceivedHints(tx, span, mostShown)).map((hint) =>
            showHint(hint, memberId, facts),
          ),
        },
        attempts: await attemptsOf(tx, shopId, memberId),
        practices: practices.map(({ endedAt, ...one }) => ({ ...one, at: endedAt.toISOString() })),
        certificates: certificates.map((one) => showCertificate(one, facts)),
      }
    })
  },
})
export type Records = ReturnType<typeof createRecords>

const mayRead = (caller: MemberCaller, memberId: string, coachId: string | null): boolean =>
  caller.roles.some((role) => role === 'owner' || role === 'lead') ||
  (caller.memberId !== null && (caller.memberId === memberId || caller.memberId === coachId))

const nameOf = ({ members }: ShopFacts, id: string | null): string | null =>
  (id && members.get(id)?.displayName) || null

const attemptsOf = async (tx: Tx, shopId: string, memberId: string): Promise<TrainingRecord['attempts']> => {
  const attempts = await selectAttempts(tx, { shopId, memberId, limit: mostShown })
  const names = new Map<string, string | null>()
  for (const { productId } of attempts)
    if (productId !== null && !names.has(productId))
      names.set(productId, await productName(tx, shopId, productId))
  return attempts.map(({ id, subject, productId, right, of, isPassed, endedAt }) => ({
    id,
    subject,
    productName: productId === null ? null : (names.get(productId) ?? null),
    right,
    of,
    isPassed,
    at: endedAt.toISOString(),
  }))
}

const showHint = (
  { byId, at, usedAt, ...hint }: ReceivedHint,
  toId: string,
  facts: ShopFacts,
): TrainingRecord['hints']['rows'][number] => ({
  ...hint,
  toId,
  toName: nameOf(facts, toId) ?? '',
  byId,
  byName: nameOf(facts, byId) ?? '',
  at: at.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
})
