import { currencyCodes } from '#contract/money.ts'
import { isKnownZone } from '#contract/calendar.ts'
import { AppError, isUniqueViolation } from '#platform/http/app-error.ts'
import { plainName } from './names.rules.ts'

/** A field of the body that the schema alone cannot judge. */
export const invalid = (field: string, rule: string): AppError =>
  new AppError('request.invalid', { problems: [{ path: `/body/${field}`, rule }] })

/** @throws AppError request.invalid when nothing of the name can be seen. */
export const nameOf = (text: string, field: string): string => {
  const name = plainName(text)
  if (name === null) throw invalid(field, 'name')
  return name
}

/** @throws AppError request.invalid for a zone or currency that nobody knows. */
export const checkPlace = (place: { timeZone?: string; currency?: string }, prefix = ''): void => {
  if (place.timeZone !== undefined && !isKnownZone(place.timeZone))
    throw invalid(`${prefix}timeZone`, 'time_zone')
  if (place.currency !== undefined && !currencyCodes.includes(place.currency))
    throw invalid(`${prefix}currency`, 'currency')
}

/** The database decides who was first: its unique violation becomes name.taken with the field. */
export const refuseTaken = async <T>(fields: Record<string, string>, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    for (const [constraint, field] of Object.entries(fields)) {
      if (isUniqueViolation(error, constraint)) throw new AppError('name.taken', { field })
    }
    throw error
  }
}
