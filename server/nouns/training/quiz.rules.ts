/**
 * 小考 (TRN-06, TRN-08): a short quiz out of what the shop itself holds true: choice 选择, matching 连线, true or false 判断;
 * six, seven and five where there is enough to ask. Every attempt is made anew. Wrong options are other answers of the same
 * kind of question, because a wrong one that nobody would believe teaches nothing.
 */
import type { Question, QuizAnswer } from '#contract/training/training.ts'

/** One thing that can be asked. `family`: questions whose answers could be taken for each other. */
export interface QuizSource {
  id: string
  question: string
  answer: string
  product?: string
  family?: string
}
export interface QuizSize {
  choice: number
  matching: number
  truth: number
}
export const usualSize: QuizSize = { choice: 6, matching: 7, truth: 5 }
export const productSize: QuizSize = { choice: 4, matching: 4, truth: 4 }
/** Fewer are no quiz. */
export const fewestSources = 3
export const passPercent = { knowledge: 80, product: 80, steps: 100 } as const

/** A question with its right answer, as it is kept. */
export type KeptQuestion = Question & { key: number | number[] | boolean }

export type Random = () => number

/** The same numbers for the same text: a quiz can be made again from its id. */
export const randomOf = (seed: string): Random => {
  let state = 2166136261
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const shuffled = <T>(list: readonly T[], random: Random): T[] => {
  const copy = [...list]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a, b] = [copy[i] as T, copy[j] as T]
    copy[i] = b
    copy[j] = a
  }
  return copy
}

const folded = (text: string) => text.trim().toLowerCase()

/** Other answers that could be taken for this one's: of the same family first, each once. */
const wrongAnswers = (source: QuizSource, all: readonly QuizSource[], random: Random): string[] => {
  const seen = new Set([folded(source.answer)])
  const others = shuffled(all, random).toSorted(
    (a, b) => Number(b.family === source.family) - Number(a.family === source.family),
  )
  const wrong: string[] = []
  for (const { answer, question } of others) {
    // The very same question may have another right answer elsewhere.
    if (question === source.question || seen.has(folded(answer))) continue
    seen.add(folded(answer))
    wrong.push(answer)
  }
  return wrong
}

/** The quiz, or null when there is too little to ask. `others` only lend wrong answers. */
export const makeQuiz = (
  sources: readonly QuizSource[],
  size: QuizSize,
  random: Random,
  others: readonly QuizSource[] = [],
): KeptQuestion[] | null => {
  const all = [...sources, ...others]
  const order = shuffled(sources, random)
  // One that was asked comes again only when the others have been.
  let next = 0
  const take = (n: number) =>
    Array.from({ length: Math.min(n, order.length) }, () => order[next++ % order.length] as QuizSource)
  const questions: KeptQuestion[] = []
  const add = (question: KeptQuestion | null) => {
    if (question) questions.push({ ...question, id: questions.length })
  }
  if (sources.length < fewestSources) return null
  for (const source of take(size.choice)) add(choiceOf(source, all, random))
  add(matchingOf(order, next, size.matching, random))
  next += size.matching
  for (const source of take(size.truth)) add(truthOf(source, all, random))
  return countOf(questions) >= fewestSources ? questions : null
}

const choiceOf = (source: QuizSource, all: readonly QuizSource[], random: Random): KeptQuestion | null => {
  const wrong = wrongAnswers(source, all, random).slice(0, 3)
  if (wrong.length === 0) return null
  const options = shuffled([source.answer, ...wrong], random)
  return { kind: 'choice', id: 0, text: source.question, options, key: options.indexOf(source.answer) }
}

const matchingOf = (
  order: readonly QuizSource[],
  from: number,
  most: number,
  random: Random,
): KeptQuestion | null => {
  const pairs: QuizSource[] = []
  for (let i = 0; i < order.length && pairs.length < most; i++) {
    const source = order[(from + i) % order.length]
    const isNew =
      source &&
      pairs.every((one) => folded(one.answer) !== folded(source.answer) && one.question !== source.question)
    if (source && isNew) pairs.push(source)
  }
  if (pairs.length < fewestSources) return null
  const left = pairs.map((one) => one.question)
  const right = shuffled(
    pairs.map((one) => one.answer),
    random,
  )
  return { kind: 'matching', id: 0, left, right, key: pairs.map((one) => right.indexOf(one.answer)) }
}

const truthOf = (source: QuizSource, all: readonly QuizSource[], random: Random): KeptQuestion => {
  const wrong = wrongAnswers(source, all, random)[0]
  const isTrue = wrong === undefined || random() < 0.5
  return {
    kind: 'truth',
    id: 0,
    text: source.question,
    statement: isTrue ? source.answer : wrong,
    key: isTrue,
  }
}

/** Things to get right: every pair of a matching counts by itself. */
export const countOf = (questions: readonly KeptQuestion[]): number =>
  questions.reduce((sum, one) => sum + (one.kind === 'matching' ? one.left.length : 1), 0)

export interface Graded {
  right: number
  of: number
  wrong: { id: number; text: string; right: string }[]
}

/** What was left open is wrong. */
export const gradeQuiz = (questions: readonly KeptQuestion[], answers: readonly QuizAnswer[]): Graded => {
  const given = new Map(answers.map(({ id, answer }) => [id, answer]))
  const graded: Graded = { right: 0, of: countOf(questions), wrong: [] }
  for (const question of questions) {
    const answer = given.get(question.id) ?? null
    for (const { isRight, text, right } of judge(question, answer)) {
      if (isRight) graded.right++
      else graded.wrong.push({ id: question.id, text, right })
    }
  }
  return graded
}

const judge = (question: KeptQuestion, answer: QuizAnswer['answer']) => {
  const { key } = question
  if (question.kind === 'choice')
    return [{ isRight: answer === key, text: question.text, right: question.options[Number(key)] ?? '' }]
  if (question.kind === 'truth')
    return [
      {
        isRight: answer === key,
        text: `${question.text} ${question.statement}`,
        right: key === true ? '✓' : '✗',
      },
    ]
  const keys = Array.isArray(key) ? key : []
  return question.left.map((text, i) => ({
    isRight: Array.isArray(answer) && answer[i] === keys[i],
    text,
    right: question.right[keys[i] ?? -1] ?? '',
  }))
}

export const isPassed = ({ right, of }: { right: number; of: number }, percent: number): boolean =>
  of > 0 && right * 100 >= of * percent

/** The question as it is asked. */
export const withoutKey = ({ key: _key, ...question }: KeptQuestion): Question => question as Question

/** Facts of products as things to ask: the same key of another product is the best wrong answer. */
export const factSources = (
  facts: readonly { id: string; product: string; key: string; value: string; unit: string | null }[],
  language: 'zh' | 'en',
): QuizSource[] =>
  facts.map(({ id, product, key, value, unit }) => ({
    id,
    product,
    family: key.trim().toLowerCase(),
    question: language === 'zh' ? `「${product}」的${key}是？` : `${product}: ${key}?`,
    answer: unit ? `${value} ${unit}` : value,
  }))

/** Articles as things to ask: another article of the same section is the best wrong answer. */
export const articleSources = (
  articles: readonly { id: string; title: string; answer: string; section: string }[],
): QuizSource[] =>
  articles.map(({ id, title, answer, section }) => ({
    id,
    question: title,
    answer: answer.trim(),
    family: `article ${section}`,
  }))
