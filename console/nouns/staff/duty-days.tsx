import { useQuery } from '@tanstack/react-query'
import type { Weekday } from '#contract/calendar.ts'
import type { DutyDay } from '#contract/staff/roster.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { hoursWords } from '../settings/hours.words.ts'
import { placeOnDay } from './roster.rules.ts'
import { rosterWords } from './roster.words.ts'
import css from './roster.module.css'

/** The week behind by who was there, the week ahead by the roster: each day as a line, gaps named. */
export function DutyDays({
  isEmpty,
  canChange,
  onUsual,
}: {
  isEmpty: boolean
  canChange: boolean
  /** A holiday is confirmed to be rostered like its weekday. */
  onUsual: (date: string, weekday: Weekday) => void
}) {
  const words = useWords(rosterWords)
  const { id } = useMembership()
  const duty = useQuery({ queryKey: ['duty', id], queryFn: () => api('GET /api/duty') })
  if (duty.error && !duty.data)
    return <ErrorState error={duty.error} thing={words.coverTitle} retry={() => void duty.refetch()} />
  if (!duty.data) return <Loading lines={8} />
  const { past, ahead, days } = duty.data
  return (
    <Section
      title={words.coverTitle}
      right={past.ownUncovered > 0 ? words.pastSum(words.minutes(past.ownUncovered)) : words.pastNone}
    >
      {isEmpty ? (
        <p className={css.lead}>
          <b>{words.emptyTitle}</b> {words.emptyLead}
        </p>
      ) : (
        ahead.ownUncovered > 0 && (
          <p className={css.lead}>
            <SmallDiamond /> {words.aheadSum(words.minutes(ahead.ownUncovered))}
          </p>
        )
      )}
      <ol className={css.duty}>
        {days.map((day) => (
          <Day key={day.date} day={day} canChange={canChange} onUsual={onUsual} />
        ))}
      </ol>
    </Section>
  )
}

function Day({
  day,
  canChange,
  onUsual,
}: {
  day: DutyDay
  canChange: boolean
  onUsual: (date: string, weekday: Weekday) => void
}) {
  const words = useWords(rosterWords)
  const names = useWords(hoursWords).weekdays
  const [language] = useLanguage()
  const format = useFormat()
  const gaps = day.own.gaps.length > 0 ? day.own.gaps : day.practice.gaps
  const say = day.when === 'past' ? words.wasGap : words.gap
  const warnings = day.warnings.filter((warning) => warning !== 'uncovered')
  const isWarned = day.own.uncovered > 0 || day.practice.uncovered > 0 || warnings.length > 0
  return (
    <li data-when={day.when} data-warned={isWarned || undefined}>
      <b>{names[day.weekday]}</b>
      <span className={css.date}>
        {day.when === 'today' ? words.today : format.day(`${day.date}T12:00:00Z`)}
      </span>
      <DutyLine day={day} gaps={gaps} />
      <span className={css.said}>
        {isWarned && <SmallDiamond />}
        {warnings.map((warning) => (
          <em key={warning}>{words.warnings[warning]}</em>
        ))}
        {gaps.map((gap) => (
          <span key={gap.from}>{say(format.clock(gap.from), format.clock(gap.to))}</span>
        ))}
        {!isWarned && (day.own.required === 0 ? words.closed : words.covered)}
        {day.own.uncovered === 0 && day.practice.uncovered > 0 && (
          <small>{words.practiceAlso(words.minutes(day.practice.uncovered))}</small>
        )}
        {day.closedInPractice > 0 && <small>{words.shopCloses(words.minutes(day.closedInPractice))}</small>}
      </span>
      <span className={css.what}>
        {day.name?.[language] ?? ''} <small>{words.kinds[day.kind]}</small>
        {canChange && day.warnings.includes('holiday_unconfirmed') && (
          <button type="button" className="link" onClick={() => onUsual(day.date, day.weekday)}>
            {words.confirmUsual}
          </button>
        )}
      </span>
    </li>
  )
}

/** 24 hours as a line: who was there or is planned, and the gaps over it. The midnight is taken from the day's own noon. */
function DutyLine({ day, gaps }: { day: DutyDay; gaps: readonly { from: string; to: string }[] }) {
  const format = useFormat()
  const bars =
    day.when === 'past' ? day.there.map((span) => ({ ...span, kind: 'desk', name: '' })) : day.shifts
  const first = gaps[0] ?? bars[0]
  if (!first) return <span className={css.line} aria-hidden="true" />
  const start = midnightBefore(first.from, format.clock(first.from))
  return (
    <span className={css.line} aria-hidden="true">
      {bars.map((shift, i) => {
        const { left, width } = placeOnDay(start, shift)
        return (
          <i
            key={i}
            data-kind={shift.kind}
            title={shift.name}
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        )
      })}
      {gaps.map((gap) => {
        const { left, width } = placeOnDay(start, gap)
        return <i key={gap.from} data-kind="gap" style={{ left: `${left}%`, width: `${width}%` }} />
      })}
    </span>
  )
}

/** Of an instant that the shop's clock reads as HH:MM. */
const midnightBefore = (at: string, clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return Date.parse(at) - (hours * 60 + minutes) * 60_000
}
