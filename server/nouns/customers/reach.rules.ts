/**
 * What of a person's page a key may see: `customers:read` tells who somebody is, and what they bought, wrote and were promised
 * needs the scope of that. People go by their role.
 */
import type { Scope } from '#contract/staff/roles.ts'

export const mayRead = (
  caller: { memberId: string | null; scopes: readonly Scope[] },
  scope: Scope,
): boolean => caller.memberId !== null || caller.scopes.includes(scope)

/** The scope without which what an event says stays untold; null where the customer's own is enough. */
export const scopeOfEvent = (name: string): Scope | null =>
  /^(?:conversation|message|inquiry|clock)\./.test(name)
    ? 'conversations:read'
    : name.startsWith('order.')
      ? 'orders:read'
      : name.startsWith('word.')
        ? 'promises:read'
        : null
