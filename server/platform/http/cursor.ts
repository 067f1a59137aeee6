import { AppError } from './app-error.ts'

/** A page's end: the sort time of its last row and the row's id, opaque to callers. */
export const encodeCursor = (at: Date, id: string): string =>
  Buffer.from(`${at.toISOString()}|${id}`).toString('base64url')

/** Reads a cursor back; null for none. Throws request.invalid for anything we did not hand out. */
export const decodeCursor = (cursor: string | undefined): { at: Date; id: string } | null => {
  if (cursor === undefined) return null
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  )
  if (!match?.[1] || !match[2])
    throw new AppError('request.invalid', { problems: [{ path: '/query/cursor', rule: 'unknown' }] })
  return { at: new Date(match[1]), id: match[2] }
}
