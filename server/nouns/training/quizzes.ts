import type { BodyOf } from '#contract/endpoint.ts'
import type {
  answerQuiz,
  CertificateKind,
  Quiz,
  QuizResult,
  QuizSubject,
  startQuiz,
} from '#contract/training/training.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { TrainingPorts } from './ports.ts'
import { stepQuestions } from './purchase-steps.rules.ts'
import {
  articleSources,
  countOf,
  factSources,
  fewestSources,
  gradeQuiz,
  isPassed,
  makeQuiz,
  passPercent,
  productSize,
  randomOf,
  usualSize,
  withoutKey,
  type KeptQuestion,
} from './quiz.rules.ts'
import {
  endAttempt,
  insertAttempt,
  insertCertificate,
  lockAttempt,
  productName,
  selectArticles,
  selectFacts,
  selectLikeFacts,
} from './training.store.ts'

const certificateOf: Record<QuizSubject, CertificateKind> = {
  knowledge: 'knowledge',
  product: 'product',
  steps: 'purchase_desk',
}

export const memberOf = ({ memberId }: MemberCaller): string => {
  if (memberId === null) throw new AppError('access.denied')
  return memberId
}

/** Quizzes: made, handed in once, and the certificate of a passed one. */
export const createQuizzes = (ports: TrainingPorts) => {
  const { db, clock, directory } = ports

  const questionsFor = async (
    tx: Tx,
    ask: { shopId: string; language: 'zh' | 'en'; subject: QuizSubject; productId: string | null },
    seed: string,
  ): Promise<KeptQuestion[] | null> => {
    const { shopId, language, subject, productId } = ask
    const random = randomOf(seed)
    if (subject === 'steps') return stepQuestions(language, random)
    if (subject === 'product' && productId !== null) {
      const own = await selectFacts(tx, { shopId, language, productId })
      const others = await selectLikeFacts(tx, { shopId, language, productId })
      return makeQuiz(factSources(own, language), productSize, random, factSources(others, language))
    }
    const articles = articleSources(await selectArticles(tx, { shopId, language }))
    const facts = factSources(await selectFacts(tx, { shopId, language }), language)
    return makeQuiz([...articles, ...facts], usualSize, random)
  }

  return {
    /** @throws not_found for an unknown product; training.too_little {fewest} where there is nothing to ask. */
    start: async (caller: MemberCaller, body: BodyOf<typeof startQuiz>): Promise<Quiz> => {
      const memberId = memberOf(caller)
      const { shopId } = caller
      if ((body.subject === 'product') !== (body.productId !== undefined))
        throw new AppError('request.invalid', { problems: [{ path: '/body/productId', rule: 'subject' }] })
      const productId = body.productId ?? null
      const { language } = await directory.facts(shopId)
      const now = clock.now()
      const id = newId()
      return db.inShop(shopId, async (tx) => {
        const name = productId === null ? null : await productName(tx, shopId, productId)
        if (productId !== null && name === null) throw notFound()
        const { subject } = body
        const questions = await questionsFor(tx, { shopId, language, subject, productId }, id)
        if (!questions) throw new AppError('training.too_little', { fewest: fewestSources })
        const of = countOf(questions)
        await insertAttempt(tx, now, { id, shopId, memberId, subject, productId, questions, of })
        return {
          id,
          subject,
          productId,
          productName: name,
          questions: questions.map(withoutKey),
          of,
          passPercent: passPercent[subject],
          startedAt: now.toISOString(),
        }
      })
    },

    /** @throws not_found for somebody else's; training.ended when it was handed in before. */
    answer: async (
      caller: MemberCaller,
      id: string,
      { answers }: BodyOf<typeof answerQuiz>,
    ): Promise<QuizResult> => {
      const memberId = memberOf(caller)
      const { shopId } = caller
      const now = clock.now()
      return db.inShop(shopId, async (tx) => {
        const attempt = await lockAttempt(tx, id)
        if (attempt?.memberId !== memberId) throw notFound()
        if (attempt.isEnded) throw new AppError('training.ended')
        const graded = gradeQuiz(attempt.questions, answers)
        const passed = isPassed(graded, passPercent[attempt.subject])
        await endAttempt(tx, now, { id, answers, right: graded.right, isPassed: passed })
        const kind = certificateOf[attempt.subject]
        if (passed)
          await giveAndTell(tx, now, {
            shopId,
            memberId,
            kind,
            productId: attempt.productId,
            attemptId: id,
            by: null,
            actor: caller.actorId,
          })
        await record(tx, now, {
          name: 'training.changed',
          subject: memberId,
          version: 1,
          audience: ['desk'],
          actor: caller.actorId,
        })
        return { ...graded, isPassed: passed, certificate: passed ? kind : null }
      })
    },
  }
}
export type Quizzes = ReturnType<typeof createQuizzes>

/** Gives a certificate and says so; one that is held already stays as it was. */
export const giveAndTell = async (
  tx: Tx,
  now: Date,
  given: Parameters<typeof insertCertificate>[2] & { actor: string },
): Promise<void> => {
  const id = await insertCertificate(tx, now, given)
  if (id === null) return
  await record(tx, now, {
    name: 'certificate.given',
    subject: given.memberId,
    version: 1,
    audience: ['desk'],
    actor: given.actor,
    facts: { certificate: id, kind: given.kind, ...(given.productId ? { product: given.productId } : {}) },
  })
}
