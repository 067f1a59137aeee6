import type { CalendarProblem, Weekday } from '#contract/calendar.ts'
import type { ApiError } from '../../parts/api.ts'
import { week } from './hours.rules.ts'

/** A problem of the calendar and where in the form it belongs. */
export interface Problem extends CalendarProblem {
  weekday: Weekday | null
  shift: number | null
  exception: number | null
}

/** Reads the problems out of a refused calendar (`setting.invalid` with JSON pointers); none for any other error. */
export function problemsOf(error: ApiError): Problem[] {
  const raw = error.details['problems']
  if (!Array.isArray(raw)) return []
  return (raw as CalendarProblem[]).map((problem) => {
    const [, part, key = '', last, nested] = problem.path.split('/')
    const weekday = part === 'weekly' ? (week.find((day) => day === key) ?? null) : null
    const shift = part === 'weekly' ? last : nested
    return {
      ...problem,
      weekday,
      shift: shift !== undefined && /^\d+$/.test(shift) ? Number(shift) : null,
      exception: part === 'exceptions' && /^\d+$/.test(key) ? Number(key) : null,
    }
  })
}
