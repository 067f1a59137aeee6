import type { BodyOf } from '#contract/endpoint.ts'
import {
  usualTraineeCap,
  type Certificate,
  type giveCertificate,
  type MyTraining,
  type setTrainee,
  type TeamTraining,
} from '#contract/training/training.ts'
import { changeCap, type ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { answering } from '#contract/staff/roles.ts'
import { missingForDesk } from './certificates.ts'
import { findDebrief } from './debriefs.store.ts'
import { localDate } from './debriefs.ts'
import type { TrainingPorts } from './ports.ts'
import { selectPractices } from './practice.store.ts'
import { fewestSources } from './quiz.rules.ts'
import { giveAndTell, memberOf } from './quizzes.ts'
import {
  changeTrainee,
  endTraineeRow,
  insertTrainee,
  selectProgress,
  selectTrainees,
  type TraineeRow,
} from './trainees.store.ts'
import {
  countFacts,
  endCertificateRow,
  productName,
  selectArticles,
  selectAskable,
  selectAttempts,
  selectCertificates,
  type CertificateRow,
} from './training.store.ts'

const mostShown = 20
const mostProducts = 100

/** Newcomers, their coaches, and what everybody may be given. */
export const createTrainees = ({ db, clock, directory }: TrainingPorts) => ({
  mine: async (caller: MemberCaller): Promise<MyTraining> => {
    const memberId = memberOf(caller)
    const { shopId } = caller
    const facts = await directory.facts(shopId)
    const { language } = facts
    const today = localDate(facts.timeZone, clock.now())
    return db.inShop(shopId, async (tx) => {
      const [trainee] = await selectTrainees(tx, { shopId, memberId })
      const certificates = await selectCertificates(tx, { shopId, memberId })
      const held = new Set(certificates.map((one) => one.productId))
      const products = await selectAskable(tx, {
        shopId,
        language,
        fewest: fewestSources,
        limit: mostProducts,
      })
      const attempts = await selectAttempts(tx, { shopId, memberId, limit: mostShown })
      const names = new Map(products.map((one) => [one.id, one.name]))
      return {
        trainee: trainee ? showTrainee(trainee, facts) : null,
        missing: await missingForDesk(tx, memberId),
        certificates: certificates.map((one) => showCertificate(one, facts)),
        products: products.map((one) => ({ ...one, isCertified: held.has(one.id) })),
        knowledge:
          (await selectArticles(tx, { shopId, language })).length +
          (await countFacts(tx, { shopId, language })),
        attempts: attempts.map(({ id, subject, productId, right, of, isPassed, endedAt }) => ({
          id,
          subject,
          productName: productId === null ? null : (names.get(productId) ?? null),
          right,
          of,
          isPassed,
          at: endedAt.toISOString(),
        })),
        practices: (await selectPractices(tx, { shopId, memberId, limit: mostShown })).map(
          ({ endedAt, ...one }) => ({ ...one, at: endedAt.toISOString() }),
        ),
        debrief: await findDebrief(tx, { shopId, memberId, day: today }),
        today,
      }
    })
  },

  team: async ({ shopId }: MemberCaller): Promise<TeamTraining> => {
    const facts = await directory.facts(shopId)
    return db.inShop(shopId, async (tx) => {
      const progress = new Map((await selectProgress(tx, shopId)).map((one) => [one.memberId, one]))
      const trainees = new Map((await selectTrainees(tx, { shopId })).map((one) => [one.memberId, one]))
      const certificates = await selectCertificates(tx, { shopId })
      const people = [...facts.members.values()].filter(
        (member) =>
          !member.hasLeft && member.roles.some((role) => (answering as readonly string[]).includes(role)),
      )
      return {
        members: people.map(({ id, displayName }) => {
          const trainee = trainees.get(id)
          const done = progress.get(id)
          return {
            id,
            name: displayName,
            trainee: trainee ? showTrainee(trainee, facts) : null,
            certificates: certificates
              .filter((one) => one.memberId === id)
              .map((one) => showCertificate(one, facts)),
            quizzes: done?.quizzes ?? 0,
            practices: done?.practices ?? 0,
            lastPractice: done?.lastPractice ?? null,
            debriefOn: done?.debriefOn ?? null,
          }
        }),
      }
    })
  },

  /** A newcomer, or a newcomer's coach and cap anew. @throws not_found for people who do not work here. */
  setTrainee: async (caller: MemberCaller, memberId: string, body: BodyOf<typeof setTrainee>) => {
    const { shopId, actorId } = caller
    const facts = await directory.facts(shopId)
    const member = facts.members.get(memberId)
    const coach = body.coachId === null ? null : facts.members.get(body.coachId)
    if (!member || member.hasLeft || coach === undefined || coach?.hasLeft || coach?.id === memberId)
      throw notFound()
    const now = clock.now()
    const cap = body.cap ?? usualTraineeCap
    await db.inShop(shopId, async (tx) => {
      const [known] = await selectTrainees(tx, { shopId, memberId })
      const trainee = { shopId, memberId, coachId: body.coachId, cap }
      if (known) await changeTrainee(tx, trainee)
      else await insertTrainee(tx, now, { ...trainee, capBefore: member.cap, by: actorId })
      await changeCap(tx, now, { memberId, cap, by: actorId }, directory)
      await tell(tx, now, caller, memberId)
    })
    return {}
  },

  endTrainee: async (caller: MemberCaller, memberId: string) => {
    const { shopId, actorId } = caller
    const now = clock.now()
    await db.inShop(shopId, async (tx) => {
      const [known] = await selectTrainees(tx, { shopId, memberId })
      if (!known) throw notFound()
      await endTraineeRow(tx, now, { memberId, by: actorId })
      await changeCap(tx, now, { memberId, cap: known.capBefore, by: actorId }, directory)
      await tell(tx, now, caller, memberId)
    })
    return {}
  },

  give: async (caller: MemberCaller, body: BodyOf<typeof giveCertificate>) => {
    const { shopId, actorId } = caller
    const facts = await directory.facts(shopId)
    const member = facts.members.get(body.memberId)
    if (!member || member.hasLeft) throw notFound()
    const productId = body.productId ?? null
    if ((body.kind === 'product') !== (productId !== null))
      throw new AppError('request.invalid', { problems: [{ path: '/body/productId', rule: 'kind' }] })
    const now = clock.now()
    await db.inShop(shopId, async (tx) => {
      if (productId !== null && (await productName(tx, shopId, productId)) === null) throw notFound()
      await giveAndTell(tx, now, {
        shopId,
        memberId: body.memberId,
        kind: body.kind,
        productId,
        attemptId: null,
        by: caller.memberId,
        actor: actorId,
      })
    })
    return {}
  },

  take: async (caller: MemberCaller, id: string) => {
    const now = clock.now()
    await db.inShop(caller.shopId, async (tx) => {
      const memberId = await endCertificateRow(tx, now, { id, by: caller.memberId })
      if (memberId === null) throw notFound()
      await record(tx, now, {
        name: 'certificate.ended',
        subject: memberId,
        version: 1,
        audience: ['desk'],
        actor: caller.actorId,
        facts: { certificate: id },
      })
    })
    return {}
  },
})
export type Trainees = ReturnType<typeof createTrainees>

const tell = (tx: Tx, now: Date, { actorId }: MemberCaller, memberId: string) =>
  record(tx, now, {
    name: 'training.changed',
    subject: memberId,
    version: 1,
    audience: ['desk'],
    actor: actorId,
  })

const showTrainee = ({ coachId, cap, beganAt }: TraineeRow, { members }: ShopFacts) => ({
  coachId,
  coachName: (coachId && members.get(coachId)?.displayName) || null,
  cap,
  beganAt: beganAt.toISOString(),
})

export const showCertificate = (row: CertificateRow, { members }: ShopFacts): Certificate => ({
  id: row.id,
  kind: row.kind,
  productId: row.productId,
  productName: row.productName,
  givenAt: row.givenAt.toISOString(),
  byName: (row.givenBy && members.get(row.givenBy)?.displayName) || null,
})
