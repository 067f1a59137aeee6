import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { BusinessCalendar, CalendarException, Weekday } from '#contract/calendar.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { takeOver, timeText, week, weekdayOf } from './hours.rules.ts'
import type { Problem } from './hours-problems.ts'
import { hoursWords } from './hours.words.ts'
import css from './hours.module.css'
import { ShiftsEditor } from './shifts-editor.tsx'

interface Props {
  calendar: BusinessCalendar
  problems: readonly Problem[]
  canChange: boolean
  onChange: (exceptions: CalendarException[]) => void
}

/** Days that differ from their week, from today on; those gone by are kept and counted. */
export function Exceptions({ calendar, problems, canChange, onChange }: Props) {
  const words = useWords(hoursWords)
  const format = useFormat()
  const today = format.isoDay(serverNow())
  const [isAdding, setAdding] = useState(false)
  const all = calendar.exceptions
  const ahead = all
    .map((exception, index) => ({ exception, index }))
    .filter(({ exception }) => exception.date >= today)
  const gone = all.length - ahead.length
  return (
    <Section title={words.exceptions} right={gone > 0 && words.past(gone)}>
      {ahead.length === 0 && <p className={css.closed}>{words.none}</p>}
      <ul className={css.exceptions} hidden={ahead.length === 0}>
        {ahead.map(({ exception, index }) => (
          <ExceptionRow
            key={index}
            exception={exception}
            problem={problems.find((p) => p.exception === index)}
            onRemove={canChange ? () => onChange(all.filter((_, i) => i !== index)) : undefined}
          />
        ))}
      </ul>
      {canChange && (
        <div className={css.exceptionActions}>
          {!isAdding && <Button onClick={() => setAdding(true)}>{words.addException}</Button>}
          <TakeOver today={today} own={all} onTake={onChange} />
        </div>
      )}
      {isAdding && (
        <AddException
          today={today}
          onAdd={(exception) => {
            onChange([...all, exception].toSorted((a, b) => a.date.localeCompare(b.date)))
            setAdding(false)
          }}
          onCancel={() => setAdding(false)}
        />
      )}
    </Section>
  )
}

function ExceptionRow({
  exception,
  problem,
  onRemove,
}: {
  exception: CalendarException
  problem: Problem | undefined
  onRemove: (() => void) | undefined
}) {
  const words = useWords(hoursWords)
  const format = useFormat()
  const [language] = useLanguage()
  const { date, kind, name, hours, follows } = exception
  const said = hours
    ? hours.map((s) => `${timeText(s.from)}–${timeText(s.to)}`).join('　') || words.closed
    : follows
      ? words.follows(words.weekdays[follows])
      : kind === 'holiday'
        ? words.closed
        : words.asUsual
  const shown = name[language] || name.zh || name.en
  return (
    <li className={css.exception}>
      <span>
        {format.day(`${date}T12:00:00Z`)} {words.weekdays[weekdayOf(date)]}
      </span>
      <b>{shown}</b>
      <span>{words.kinds[kind]}</span>
      <span>{said}</span>
      {problem && (
        <span className={css.wrong} role="alert">
          {words.problems[problem.code]}
        </span>
      )}
      {onRemove && (
        <Button kind="quiet" onClick={onRemove}>
          {words.remove}
          <span className="visually-hidden">
            {' '}
            {shown} {date}
          </span>
        </Button>
      )}
    </li>
  )
}

