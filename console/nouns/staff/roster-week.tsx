import { dutyKinds, type Roster, type RosterProblem, type RosterShift } from '#contract/staff/roster.ts'
import controls from '../../parts/controls.module.css'
import { useWords } from '../../parts/words.tsx'
import hours from '../settings/hours.module.css'
import { ShiftFields } from '../settings/shifts-editor.tsx'
import { WeekRows } from '../settings/week-rows.tsx'
import { withShift, type Person } from './roster.rules.ts'
import { rosterWords } from './roster.words.ts'
import css from './roster.module.css'

/** Shifts of one day, as the contract bounds them. */
const mostShifts = 60

/** Seven days with who is on. */
export function RosterWeek({
  week,
  hasNights,
  people,
  problems,
  onChange,
}: {
  week: Roster['week']
  /** Somebody is on call at night: then a shift says which it is. */
  hasNights: boolean
  people: readonly Person[]
  problems: readonly RosterProblem[]
  onChange: (week: Roster['week']) => void
}) {
  const words = useWords(rosterWords)
  return (
    <WeekRows
      week={week}
      most={mostShifts}
      addLabel={words.addShift}
      withOneMore={(shifts) => withShift(shifts, people)}
      onChange={onChange}
    >
      {(day, name, change) => (
        <RosterShifts
          name={name}
          shifts={week[day]}
          hasNights={hasNights}
          people={people}
          isWrong={(i) => problems.some((p) => p.path.startsWith(`/week/${day}/${i}`))}
          onChange={change}
        />
      )}
    </WeekRows>
  )
}

/** Who, from when to when, doing what. */
export function RosterShifts({
  name,
  shifts,
  hasNights,
  people,
  isWrong = () => false,
  onChange,
}: {
  name: string
  shifts: readonly RosterShift[]
  hasNights: boolean
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
        <ShiftFields
          key={i}
          label={`${name} ${i + 1}`}
          shift={shift}
          isWrong={isWrong(i)}
          removeLabel={`${words.removeShift}：${name} ${i + 1}`}
          before={
            <WhoField
              label={words.who(`${name} ${i + 1}`)}
              value={shift.memberId}
              people={people}
              onChange={(memberId) => replace(i, { ...shift, memberId })}
            />
          }
          after={
            (hasNights || shift.kind !== 'desk') && (
              <KindField
                label={`${name} ${i + 1} ${words.kindLabel}`}
                value={shift.kind}
                onChange={(kind) => replace(i, { ...shift, kind })}
              />
            )
          }
          onChange={(times) => replace(i, { ...shift, ...times })}
          onRemove={() => onChange(shifts.filter((_, at) => at !== i))}
        />
      ))}
      {shifts.length < mostShifts && (
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

function WhoField({
  label,
  value,
  people,
  onChange,
}: {
  label: string
  value: string
  people: readonly Person[]
  onChange: (memberId: string) => void
}) {
  const words = useWords(rosterWords)
  return (
    <select
      aria-label={label}
      className={`${controls.input} ${controls.select} ${css.person}`}
      value={value}
      onChange={(e) => onChange(e.target.value)}
    >
      {people
        .filter((person) => !person.hasLeft || person.id === value)
        .map((person) => (
          <option key={person.id} value={person.id}>
            {person.hasLeft ? `${person.name}（${words.left}）` : person.name}
          </option>
        ))}
    </select>
  )
}

function KindField({
  label,
  value,
  onChange,
}: {
  label: string
  value: RosterShift['kind']
  onChange: (kind: RosterShift['kind']) => void
}) {
  const words = useWords(rosterWords)
  return (
    <select
      aria-label={label}
      className={`${controls.input} ${controls.select} ${css.kind}`}
      value={value}
      onChange={(e) => onChange(dutyKinds.find((kind) => kind === e.target.value) ?? 'desk')}
    >
      {dutyKinds.map((kind) => (
        <option key={kind} value={kind}>
          {words.kindNames[kind]}
        </option>
      ))}
    </select>
  )
}
