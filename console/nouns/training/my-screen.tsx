import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MyTraining, Practice, Quiz, QuizSubject } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, ErrorState, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { ScenesPart } from '../knowledge/scenes-part.tsx'
import { rosterWords } from '../staff/roster.words.ts'
import { TeamTabs } from '../staff/team-tabs.tsx'
import { LookInPart } from './look-in-part.tsx'
import { RecordDialog } from './record-dialog.tsx'
import { recordWords } from './record.words.ts'
import { DebriefPart } from './debrief-part.tsx'
import { PracticeRun } from './practice-run.tsx'
import { QuizRun } from './quiz-run.tsx'
import { TaskList } from './task-list.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

/** What one has learnt, may do and can practise. */
export function MyTrainingScreen() {
  const words = useWords(trainingWords)
  const title = useWords(rosterWords).tabs.mine
  const { id } = useMembership()
  const client = useQueryClient()
  const recordSays = useWords(recordWords)
  const [isRecordOpen, setRecordOpen] = useState(false)
  const [quiz, setQuiz] = useState<Quiz | null>(null)
  const [practice, setPractice] = useState<Practice | null>(null)
  const refetch = () => client.invalidateQueries({ queryKey: ['training', id] })
  const mine = useQuery({ queryKey: ['training', id, 'mine'], queryFn: () => api('GET /api/training/mine') })
  useStreamEvents((e) => {
    if (e.name.startsWith('certificate.') || e.name === 'training.changed' || e.name === 'debrief.changed')
      void refetch()
  })
  const leave = () => {
    setQuiz(null)
    setPractice(null)
    void refetch()
  }
  return (
    <Screen title={title} tabs={<TeamTabs value="mine" />}>
      {mine.error && !mine.data && (
        <ErrorState error={mine.error} thing={words.thing} retry={() => void mine.refetch()} />
      )}
      {mine.isPending && <Loading lines={9} />}
      {quiz ? (
        <QuizRun quiz={quiz} onLeave={leave} />
      ) : practice ? (
        <PracticeRun first={practice} onLeave={leave} />
      ) : (
        mine.data && (
          <>
            {mine.data.trainee && (
              <p className={css.newcomer}>
                {words.newcomer(mine.data.trainee.coachName, mine.data.trainee.cap)}
                {mine.data.missing.length > 0 && (
                  <>
                    {' '}
                    <SmallDiamond /> {words.missing}
                  </>
                )}{' '}
                <button type="button" className="figure" onClick={() => setRecordOpen(true)}>
                  {recordSays.mine}
                </button>
              </p>
            )}
            {isRecordOpen && <RecordDialog memberId={id} onClose={() => setRecordOpen(false)} />}
            <LookInPart />
            <Quizzes mine={mine.data} onStart={setQuiz} />
            <Practices mine={mine.data} onStart={setPractice} />
            <ScenesPart />
            <DebriefPart key={mine.data.today} debrief={mine.data.debrief} />
            <Section title={words.tasks}>
              <TaskList mine />
            </Section>
            <Certificates mine={mine.data} />
          </>
        )
      )}
    </Screen>
  )
}

