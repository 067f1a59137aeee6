import type { DayHours, WeeklyHours, Weekday } from '#contract/calendar.ts'
import { Menu } from '../../parts/menu.tsx'
import { useWords } from '../../parts/words.tsx'
import { DayBar } from './day-bar.tsx'
import { mostShifts, overlaps, spillOf, week, withOneMore } from './hours.rules.ts'
import type { Problem } from './hours-problems.ts'
import { hoursWords } from './hours.words.ts'
import css from './hours.module.css'
import { ShiftsEditor } from './shifts-editor.tsx'

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

/** Seven days, each with its shifts and their bar. */
export function WeekEditor({
  weekly,
  problems,
  onChange,
}: {
  weekly: WeeklyHours
  problems: readonly Problem[]
  onChange: (weekly: WeeklyHours) => void
}) {
  const words = useWords(hoursWords)
  const copy = (hours: DayHours, days: readonly Weekday[]) =>
    onChange({ ...weekly, ...Object.fromEntries(days.map((day) => [day, hours])) })
  return (
    <ul className={css.week}>
      {week.map((day) => {
        const clashes = overlaps(weekly[day], spillOf(weekly, day))
        const said = problems.filter((p) => p.weekday === day)
        return (
          <li key={day} className={css.day}>
            <b>{words.weekdays[day]}</b>
            <ShiftsEditor
              name={words.weekdays[day]}
              shifts={weekly[day]}
              problemOf={(i) =>
                clashes[i] ? words.problems.shifts_overlap : saidAt(said, i, words.problems)
              }
              onChange={(hours) => onChange({ ...weekly, [day]: hours })}
            />
            <DayBar shifts={weekly[day]} />
            <Menu
              face="⋯"
              label={words.dayMenu(words.weekdays[day])}
              className={css.dayMenu}
              items={[
                {
                  label: words.addShift,
                  isDisabled: weekly[day].length >= mostShifts,
                  onPick: () => onChange({ ...weekly, [day]: withOneMore(weekly[day]) }),
                },
                { label: words.copyAll, onPick: () => copy(weekly[day], week) },
                { label: words.copyWork, onPick: () => copy(weekly[day], workdays) },
              ]}
            />
          </li>
        )
      })}
    </ul>
  )
}

const saidAt = (said: readonly Problem[], shift: number, texts: Record<Problem['code'], string>) => {
  const found = said.find((p) => p.shift === shift)
  return found && texts[found.code]
}
