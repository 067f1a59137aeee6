import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { TrainingRecord } from '#contract/training/record.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { serverNow, useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { storyWords } from '../conversations/story.words.ts'
import { RecordChats, RecordHints, RecordLine } from './record-rows.tsx'
import { recordWords } from './record.words.ts'
import { trainingWords } from './training.words.ts'
import css from './record.module.css'

const day = 86_400_000
type Figure = 'any' | 'in_time' | 'missed' | 'hints' | 'attempts' | 'practices' | 'certificates'

/** TRN-05: what a newcomer learnt and did since they began. Every figure opens its rows below it. */
export function RecordDialog({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const words = useWords(recordWords)
  const { close } = useWords(storyWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const record = useQuery({
    queryKey: ['training', id, 'record', memberId],
    queryFn: () => api('GET /api/training/records/:id', { params: { id: memberId } }),
    staleTime: 0,
  })
  useStreamEvents((event) => {
    const isTheirs = event.subject === memberId || event.data['member'] === memberId
    if ((isTheirs && /^(training|certificate|hint)[.]/.test(event.name)) || event.name === 'clock.kept')
      void client.invalidateQueries({ queryKey: ['training', id, 'record', memberId] })
  })
  return (
    <Dialog
      isDrawer
      title={record.data ? words.title(record.data.name) : words.thing}
      onClose={onClose}
      foot={<Button onClick={onClose}>{close}</Button>}
    >
      {record.error && !record.data && (
        <ErrorState error={record.error} thing={words.thing} retry={() => void record.refetch()} />
      )}
      {record.isPending && <Loading lines={6} />}
      {record.data && <Figures record={record.data} />}
    </Dialog>
  )
}

function Figures({ record }: { record: TrainingRecord }) {
  const words = useWords(recordWords)
  const [open, setOpen] = useState<Figure | null>(null)
  const { chats, hints, attempts, practices, certificates } = record
  const percent = chats.turns === 0 ? 0 : Math.round((chats.inTime / chats.turns) * 100)
  const passed = attempts.filter((one) => one.isPassed).length
  const figure = (key: Figure, name: string, said: string, count: number, rows: () => ReactNode) => (
    <FigureLine
      name={name}
      said={count === 0 && !(key === 'in_time' && chats.turns > 0) ? null : said}
      hasRows={count > 0}
      isOpen={open === key}
      onToggle={() => setOpen(open === key ? null : key)}
      rows={rows}
    />
  )
  const chatRows = (clock: 'any' | 'in_time' | 'missed') => () => (
    <RecordChats record={record} clock={clock} />
  )
  return (
    <>
      <Dates record={record} />
      <dl className={css.figures}>
        {figure('any', words.held, words.chats(chats.held), chats.held, chatRows('any'))}
        {figure(
          'in_time',
          words.inTime,
          words.ofTurns(percent, chats.inTime, chats.turns),
          chats.inTime,
          chatRows('in_time'),
        )}
        {figure('missed', words.late, words.times(chats.late), chats.late, chatRows('missed'))}
        {figure('hints', words.hints, words.hintsUsed(hints.count, hints.used), hints.count, () => (
          <RecordHints hints={hints.rows} />
        ))}
        {figure('attempts', words.attempts, words.passedOf(passed, attempts.length), attempts.length, () => (
          <Attempts attempts={attempts} />
        ))}
        {figure('practices', words.practices, words.times(practices.length), practices.length, () => (
          <Practices practices={practices} />
        ))}
        {figure(
          'certificates',
          words.certificates,
          words.sheets(certificates.length),
          certificates.length,
          () => (
            <Certificates certificates={certificates} />
          ),
        )}
      </dl>
    </>
  )
}

/** When they began, with whom, and how long until the first buyer. */
function Dates({ record }: { record: TrainingRecord }) {
  const words = useWords(recordWords)
  const format = useFormat()
  const { beganAt, endedAt, firstTurnAt, coachName, cap } = record
  // By the shop's calendar: whoever began in the evening is on their second day the next morning.
  const dateOf = (at: number) => Date.parse(format.isoDay(at))
  const dayOf = (at: number) => Math.round((dateOf(at) - dateOf(Date.parse(beganAt))) / day) + 1
  return (
    <p className={css.dates}>
      {endedAt
        ? words.until(format.day(beganAt), format.day(endedAt))
        : words.since(format.day(beganAt), dayOf(serverNow()))}
      {' · '}
      {words.coach(coachName)} · {words.cap(cap)}
      <br />
      {firstTurnAt ? words.first(format.day(firstTurnAt), dayOf(Date.parse(firstTurnAt))) : words.noFirst}
    </p>
  )
}

function FigureLine({
  name,
  said,
  hasRows,
  isOpen,
  onToggle,
  rows,
}: {
  name: string
  hasRows: boolean
  /** Null: nothing yet. */
  said: string | null
  isOpen: boolean
  onToggle: () => void
  rows: () => ReactNode
}) {
  const words = useWords(recordWords)
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {said === null ? (
          <span className={css.none}>{words.none}</span>
        ) : !hasRows ? (
          said
        ) : (
          <button type="button" className="figure" aria-expanded={isOpen} onClick={onToggle}>
            {said}
          </button>
        )}
      </dd>
      {isOpen && said !== null && <dd className={css.rows}>{rows()}</dd>}
    </div>
  )
}

function Attempts({ attempts }: Pick<TrainingRecord, 'attempts'>) {
  const words = useWords(trainingWords)
  const format = useFormat()
  return (
    <ul>
      {attempts.map((one) => (
        <RecordLine
          key={one.id}
          at={format.when(one.at)}
          what={one.productName ?? words.subjects[one.subject]}
          said={`${words.result(one.right, one.of)} · ${one.isPassed ? words.passed : words.failed}`}
          state={one.isPassed ? 'good' : 'amber'}
        />
      ))}
    </ul>
  )
}

function Practices({ practices }: Pick<TrainingRecord, 'practices'>) {
  const words = useWords(trainingWords)
  const format = useFormat()
  return (
    <ul>
      {practices.map((one) => (
        <RecordLine key={one.id} at={format.when(one.at)} what={one.title} said={words.score(one.score)} />
      ))}
    </ul>
  )
}

function Certificates({ certificates }: Pick<TrainingRecord, 'certificates'>) {
  const words = useWords(trainingWords)
  const format = useFormat()
  return (
    <ul>
      {certificates.map((one) => (
        <RecordLine
          key={one.id}
          at={format.day(one.givenAt)}
          what={one.productName ?? words.kinds[one.kind]}
          said={one.byName ? words.givenBy(one.byName) : words.byQuiz}
        />
      ))}
    </ul>
  )
}
