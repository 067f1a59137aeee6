import type { ReactNode } from 'react'
import type { Weekday } from '#contract/calendar.ts'
import { Menu } from '../../parts/menu.tsx'
import { useWords } from '../../parts/words.tsx'
import { week as weekdays } from './hours.rules.ts'
import { hoursWords } from './hours.words.ts'
import css from './hours.module.css'

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

/**
 * Seven days with their shifts, of whatever kind: when the shop is open, or who answers when. A day's menu adds a shift and
 * copies the day over others.
 */
export function WeekRows<S extends object>({
  week,
  most,
  addLabel,
  withOneMore,
  children,
  bar,
  onChange,
}: {
  week: Record<Weekday, S[]>
  /** Shifts of one day. */
  most: number
  addLabel?: string
  withOneMore: (shifts: readonly S[]) => S[]
  /** The fields of a day's shifts. */
  children: (day: Weekday, name: string, change: (shifts: S[]) => void) => ReactNode
  /** The day as a picture; only where there is room for it. */
  bar?: (day: Weekday) => ReactNode
  onChange: (week: Record<Weekday, S[]>) => void
}) {
  const words = useWords(hoursWords)
  const copy = (from: Weekday, days: readonly Weekday[]) =>
    onChange({
      ...week,
      ...Object.fromEntries(days.map((day) => [day, week[from].map((shift) => ({ ...shift }))])),
    })
  return (
    <ul className={css.week}>
      {weekdays.map((day) => {
        const change = (shifts: S[]) => onChange({ ...week, [day]: shifts })
        return (
          <li key={day} className={css.day} data-bar={bar ? true : undefined}>
            <b>{words.weekdays[day]}</b>
            {children(day, words.weekdays[day], change)}
            {bar?.(day)}
            <Menu
              face="⋯"
              label={words.dayMenu(words.weekdays[day])}
              className={css.dayMenu}
              items={[
                {
                  label: addLabel ?? words.addShift,
                  isDisabled: week[day].length >= most,
                  onPick: () => change(withOneMore(week[day])),
                },
                { label: words.copyAll, onPick: () => copy(day, weekdays) },
                { label: words.copyWork, onPick: () => copy(day, workdays) },
              ]}
            />
          </li>
        )
      })}
    </ul>
  )
}
