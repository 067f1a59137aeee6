import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { anyRole, leading, owning } from './roles.ts'
import { Me, Slug } from './session.ts'
import { BusinessCalendar } from '../calendar.ts'

export const platforms = [
  'own_site',
  'taobao',
  'tmall',
  'jd',
  'pinduoduo',
  'douyin',
  'alibaba_1688',
  'shopify',
  'woocommerce',
  'wechat',
  'other',
] as const
export const Store = Type.Object({
  id: Id,
  name: Type.String(),
  platform: OneOf(platforms),
  currency: Type.String(),
  timeZone: Type.String(),
  /** Public key for the script tag; null where the platform keeps its chats (Taobao). */
  widgetKey: Nullable(Type.String()),
  orderCount: Type.Integer(),
  lastImportAt: Nullable(Instant),
})
export type Store = Static<typeof Store>
export const Shop = Type.Object({
  id: Id,
  slug: Type.String(),
  name: Type.String(),
  language: Language,
  timeZone: Type.String(),
  currency: Type.String(),
  isDemo: Type.Boolean(),
  stores: Type.Array(Store),
  version: Type.Integer(),
})
export type Shop = Static<typeof Shop>
export const readShop = endpoint({
  method: 'GET',
  path: '/api/shop',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'The shop and its stores.',
  reply: Shop,
})
export const changeShop = endpoint({
  method: 'PATCH',
  path: '/api/shop',
  access: { by: 'member', roles: owning, scope: 'settings:write' },
  summary: 'Name, language, time zone, currency.',
  body: Strict({
    name: Type.Optional(Text(80)),
    language: Type.Optional(Language),
    timeZone: Type.Optional(Text(64)),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  }),
  reply: Shop,
})
export const openShop = endpoint({
  method: 'POST',
  path: '/api/shops',
  access: { by: 'account' },
  summary: 'Opens a further shop; for people who own one.',
  body: Strict({
    name: Text(80),
    slug: Slug,
    timeZone: Text(64),
    currency: Type.String({ pattern: '^[A-Z]{3}$' }),
    language: Language,
  }),
  reply: Me,
})
export const removeDemo = endpoint({
  method: 'DELETE',
  path: '/api/shop/demo',
  access: { by: 'member', roles: owning },
  summary:
    'Removes the demo shop with everything in it. Refused for any other shop, and while it is the only one of the caller.',
  reply: Nothing,
})
export const addStore = endpoint({
  method: 'POST',
  path: '/api/stores',
  access: { by: 'member', roles: owning, scope: 'settings:write' },
  summary: 'Adds a shopfront on a platform.',
  body: Strict({
    name: Text(80),
    platform: OneOf(platforms),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    timeZone: Type.Optional(Text(64)),
  }),
  reply: Store,
})
export const readWidgetSetup = endpoint({
  method: 'GET',
  path: '/api/stores/:id/widget',
  access: { by: 'member', roles: owning },
  summary: 'Script tag, signing secret for logged-in buyers, and the demo shop page of a store.',
  reply: Type.Object({
    key: Type.String(),
    tag: Type.String(),
    secret: Type.String(),
    demoPage: Type.String(),
  }),
})

