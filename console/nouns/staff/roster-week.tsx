import type { Weekday } from '#contract/calendar.ts'
import { dutyKinds, type Roster, type RosterProblem, type RosterShift } from '#contract/staff/roster.ts'
import controls from '../../parts/controls.module.css'
import { Menu } from '../../parts/menu.tsx'
import { useWords } from '../../parts/words.tsx'
import { runsOvernight, shiftOf, week as weekdays } from '../settings/hours.rules.ts'
import hours from '../settings/hours.module.css'
import { hoursWords } from '../settings/hours.words.ts'
import { TimeField } from '../settings/shifts-editor.tsx'
import { copyDay, withShift, type Person } from './roster.rules.ts'
import { rosterWords } from './roster.words.ts'
import css from './roster.module.css'

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

/** Seven days with who is on. */
export function RosterWeek({
  week,
  people,
  problems,
  onChange,
}: {
  week: Roster['week']
  people: readonly Person[]
  problems: readonly RosterProblem[]
  onChange: (week: Roster['week']) => void
}) {
  const words = useWords(rosterWords)
  const names = useWords(hoursWords).weekdays
  return (
    <ul className={hours.week}>
      {weekdays.map((day) => (
        <li key={day} className={css.day}>
          <b>{names[day]}</b>
          <RosterShifts
            name={names[day]}
            shifts={week[day]}
            people={people}
            isWrong={(i) => problems.some((p) => p.path.startsWith(`/week/${day}/${i}`))}
            onChange={(shifts) => onChange({ ...week, [day]: shifts })}
          />
          <Menu
            face="⋯"
            label={words.dayMenu(names[day])}
            className={hours.dayMenu}
            items={[
              {
                label: words.addShift,
                onPick: () => onChange({ ...week, [day]: withShift(week[day], people) }),
              },
              { label: words.copyToAll, onPick: () => onChange(copyDay(week, day, weekdays)) },
              { label: words.copyToWork, onPick: () => onChange(copyDay(week, day, workdays)) },
            ]}
          />
        </li>
      ))}
    </ul>
  )
}

/** Who, from when to when, doing what. */
export function RosterShifts({
  name,
  shifts,
  people,
  isWrong = () => false,
  onChange,
}: {
  name: string
  shifts: readonly RosterShift[]
  people: readonly Person[]
  isWrong?: (index: number) => boolean
  onChange: (shifts: RosterShift[]) => void
}) {
  const words = useWords(rosterWords)
  const replace = (at: number, shift: RosterShift) => onChange(shifts.map((s, i) => (i === at ? shift : s)))
  return (
    <div className={css.shifts}>
      {shifts.length === 0 && <span className={hours.closed}>{words.nobody}</span>}
      {shifts.map((shift, i) => (
        <span key={i} className={`${hours.shift} ${css.shift}`} data-wrong={isWrong(i) || undefined}>
          <select
            aria-label={words.who(`${name} ${i + 1}`)}
            className={`${controls.input} ${controls.select} ${css.person}`}
            value={shift.memberId}
            onChange={(e) => replace(i, { ...shift, memberId: e.target.value })}
          >
            {people
              .filter((person) => !person.hasLeft || person.id === shift.memberId)
              .map((person) => (
                <option key={person.id} value={person.id}>
                  {person.hasLeft ? `${person.name}（${words.left}）` : person.name}
                </option>
              ))}
          </select>
          <TimeField
            label={`${name} ${i + 1} ${words.from}`}
            minutes={shift.from}
            onChange={(from) => replace(i, { ...shift, ...shiftOf(from, shift.to) })}
          />
          <span aria-hidden="true">–</span>
          <TimeField
            label={`${name} ${i + 1} ${words.to}`}
            minutes={shift.to}
            onChange={(to) => replace(i, { ...shift, ...shiftOf(shift.from, to) })}
          />
          {runsOvernight(shift) && <small>{words.nextDay}</small>}
          <select
            aria-label={`${name} ${i + 1} ${words.kindLabel}`}
            className={`${controls.input} ${controls.select} ${css.kind}`}
            value={shift.kind}
            onChange={(e) =>
              replace(i, { ...shift, kind: dutyKinds.find((kind) => kind === e.target.value) ?? 'desk' })
            }
          >
            {dutyKinds.map((kind) => (
              <option key={kind} value={kind}>
                {words.kindNames[kind]}
              </option>
            ))}
          </select>
          <button
            type="button"
            aria-label={`${words.removeShift}：${name} ${i + 1}`}
            onClick={() => onChange(shifts.filter((_, at) => at !== i))}
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
        </span>
      ))}
      {shifts.length < 60 && (
        <button
          type="button"
          className={hours.add}
          aria-label={`${name}：${words.addShift}`}
          onClick={() => onChange(withShift(shifts, people))}
        >
          {words.addShift}
        </button>
      )}
    </div>
  )
}
