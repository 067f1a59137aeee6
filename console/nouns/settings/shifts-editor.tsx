import { useState, type KeyboardEvent, type ReactNode } from 'react'
import type { DayHours, Shift } from '#contract/calendar.ts'
import { useWords } from '../../parts/words.tsx'
import { minutesOf, mostShifts, runsOvernight, shiftOf, timeText, withOneMore } from './hours.rules.ts'
import { hoursWords } from './hours.words.ts'
import css from './hours.module.css'

/** Two times for each shift. */
export function ShiftsEditor({
  name,
  shifts,
  problemOf,
  onChange,
}: {
  name: string
  shifts: DayHours
  problemOf?: (index: number) => string | undefined
  onChange: (shifts: DayHours) => void
}) {
  const words = useWords(hoursWords)
  const replace = (at: number, shift: Shift) => onChange(shifts.map((s, i) => (i === at ? shift : s)))
  return (
    <div className={css.shifts}>
      {shifts.length === 0 && <span className={css.closed}>{words.closed}</span>}
      {shifts.map((shift, i) => (
        <ShiftFields
          key={i}
          label={words.shiftOf(name, i + 1)}
          shift={shift}
          problem={problemOf?.(i)}
          onChange={(next) => replace(i, next)}
          onRemove={() => onChange(shifts.filter((_, at) => at !== i))}
        />
      ))}
      {shifts.length < mostShifts && (
        <button
          type="button"
          className={css.add}
          onClick={() => onChange(withOneMore(shifts))}
          aria-label={`${name}：${words.addShift}`}
        >
          {words.addShift}
        </button>
      )}
    </div>
  )
}

/** One shift: from when to when, what else there is to say of it (`before`, `after`), and a button that takes it away. */
export function ShiftFields({
  label,
  shift,
  isWrong = false,
  problem,
  before,
  after,
  removeLabel,
  onChange,
  onRemove,
}: {
  label: string
  shift: Shift
  isWrong?: boolean
  /** What is wrong with it, in words. */
  problem?: string | undefined
  before?: ReactNode
  after?: ReactNode
  removeLabel?: string
  onChange: (shift: Shift) => void
  onRemove: () => void
}) {
  const words = useWords(hoursWords)
  const set = (from: number, to: number) => onChange(shiftOf(from, to))
  const text = `${timeText(shift.from)}–${timeText(shift.to)}`
  return (
    <span className={css.shift} data-wrong={isWrong || problem !== undefined || undefined}>
      {before}
      <span className={css.times}>
        <TimeField
          label={`${label} ${words.from}`}
          minutes={shift.from}
          onChange={(from) => set(from, shift.to)}
        />
        <span aria-hidden="true">–</span>
        <TimeField label={`${label} ${words.to}`} minutes={shift.to} onChange={(to) => set(shift.from, to)} />
        {runsOvernight(shift) && <small>{words.nextDay}</small>}
      </span>
      {after}
      <button
        type="button"
        aria-label={removeLabel ?? words.removeShift(`${label} ${text}`)}
        onClick={onRemove}
      >
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path
            d="M1.5 1.5 L8.5 8.5 M8.5 1.5 L1.5 8.5"
            stroke="currentColor"
            strokeWidth="1.4"
            strokeLinecap="round"
          />
        </svg>
      </button>
      {problem && (
        <small className={css.wrong} role="alert">
          {problem}
        </small>
      )}
    </span>
  )
}

/** A time as 24 hours whatever the machine's habits (its own time field may say AM and PM); arrows move by half an hour. */
function TimeField({
  label,
  minutes,
  onChange,
}: {
  label: string
  minutes: number
  onChange: (minutes: number) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? minutes % 1440 : minutesOf(typed)
  const finish = () => {
    if (typed !== null && read !== null && read !== minutes % 1440) onChange(read)
    setTyped(null)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const step = { ArrowUp: 30, ArrowDown: -30 }[e.key]
    if (step !== undefined) {
      e.preventDefault()
      setTyped(null)
      onChange(((read ?? minutes) + step + 1440) % 1440)
    } else if (e.key === 'Enter') finish()
  }
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      aria-label={label}
      aria-invalid={read === null || undefined}
      value={typed ?? timeText(minutes)}
      onChange={(e) => setTyped(e.target.value)}
      onBlur={finish}
      onKeyDown={onKeyDown}
      onFocus={(e) => e.target.select()}
    />
  )
}