/** Typed settings, each with a default; numbers in the unit their name says. */
export const settingKeys = {
  answerTargetSeconds: { schema: Type.Integer({ minimum: 1, maximum: 3600 }), fallback: 7 },
  answerDueSeconds: { schema: Type.Integer({ minimum: 1, maximum: 7200 }), fallback: 10 },
  awayReplySeconds: { schema: Type.Integer({ minimum: 5, maximum: 3600 }), fallback: 60 },
  holdingAnswerMinutes: { schema: Type.Integer({ minimum: 1, maximum: 1440 }), fallback: 5 },
  greetVisitors: { schema: Type.Boolean(), fallback: true },
  chatCap: { schema: Type.Integer({ minimum: 1, maximum: 200 }), fallback: 40 },
  addressStyle: { schema: OneOf(['qin', 'dear_buyer', 'dear_customer', 'hello']), fallback: 'hello' },
  followUpAgeSeconds: { schema: Type.Integer({ minimum: 1, maximum: 600 }), fallback: 20 },
  // The ladder while nobody answers; seconds from the start of the buyer's clock, never before the limit.
  nudgeSeconds: { schema: Type.Integer({ minimum: 1, maximum: 7200 }), fallback: 10 },
  secondAgentSeconds: { schema: Type.Integer({ minimum: 1, maximum: 7200 }), fallback: 20 },
  callLeadSeconds: { schema: Type.Integer({ minimum: 1, maximum: 7200 }), fallback: 40 },
  tellWaitSeconds: { schema: Type.Integer({ minimum: 1, maximum: 7200 }), fallback: 120 },
  /** From so many orders on a buyer stands in the VIP lane; 0: there is none. */
  vipOrderCount: { schema: Type.Integer({ minimum: 0, maximum: 1000 }), fallback: 5 },
  ordinaryCeilingSeconds: { schema: Type.Integer({ minimum: 5, maximum: 7200 }), fallback: 60 },
  queueAlarmWaiting: { schema: Type.Integer({ minimum: 1, maximum: 10_000 }), fallback: 10 },
  remindOwnerMinutes: { schema: Type.Integer({ minimum: 5, maximum: 1440 }), fallback: 30 },
} as const
export type SettingKey = keyof typeof settingKeys
export type Settings = { [K in SettingKey]: Static<(typeof settingKeys)[K]['schema']> }
export const SettingsShape = Type.Object({
  answerTargetSeconds: Type.Integer(),
  answerDueSeconds: Type.Integer(),
  awayReplySeconds: Type.Integer(),
  holdingAnswerMinutes: Type.Integer(),
  greetVisitors: Type.Boolean(),
  chatCap: Type.Integer(),
  addressStyle: OneOf(['qin', 'dear_buyer', 'dear_customer', 'hello']),
  followUpAgeSeconds: Type.Integer(),
  nudgeSeconds: Type.Integer(),
  secondAgentSeconds: Type.Integer(),
  callLeadSeconds: Type.Integer(),
  tellWaitSeconds: Type.Integer(),
  vipOrderCount: Type.Integer(),
  ordinaryCeilingSeconds: Type.Integer(),
  queueAlarmWaiting: Type.Integer(),
  remindOwnerMinutes: Type.Integer(),
})
export const readSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'All settings in force.',
  reply: SettingsShape,
})
export const changeSetting = endpoint({
  method: 'PUT',
  path: '/api/settings/:key',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Changes one setting; the old value stays in its history.',
  body: Strict({ value: Type.Unknown() }),
  reply: SettingsShape,
})
export const readSettingHistory = endpoint({
  method: 'GET',
  path: '/api/settings/:key/history',
  access: { by: 'member', roles: leading, scope: 'settings:read' },
  summary: 'Who changed it, when, from what to what.',
  reply: Type.Object({
    rows: Type.Array(Type.Object({ at: Instant, by: Nullable(Type.String()), value: Type.Unknown() })),
  }),
})
export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/calendar',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'Hours, split shifts, holidays, make-up workdays, presale and festival dates.',
  reply: Type.Object({
    calendar: BusinessCalendar,
    isOpen: Type.Boolean(),
    opensAt: Nullable(Instant),
    closesAt: Nullable(Instant),
    version: Type.Integer(),
  }),
})
export const changeCalendar = endpoint({
  method: 'PUT',
  path: '/api/calendar',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Replaces the calendar; problems are named one by one.',
  body: Strict({ calendar: BusinessCalendar, version: Type.Integer() }),
  reply: Type.Object({ calendar: BusinessCalendar, version: Type.Integer() }),
})
export const readHolidays = endpoint({
  method: 'GET',
  path: '/api/calendar/holidays/:year',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'China’s public holidays and make-up workdays of a year, to be taken over into the calendar.',
  reply: Type.Object({ isKnown: Type.Boolean(), exceptions: Type.Array(Type.Unknown()) }),
})
export const shopEndpoints = [
  readShop,
  changeShop,
  openShop,
  removeDemo,
  addStore,
  readWidgetSetup,
  readSettings,
  changeSetting,
  readSettingHistory,
  readCalendar,
  changeCalendar,
  readHolidays,
] as const
