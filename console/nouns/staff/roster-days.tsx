import { useState } from 'react'
import type { RosterDay, RosterShift } from '#contract/staff/roster.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { Section } from '../../parts/screen.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { addDays, week } from '../settings/hours.rules.ts'
import hours from '../settings/hours.module.css'
import { hoursWords } from '../settings/hours.words.ts'
import { RosterShifts } from './roster-week.tsx'
import { withShift, type Person } from './roster.rules.ts'
import { rosterWords } from './roster.words.ts'
import css from './roster.module.css'

/** Dates that differ from their weekday, from today on. */
export function RosterDays({
  days,
  hasNights,
  people,
  canChange,
  onChange,
}: {
  days: readonly RosterDay[]
  hasNights: boolean
  people: readonly Person[]
  canChange: boolean
  onChange: (days: RosterDay[]) => void
}) {
  const words = useWords(rosterWords)
  const names = useWords(hoursWords).weekdays
  const format = useFormat()
  const today = format.isoDay(serverNow())
  const [isAdding, setAdding] = useState(false)
  const ahead = days.filter((day) => day.date >= today)
  const replace = (next: RosterDay) => onChange(days.map((day) => (day.date === next.date ? next : day)))
  return (
    <Section title={words.daysTitle}>
      {ahead.length === 0 && <p className={hours.closed}>{words.noDays}</p>}
      <ul className={hours.week} hidden={ahead.length === 0}>
        {ahead
          .toSorted((a, b) => (a.date < b.date ? -1 : 1))
          .map((day) => (
            <li key={day.date} className={css.day}>
              <b>{format.day(`${day.date}T12:00:00Z`)}</b>
              {day.follows ? (
                <span>{words.follows(names[day.follows])}</span>
              ) : (
                <RosterShifts
                  name={day.date}
                  shifts={day.shifts ?? []}
                  hasNights={hasNights}
                  people={people}
                  onChange={(shifts: RosterShift[]) => replace({ date: day.date, shifts })}
                />
              )}
              {canChange && (
                <Button
                  kind="quiet"
                  aria-label={words.remove(day.date)}
                  onClick={() => onChange(days.filter((d) => d.date !== day.date))}
                >
                  ✕
                </Button>
              )}
            </li>
          ))}
      </ul>
      {canChange && !isAdding && (
        <div className={hours.exceptionActions}>
          <Button onClick={() => setAdding(true)}>{words.addDay}</Button>
        </div>
      )}
      {isAdding && (
        <AddDay
          first={addDays(today, 1)}
          taken={days.map((day) => day.date)}
          people={people}
          onCancel={() => setAdding(false)}
          onAdd={(day) => {
            onChange([...days, day])
            setAdding(false)
          }}
        />
      )}
    </Section>
  )
}

function AddDay({
  first,
  taken,
  people,
  onAdd,
  onCancel,
}: {
  first: string
  taken: readonly string[]
  people: readonly Person[]
  onAdd: (day: RosterDay) => void
  onCancel: () => void
}) {
  const words = useWords(rosterWords)
  const names = useWords(hoursWords).weekdays
  const [date, setDate] = useState(first)
  const [how, setHow] = useState<string>('own')
  const isTaken = taken.includes(date)
  const add = () => {
    const weekday = week.find((day) => day === how)
    if (weekday) onAdd({ date, follows: weekday })
    else onAdd({ date, shifts: how === 'nobody' ? [] : withShift([], people) })
  }
  return (
    <div className={css.addDay}>
      <TextField
        label={words.date}
        type="date"
        min={first}
        value={date}
        problem={isTaken && words.problems.date_repeated}
        onChange={(e) => setDate(e.target.value)}
      />
      <SelectField label={words.how} value={how} onChange={(e) => setHow(e.target.value)}>
        <option value="own">{words.own}</option>
        {week.map((day) => (
          <option key={day} value={day}>
            {words.follows(names[day])}
          </option>
        ))}
        <option value="nobody">{words.onPurpose}</option>
      </SelectField>
      <div className={hours.addActions}>
        <Button disabled={isTaken || date === ''} onClick={add}>
          {words.add}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  )
}