function Quizzes({ mine, onStart }: { mine: MyTraining; onStart: (quiz: Quiz) => void }) {
  const words = useWords(trainingWords)
  const start = useMutation({
    mutationFn: (body: { subject: QuizSubject; productId?: string }) =>
      api('POST /api/training/attempts', { body }),
    onSuccess: onStart,
  })
  const holds = (kind: string) => mine.certificates.some((one) => one.kind === kind)
  const isSteps = holds('purchase_desk')
  return (
    <Section title={words.quizzes} right={words.quizAbout}>
      <ErrorLine error={start.error} />
      <ul className={css.list}>
        <QuizRow
          name={words.subjects.steps}
          about={words.subjectAbout.steps}
          isHeld={isSteps}
          isFilled={!isSteps && mine.missing.length > 0}
          isBusy={start.isPending}
          onStart={() => start.mutate({ subject: 'steps' })}
        />
        <QuizRow
          name={words.subjects.knowledge}
          about={mine.knowledge < 3 ? words.tooLittle : words.subjectAbout.knowledge(mine.knowledge)}
          isHeld={holds('knowledge')}
          isDisabled={mine.knowledge < 3}
          isBusy={start.isPending}
          onStart={() => start.mutate({ subject: 'knowledge' })}
        />
      </ul>
      <h3 className={css.sub}>{words.products}</h3>
      {mine.products.length === 0 && <p className={css.quiet}>{words.noProducts}</p>}
      <ul className={css.list}>
        {mine.products.map((product) => (
          <QuizRow
            key={product.id}
            name={product.name}
            about={words.productAbout(product.facts)}
            isHeld={product.isCertified}
            isBusy={start.isPending}
            onStart={() => start.mutate({ subject: 'product', productId: product.id })}
          />
        ))}
      </ul>
    </Section>
  )
}

function QuizRow(row: {
  name: string
  about: string
  isHeld: boolean
  isBusy: boolean
  isFilled?: boolean
  isDisabled?: boolean
  onStart: () => void
}) {
  const words = useWords(trainingWords)
  return (
    <li className={css.row}>
      <b>{row.name}</b>
      <span>{row.about}</span>
      <span className={css.held}>{row.isHeld && `✓ ${words.held}`}</span>
      <Button
        kind={row.isFilled ? 'filled' : 'plain'}
        disabled={row.isDisabled || row.isBusy}
        aria-label={`${row.name}：${row.isHeld ? words.again : words.begin}`}
        onClick={row.onStart}
      >
        {row.isHeld ? words.again : words.begin}
      </Button>
    </li>
  )
}

function Practices({ mine, onStart }: { mine: MyTraining; onStart: (practice: Practice) => void }) {
  const words = useWords(trainingWords)
  const time = useShopTime()
  const start = useMutation({
    mutationFn: (sample: boolean) =>
      api('POST /api/training/practices', { body: sample ? { sample: true } : {} }),
    onSuccess: onStart,
  })
  return (
    <Section title={words.practice}>
      <p className={css.quiet}>{words.practiceAbout}</p>
      <ErrorLine error={start.error} />
      <p className={css.actions}>
        <Button isBusy={start.isPending} onClick={() => start.mutate(false)}>
          {words.practiceOwn}
        </Button>
        <Button kind="quiet" disabled={start.isPending} onClick={() => start.mutate(true)}>
          {words.practiceSample}
        </Button>
      </p>
      {mine.practices.length > 0 && (
        <ul className={css.list}>
          {mine.practices.map((one) => (
            <li key={one.id} className={css.row}>
              <b>{one.title}</b>
              <span>{words.turnsOf(one.turns)}</span>
              <span>{words.score(one.score)}</span>
              <span className={css.time}>{time.since(one.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Certificates({ mine }: { mine: MyTraining }) {
  const words = useWords(trainingWords)
  const format = useFormat()
  return (
    <Section title={words.certificates}>
      {mine.certificates.length === 0 && <p className={css.quiet}>{words.noCertificates}</p>}
      <ul className={css.list}>
        {mine.certificates.map((one) => (
          <li key={one.id} className={css.row}>
            <b>{one.productName ?? words.kinds[one.kind]}</b>
            <span>{one.byName ? words.givenBy(one.byName) : words.byQuiz}</span>
            <span />
            <span className={css.time}>{format.day(one.givenAt)}</span>
          </li>
        ))}
      </ul>
      {mine.attempts.length > 0 && (
        <>
          <h3 className={css.sub}>{words.attempts}</h3>
          <ul className={css.list}>
            {mine.attempts.map((one) => (
              <li key={one.id} className={css.row}>
                <b>{one.productName ?? words.subjects[one.subject]}</b>
                <span>{words.result(one.right, one.of)}</span>
                <span className={one.isPassed ? css.held : css.failed}>
                  {one.isPassed ? words.passed : words.failed}
                </span>
                <span className={css.time}>{format.when(one.at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
