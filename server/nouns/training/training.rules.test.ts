import { describe, expect, test } from 'vitest'
import { judgeAnswer, maskText, practiceScore, replayTurns } from './practice.rules.ts'
import { purchaseSteps, stepQuestions } from './purchase-steps.rules.ts'
import {
  countOf,
  factSources,
  gradeQuiz,
  isPassed,
  makeQuiz,
  passPercent,
  productSize,
  randomOf,
  usualSize,
  withoutKey,
  type KeptQuestion,
  type QuizSource,
} from './quiz.rules.ts'
import { sampleChats } from './sample-chats.rules.ts'

const sources = (n: number): QuizSource[] =>
  Array.from({ length: n }, (_, i) => ({ id: `${i}`, question: `问 ${i}`, answer: `答 ${i}` }))
const quizOf = (n: number, seed = 'a'): KeptQuestion[] => {
  const quiz = makeQuiz(sources(n), usualSize, randomOf(seed))
  if (!quiz) throw new Error('no quiz')
  return quiz
}
const rightAnswers = (quiz: readonly KeptQuestion[]) => quiz.map(({ id, key }) => ({ id, answer: key }))
const kinds = (quiz: readonly KeptQuestion[]) => quiz.map((one) => one.kind)

describe('[TRN-06] a quiz out of what the shop knows', () => {
  test('has six choices, seven pairs and five true or false where there is enough', () => {
    const quiz = quizOf(30)
    expect([kinds(quiz).filter((k) => k === 'choice').length, countOf(quiz)]).toEqual([6, 18])
    expect(kinds(quiz).filter((k) => k === 'truth')).toHaveLength(5)
    expect(quiz.find((one) => one.kind === 'matching')).toMatchObject({ left: { length: 7 } })
  })
  test.each(['a', 'b', 'c', 'd', 'e'])('asks only what is true, and offers each answer once (%s)', (seed) => {
    for (const question of quizOf(12, seed)) {
      if (question.kind === 'choice') {
        expect(new Set(question.options).size).toBe(question.options.length)
        expect(question.options[Number(question.key)]).toBe(question.text.replace('问', '答'))
      } else if (question.kind === 'truth')
        expect(question.statement === question.text.replace('问', '答')).toBe(question.key)
      else
        question.left.forEach((left, i) =>
          expect(question.right[(question.key as number[])[i] ?? -1]).toBe(left.replace('问', '答')),
        )
    }
  })
  test('is another one on every attempt, and the same one from the same id', () => {
    expect(quizOf(30, 'a')).toEqual(quizOf(30, 'a'))
    expect(quizOf(30, 'a')).not.toEqual(quizOf(30, 'b'))
  })
  test('with little to ask is short; with fewer than three things there is none', () => {
    expect(countOf(quizOf(3))).toBe(9)
    expect(makeQuiz(sources(2), usualSize, randomOf('a'))).toBeNull()
  })
  test('all right passes, what is left open is wrong, and every pair counts', () => {
    const quiz = quizOf(30)
    expect(gradeQuiz(quiz, rightAnswers(quiz))).toEqual({ right: 18, of: 18, wrong: [] })
    expect(gradeQuiz(quiz, [])).toMatchObject({ right: 0, of: 18, wrong: { length: 18 } })
    const swapped = rightAnswers(quiz).map(({ id, answer }) =>
      Array.isArray(answer)
        ? { id, answer: [answer[1] ?? null, answer[0] ?? null, ...answer.slice(2)] }
        : { id, answer },
    )
    expect(gradeQuiz(quiz, swapped)).toMatchObject({ right: 16, wrong: { length: 2 } })
  })
  test('gives nothing away when it is asked', () => {
    for (const question of quizOf(30)) expect(withoutKey(question)).not.toHaveProperty('key')
  })
  test.each([
    [15, 18, 80, true],
    [14, 18, 80, false],
    [9, 10, 100, false],
    [10, 10, 100, true],
    [0, 0, 80, false],
  ])('%i of %i at %i percent passes: %s', (right, of, percent, passed) => {
    expect(isPassed({ right, of }, percent)).toBe(passed)
  })
})

