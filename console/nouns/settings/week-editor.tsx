import type { WeeklyHours } from '#contract/calendar.ts'
import { useWords } from '../../parts/words.tsx'
import { DayBar } from './day-bar.tsx'
import { mostShifts, overlaps, spillOf, withOneMore } from './hours.rules.ts'
import type { Problem } from './hours-problems.ts'
import { hoursWords } from './hours.words.ts'
import { ShiftsEditor } from './shifts-editor.tsx'
import { WeekRows } from './week-rows.tsx'

/** Seven days, each with its hours and their bar. */
export function WeekEditor({
  weekly,
  problems,
  onChange,
}: {
  weekly: WeeklyHours
  problems: readonly Problem[]
  onChange: (weekly: WeeklyHours) => void
}) {
  const words = useWords(hoursWords).problems
  return (
    <WeekRows
      week={weekly}
      most={mostShifts}
      withOneMore={withOneMore}
      bar={(day) => <DayBar shifts={weekly[day]} />}
      onChange={onChange}
    >
      {(day, name, change) => {
        const clashes = overlaps(weekly[day], spillOf(weekly, day))
        const said = problems.filter((p) => p.weekday === day)
        return (
          <ShiftsEditor
            name={name}
            shifts={weekly[day]}
            problemOf={(i) => (clashes[i] ? words.shifts_overlap : saidAt(said, i, words))}
            onChange={change}
          />
        )
      }}
    </WeekRows>
  )
}

const saidAt = (said: readonly Problem[], shift: number, texts: Record<Problem['code'], string>) => {
  const found = said.find((p) => p.shift === shift)
  return found && texts[found.code]
}