/** The State Council's days of this year and the next, without touching dates the shop has decided about. */
function TakeOver({
  today,
  own,
  onTake,
}: {
  today: string
  own: readonly CalendarException[]
  onTake: (exceptions: CalendarException[]) => void
}) {
  const words = useWords(hoursWords)
  const [said, setSaid] = useState<string | null>(null)
  const thisYear = Number(today.slice(0, 4))
  const take = useMutation({
    mutationFn: (year: string) => api('GET /api/calendar/holidays/:year', { params: { year } }),
    onSuccess: (reply, year) => {
      if (!reply.isKnown) return setSaid(words.unknownYear(year))
      const merged = takeOver(own, reply.exceptions as CalendarException[])
      setSaid(words.taken(merged.length - own.length))
      if (merged.length > own.length) onTake(merged)
    },
  })
  return (
    <>
      {[thisYear, thisYear + 1].map((year) => (
        <Button key={year} isBusy={take.isPending} onClick={() => take.mutate(String(year))}>
          {words.takeOver(String(year))}
        </Button>
      ))}
      {said && (
        <span role="status" className="meta">
          {said}
        </span>
      )}
      <ErrorLine error={take.error} />
    </>
  )
}

type Mode = 'closed' | 'same' | 'own' | 'follows'
const kinds = ['holiday', 'makeup', 'special', 'presale', 'festival'] as const
/** What a kind of day can mean for its hours; the first is the usual. */
const modesOf: Record<(typeof kinds)[number], readonly Mode[]> = {
  holiday: ['closed', 'own'],
  makeup: ['follows', 'own'],
  special: ['own', 'follows'],
  presale: ['same', 'own'],
  festival: ['same', 'own'],
}

function AddException({
  today,
  onAdd,
  onCancel,
}: {
  today: string
  onAdd: (exception: CalendarException) => void
  onCancel: () => void
}) {
  const words = useWords(hoursWords)
  const [date, setDate] = useState(today)
  const [kind, setKind] = useState<(typeof kinds)[number]>('holiday')
  const [name, setName] = useState('')
  const [mode, setMode] = useState<Mode>('closed')
  const [hours, setHours] = useState([{ from: 540, to: 1320 }])
  const [follows, setFollows] = useState<Weekday>('mon')
  const [wasAsked, setAsked] = useState(false)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    const text = name.trim()
    if (!text || !date) return
    onAdd({
      date,
      kind,
      name: { zh: text, en: text },
      ...(mode === 'own' && { hours }),
      ...(mode === 'follows' && { follows }),
    })
  }
  return (
    <form className={css.addException} onSubmit={submit} noValidate>
      <TextField
        label={words.date}
        type="date"
        value={date}
        min={today}
        onChange={(e) => setDate(e.target.value)}
      />
      <SelectField
        label={words.kind}
        value={kind}
        onChange={(e) => {
          const next = kinds.find((k) => k === e.target.value) ?? 'holiday'
          setKind(next)
          setMode(modesOf[next][0] ?? 'same')
        }}
      >
        {kinds.map((k) => (
          <option key={k} value={k}>
            {words.kinds[k]}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.name}
        maxLength={60}
        autoFocus
        value={name}
        problem={wasAsked && !name.trim() ? words.anEmptyName : undefined}
        onChange={(e) => setName(e.target.value)}
      />
      <SelectField
        label={words.hours}
        value={mode}
        onChange={(e) => setMode(modesOf[kind].find((m) => m === e.target.value) ?? mode)}
      >
        {modesOf[kind].map((m) => (
          <option key={m} value={m}>
            {words.hourModes[m]}
          </option>
        ))}
      </SelectField>
      {mode === 'follows' && (
        <SelectField
          label={words.hourModes.follows}
          value={follows}
          onChange={(e) => setFollows(week.find((d) => d === e.target.value) ?? 'mon')}
        >
          {week.map((day) => (
            <option key={day} value={day}>
              {words.weekdays[day]}
            </option>
          ))}
        </SelectField>
      )}
      {mode === 'own' && (
        <div className={css.ownHours}>
          <ShiftsEditor name={words.hourModes.own} shifts={hours} onChange={setHours} />
        </div>
      )}
      <div className={css.addActions}>
        <Button type="submit">{words.addException}</Button>
        <Button kind="quiet" onClick={onCancel}>
          {words.discard}
        </Button>
      </div>
    </form>
  )
}
