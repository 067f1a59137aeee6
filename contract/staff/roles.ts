/** What a person may be in a shop; one person may hold several, in several shops. */
export const roles = ['owner', 'lead', 'agent', 'aftersales', 'dispatch', 'finance'] as const
export type Role = (typeof roles)[number]

/** Everybody who works in the shop. */
export const anyRole: readonly Role[] = [...roles]
/** People who answer buyers. */
export const answering = ['owner', 'lead', 'agent', 'aftersales'] as const satisfies readonly Role[]
/** People who lead others: standards, phrases, hours, team. */
export const leading = ['owner', 'lead'] as const satisfies readonly Role[]
export const owning = ['owner'] as const satisfies readonly Role[]

/** What an API key may do. */
export const scopes = [
  'orders:read',
  'orders:write',
  'products:read',
  'products:write',
  'customers:read',
  'customers:write',
  'conversations:read',
  'conversations:write',
  'promises:read',
  'promises:write',
  'staff:read',
  'settings:read',
  'settings:write',
  'reports:read',
] as const
export type Scope = (typeof scopes)[number]
