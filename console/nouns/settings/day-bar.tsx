import type { Shift } from '#contract/calendar.ts'
import { timeText } from './hours.rules.ts'
import css from './hours.module.css'

/** A day of 24 hours as a line, open hours filled; what runs past midnight goes on beyond the edge. */
export function DayBar({ shifts, label }: { shifts: readonly Shift[]; label?: string }) {
  const said = shifts.map((s) => `${timeText(s.from)}–${timeText(s.to)}`).join(' ')
  return (
    <span
      className={css.bar}
      {...(label ? { role: 'img', 'aria-label': `${label} ${said}` } : { 'aria-hidden': true })}
    >
      {shifts.map((shift, i) => (
        <i
          key={i}
          data-over={shift.to > 1440 || undefined}
          style={{
            left: `${(shift.from / 1440) * 100}%`,
            width: `${((Math.min(shift.to, 1440) - shift.from) / 1440) * 100}%`,
          }}
        />
      ))}
    </span>
  )
}
