import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Question, Quiz, QuizAnswer, QuizResult } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

type Given = QuizAnswer['answer']

/** A quiz from its first question to its result. */
export function QuizRun({ quiz, onLeave }: { quiz: Quiz; onLeave: () => void }) {
  const words = useWords(trainingWords)
  const [given, setGiven] = useState<ReadonlyMap<number, Given>>(new Map())
  const handIn = useMutation({
    mutationFn: () =>
      api('POST /api/training/attempts/:id/answers', {
        params: { id: quiz.id },
        body: { answers: [...given].map(([id, answer]) => ({ id, answer })) },
      }),
  })
  if (handIn.data) return <Result result={handIn.data} onLeave={onLeave} />
  const answer = (id: number, value: Given) => setGiven(new Map(given).set(id, value))
  const open = quiz.questions.reduce((sum, one) => sum + openIn(one, given.get(one.id) ?? null), 0)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    handIn.mutate()
  }
  return (
    <form className={css.quiz} onSubmit={submit}>
      <header className={css.quizHead}>
        <h2>{quiz.productName ?? words.subjects[quiz.subject]}</h2>
        <span>{words.need(quiz.passPercent)}</span>
        <Button kind="quiet" onClick={onLeave}>
          {words.leave}
        </Button>
      </header>
      <ol className={css.questions}>
        {quiz.questions.map((question, i) => (
          <li key={question.id}>
            <span className={css.number}>{words.of(i + 1, quiz.questions.length)}</span>
            <AskOne
              question={question}
              given={given.get(question.id) ?? null}
              onAnswer={(value) => answer(question.id, value)}
            />
          </li>
        ))}
      </ol>
      <ErrorLine error={handIn.error} />
      <footer className={css.quizFoot}>
        <span>{open > 0 && words.leftOpen(open)}</span>
        <Button kind="filled" type="submit" isBusy={handIn.isPending}>
          {words.handIn}
        </Button>
      </footer>
    </form>
  )
}

const openIn = (question: Question, given: Given): number =>
  question.kind !== 'matching'
    ? Number(given === null)
    : question.left.filter((_, i) => !Array.isArray(given) || typeof given[i] !== 'number').length

function AskOne({
  question,
  given,
  onAnswer,
}: {
  question: Question
  given: Given
  onAnswer: (answer: Given) => void
}) {
  const words = useWords(trainingWords)
  if (question.kind === 'choice')
    return (
      <Choice
        isRows
        label={question.text}
        value={typeof given === 'number' ? String(given) : ''}
        options={question.options.map((label, i) => ({ value: String(i), label }))}
        onChange={(value) => onAnswer(Number(value))}
      />
    )
  if (question.kind === 'truth')
    return (
      <Choice
        label={`${question.text} ${question.statement}`}
        value={given === true ? 'yes' : given === false ? 'no' : ''}
        options={[
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
        onChange={(value) => onAnswer(value === 'yes')}
      />
    )
  const pairs = Array.isArray(given) ? given : question.left.map(() => null)
  return (
    <fieldset className={css.matching}>
      <legend>{words.matchingSays}</legend>
      {question.left.map((left, i) => (
        <label key={left}>
          <span>{left}</span>
          <select
            className={`${controls.input} ${controls.select}`}
            value={pairs[i] ?? ''}
            onChange={(e) =>
              onAnswer(
                pairs.map((one, at) =>
                  at === i ? (e.target.value === '' ? null : Number(e.target.value)) : one,
                ),
              )
            }
          >
            <option value="">{words.pick}</option>
            {question.right.map((right, at) => (
              <option key={right} value={at}>
                {right}
              </option>
            ))}
          </select>
        </label>
      ))}
    </fieldset>
  )
}

function Result({ result, onLeave }: { result: QuizResult; onLeave: () => void }) {
  const words = useWords(trainingWords)
  return (
    <section className={css.quiz} role="status">
      <h2 className={`${css.verdict} song`} data-passed={result.isPassed || undefined}>
        {result.isPassed ? words.passed : words.failed}
      </h2>
      <p>
        {words.result(result.right, result.of)}{' '}
        {result.certificate && words.gotCertificate(words.kinds[result.certificate])}
      </p>
      {result.wrong.length > 0 && (
        <>
          <h3 className={css.sub}>{words.wrongOnes}</h3>
          <ul className={css.list}>
            {result.wrong.map((one, i) => (
              <li key={i} className={css.wrong}>
                <span>{one.text}</span>
                <b>{one.right === '✓' ? words.yes : one.right === '✗' ? words.no : one.right}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={css.actions}>
        <Button kind="filled" onClick={onLeave}>
          {words.back}
        </Button>
      </p>
    </section>
  )
}
