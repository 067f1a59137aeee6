import type { BodyOf } from '#contract/endpoint.ts'
import type { answerPractice, Practice, startPractice } from '#contract/training/training.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS, dateOf, localOf } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { TrainingPorts } from './ports.ts'
import { judgeAnswer, maskText, practiceScore, replayTurns, type ReplayTurn } from './practice.rules.ts'
import {
  insertPractice,
  lockPractice,
  pickClosedChat,
  savePractice,
  selectLines,
  type PracticeRow,
} from './practice.store.ts'
import { randomOf } from './quiz.rules.ts'
import { memberOf } from './quizzes.ts'
import { sampleChats } from './sample-chats.rules.ts'

const mostLines = 60
/** A chat with fewer turns teaches little. */
const fewestTurns = 2

interface Chosen {
  conversationId: string | null
  title: string
  turns: ReplayTurn[]
}

/** Chats answered anew, turn by turn, with the server's clock running. */
export const createPractices = (ports: TrainingPorts) => {
  const { db, clock, directory } = ports

  return {
    start: async (caller: MemberCaller, body: BodyOf<typeof startPractice>): Promise<Practice> => {
      const memberId = memberOf(caller)
      const facts = await directory.facts(caller.shopId)
      const now = clock.now()
      const id = newId()
      return db.inShop(caller.shopId, async (tx) => {
        const random = randomOf(id)
        const chosen =
          (body.sample ? null : await chooseChat(tx, facts, random())) ?? chooseSample(facts, random())
        await insertPractice(tx, now, { id, shopId: caller.shopId, memberId, ...chosen })
        return show({ id, memberId, ...chosen, answers: [], shownAt: now, endedAt: null, score: null }, facts)
      })
    },

    /** @throws not_found for somebody else's; training.ended after the last turn; state.conflict for another turn than shown. */
    answer: async (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof answerPractice>,
    ): Promise<Practice> => {
      const memberId = memberOf(caller)
      const facts = await directory.facts(caller.shopId)
      const guard = await ports.guard(caller.shopId, body.text, facts.language)
      const now = clock.now()
      return db.inShop(caller.shopId, async (tx) => {
        const before = await lockPractice(tx, id)
        if (before?.memberId !== memberId) throw notFound()
        if (before.endedAt) throw new AppError('training.ended')
        if (body.turn !== before.answers.length) throw new AppError('state.conflict')
        const ms = now.getTime() - before.shownAt.getTime()
        const judged = judgeAnswer({ text: body.text, ms, guard }, limitsOf(facts))
        const answers = [...before.answers, { text: body.text, ms, guard, ...judged }]
        const isLast = answers.length === before.turns.length
        const after: PracticeRow = {
          ...before,
          answers,
          shownAt: now,
          endedAt: isLast ? now : null,
          score: isLast ? practiceScore(answers.map((one) => one.score)) : null,
        }
        await savePractice(tx, after)
        if (isLast)
          await record(tx, now, {
            name: 'training.changed',
            subject: memberId,
            version: 1,
            audience: ['desk'],
            actor: caller.actorId,
          })
        return show(after, facts)
      })
    },
  }
}
export type Practices = ReturnType<typeof createPractices>

const limitsOf = ({ settings }: ShopFacts) => ({
  targetSeconds: settings.answerTargetSeconds,
  dueSeconds: settings.answerDueSeconds,
})

/** A closed chat with names and numbers masked; null when none is fit. */
const chooseChat = async (tx: Tx, facts: ShopFacts, random: number): Promise<Chosen | null> => {
  const chat = await pickClosedChat(tx, { shopId: facts.id, random })
  if (!chat) return null
  const lines = await selectLines(tx, { shopId: facts.id, conversationId: chat.id, limit: mostLines })
  const [buyer, agent] = facts.language === 'zh' ? ['买家', '客服'] : ['the buyer', 'an agent']
  const names = [
    { name: chat.buyerName, as: buyer },
    ...[...facts.members.values()].map((member) => ({ name: member.displayName, as: agent })),
    ...lines.flatMap((line) => (line.agentName ? [{ name: line.agentName, as: agent }] : [])),
  ]
  const turns = replayTurns(lines.map((line) => ({ ...line, text: maskText(line.text, names) })))
  if (turns.length < fewestTurns) return null
  const day = dateOf(Math.floor(localOf(facts.timeZone, chat.closedAt.getTime()) / DAY_MS))
  return { conversationId: chat.id, title: day, turns }
}

const chooseSample = ({ language }: ShopFacts, random: number): Chosen => {
  const samples = sampleChats[language]
  const sample = samples[Math.floor(random * samples.length)]
  if (!sample) throw new Error('no sample chat')
  return { conversationId: null, ...sample }
}

/** What was answered with what was really said, and the turn to answer now; what comes after stays covered. */
const show = (row: PracticeRow, facts: ShopFacts): Practice => ({
  id: row.id,
  title: row.title,
  isSample: row.conversationId === null,
  turns: row.turns.slice(0, row.answers.length + 1).map(({ buyer, said, saidMs }, i) => {
    const answer = row.answers[i]
    return {
      buyer,
      answer: answer?.text ?? null,
      ms: answer?.ms ?? null,
      score: answer?.score ?? null,
      remarks: answer?.remarks ?? [],
      guard: answer?.guard ?? [],
      said: answer ? said : null,
      saidMs: answer ? saidMs : null,
    }
  }),
  of: row.turns.length,
  shownAt: row.shownAt.toISOString(),
  ...limitsOf(facts),
  score: row.score,
})