describe('[TRN-08] a test of one product', () => {
  const fact = (product: string, key: string, value: string, unit: string | null = null) => ({
    id: product + key,
    product,
    key,
    value,
    unit,
  })
  test('takes its wrong answers from the same fact of other products', () => {
    const own = factSources(
      [fact('灰毯', '材质', '羊毛'), fact('灰毯', '重量', '1.2', 'kg'), fact('灰毯', '产地', '呼和浩特')],
      'zh',
    )
    const others = factSources(
      [
        ...['棉', '麻', '丝'].map((value, i) => fact(`毯 ${i}`, '材质', value)),
        ...['2', '3', '4'].map((value, i) => fact(`毯 ${i}`, '重量', value, 'kg')),
      ],
      'zh',
    )
    const quiz = makeQuiz(own, productSize, randomOf('a'), others) ?? []
    const material = quiz.find((one) => one.kind === 'choice' && one.text.includes('材质'))
    expect(material).toMatchObject({ text: '「灰毯」的材质是？' })
    expect(material?.kind === 'choice' && material.options.toSorted()).toEqual(
      ['丝', '棉', '羊毛', '麻'].toSorted(),
    )
    expect(
      quiz.flatMap((one) => (one.kind === 'matching' ? one.left : [])).every((q) => q.includes('灰毯')),
    ).toBe(true)
  })
})

describe('[BUY-05] the steps of buying', () => {
  test.each(['zh', 'en'] as const)('are asked each once, and all must be known (%s)', (language) => {
    const quiz = stepQuestions(language, randomOf('a'))
    expect(quiz).toHaveLength(purchaseSteps.length)
    expect(new Set(quiz.map((one) => one.kind === 'choice' && one.text))).toEqual(
      new Set(purchaseSteps.map((step) => step.question[language])),
    )
    const answers = rightAnswers(quiz)
    expect(isPassed(gradeQuiz(quiz, answers), passPercent.steps)).toBe(true)
    expect(isPassed(gradeQuiz(quiz, answers.slice(1)), passPercent.steps)).toBe(false)
  })
})

describe('a replayed chat', () => {
  const line = (author: 'buyer' | 'agent' | 'automatic', text: string, second: number) => ({
    author,
    text,
    at: new Date(second * 1000),
  })
  test('is its turns: the buyer’s lines in a row, then what a person said', () => {
    expect(
      replayTurns([
        line('automatic', '您好', 0),
        line('buyer', '在吗', 1),
        line('buyer', '起球吗', 3),
        line('automatic', '马上来', 61),
        line('agent', '不起球', 70),
        line('agent', '放心洗', 75),
        line('buyer', '好', 80),
        line('buyer', '谢谢', 81),
      ]),
    ).toEqual([{ buyer: ['在吗', '起球吗'], said: '不起球\n放心洗', saidMs: 69_000 }])
  })
  test.each([
    ['打我电话 13800001234 吧', '打我电话 **** 吧'],
    ['邮箱 a.b@example.com', '邮箱 …'],
    ['看 https://shop.example/x?y=1 这个', '看 … 这个'],
    ['山茶花_86 要两条', '买家 要两条'],
    ['单号 2026 1122 3344', '单号 ****'],
    ['要 2 条，80 厘米', '要 2 条，80 厘米'],
  ])('%s is shown as %s', (text, masked) => {
    expect(maskText(text, [{ name: '山茶花_86', as: '买家' }])).toBe(masked)
  })
})

describe('[RSP-12] an answer in practice', () => {
  const limits = { targetSeconds: 7, dueSeconds: 10 }
  test.each([
    ['您好，不起球，请放心洗', 6000, [], 100, []],
    ['您好，不起球，请放心洗', 9000, [], 80, ['slow']],
    ['您好，不起球，请放心洗', 10_001, [], 60, ['over_limit']],
    ['不起球', 5000, [], 70, ['no_politeness']],
    ['您好，{name}，不起球', 5000, [], 70, ['slot']],
    ['您自己看详情', 5000, ['deflection'], 70, ['guard']],
    ['It does not pill, thank you', 5000, [], 100, []],
    ['看详情', 20_000, ['deflection'], 0, ['over_limit', 'guard', 'no_politeness']],
  ] as const)('%s after %i ms scores', (text, ms, guard, score, remarks) => {
    expect(judgeAnswer({ text, ms, guard }, limits)).toEqual({ score, remarks })
  })
  test('the score of a practice is the mean; the limits are the same for a rude buyer', () => {
    expect([practiceScore([]), practiceScore([100, 70, 60])]).toEqual([0, 77])
  })
  test.each(['zh', 'en'] as const)('the shipped chats would pass themselves (%s)', (language) => {
    for (const { turns } of sampleChats[language])
      for (const { said, saidMs } of turns)
        expect(judgeAnswer({ text: said, ms: saidMs ?? 0, guard: [] }, limits).score).toBeGreaterThanOrEqual(
          50,
        )
  })
})
