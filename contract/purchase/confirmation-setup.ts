import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Strict, Text } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'

/** The shop's own rules; each has a default that suits a shop which changes nothing. */
export const ConfirmationRules = Strict({
  /** Orders paid longer ago are history. */
  withinDays: Type.Integer({ minimum: 1, maximum: 14 }),
  /** Wall clock of the shop, `17:00`. */
  cutOff: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  /** Whether doubtful orders wait; confirmations are asked for either way. */
  holdsDoubtful: Type.Boolean(),
  /** An amount so many times the usual one is doubtful; 0: never. */
  unusualTimes: Type.Integer({ minimum: 0, maximum: 100 }),
  /** So many pieces of one product are doubtful; 0: never. */
  unusualPieces: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** Further words in a note or a message that make an order doubtful, one each. */
  doubtWords: Type.Array(Text(30), { maxItems: 50 }),
})
export type ConfirmationRules = Static<typeof ConfirmationRules>
export const defaultConfirmationRules: ConfirmationRules = {
  withinDays: 3,
  cutOff: '17:00',
  holdsDoubtful: true,
  unusualTimes: 5,
  unusualPieces: 10,
  doubtWords: [],
}
export const WatchedStore = Type.Object({
  storeId: Id,
  storeName: Type.String(),
  isWatched: Type.Boolean(),
  /** Orders placed earlier are history. */
  since: Instant,
  /** Unsent orders of the last days that were placed before: history until somebody says otherwise. */
  before: Type.Integer(),
})
export type WatchedStore = Static<typeof WatchedStore>
export const ConfirmationSetup = Type.Object({ rules: ConfirmationRules, stores: Type.Array(WatchedStore) })
export type ConfirmationSetup = Static<typeof ConfirmationSetup>
export const readConfirmationSetup = endpoint({
  method: 'GET',
  path: '/api/confirmation-setup',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'By which rules orders are confirmed, and since when those of each store.',
  reply: ConfirmationSetup,
})
export const changeConfirmationRules = endpoint({
  method: 'PUT',
  path: '/api/confirmation-setup',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Changes the rules; the old ones stay in their history.',
  body: Strict({ rules: ConfirmationRules }),
  reply: ConfirmationSetup,
})
export const watchStore = endpoint({
  method: 'PUT',
  path: '/api/stores/:id/confirmation-watch',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary:
    'Has a store’s orders confirmed from now on, or not; `withLastDays` takes in the unsent ones of the last days, too.',
  body: Strict({ isWatched: Type.Boolean(), withLastDays: Type.Optional(Type.Boolean()) }),
  reply: ConfirmationSetup,
})

export const confirmationSetupEndpoints = [
  readConfirmationSetup,
  changeConfirmationRules,
  watchStore,
] as const
