import { record } from '#platform/events/record.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'

/** A name without the spaces around it. @throws AppError request.invalid for an empty one. */
export const named = (name: string): string => {
  const trimmed = name.trim()
  if (trimmed === '') throw invalid('/body/name', 'minLength')
  return trimmed
}

export const invalid = (path: string, rule: string) =>
  new AppError('request.invalid', { problems: [{ path, rule }] })

/** Whoever looks at offers fetches them anew. */
export const tellChange = (
  tx: Tx,
  now: Date,
  caller: MemberCaller,
  subject: string,
  version: number,
  facts: Record<string, unknown>,
) =>
  record(tx, now, {
    name: 'offer.changed',
    subject,
    version,
    audience: ['desk'],
    actor: caller.memberId,
    facts,
  })
