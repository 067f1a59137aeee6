import type { BusinessCalendar } from '#contract/calendar.ts'
import type { Role } from '#contract/staff/roles.ts'
import type { Settings } from '#contract/staff/shop.ts'

export interface MemberFacts {
  id: string
  accountId: string
  displayName: string
  roles: readonly Role[]
  presence: 'on' | 'break' | 'off'
  presenceSince: Date
  cap: number
  hasLeft: boolean
}
export interface StoreFacts {
  id: string
  name: string
  platform: string
  currency: string
  timeZone: string
  widgetKey: string | null
}

/** What every decision about a shop needs at hand: names, hours, settings. Cached; changes forget it. */
export interface ShopFacts {
  id: string
  slug: string
  name: string
  language: 'zh' | 'en'
  timeZone: string
  currency: string
  isDemo: boolean
  calendar: BusinessCalendar
  settings: Settings
  members: ReadonlyMap<string, MemberFacts>
  stores: ReadonlyMap<string, StoreFacts>
}

export interface ShopDirectory {
  /** Facts of a shop; from the cache unless something changed. Throws not_found. */
  facts(shopId: string): Promise<ShopFacts>
  /** The store behind a widget key, with the secret its site signs identities with; null when unknown. */
  byWidgetKey(key: string): Promise<{ shopId: string; storeId: string; secret: string } | null>
  forget(shopId: string): void
}

/** What others hold in a member's name; staff asks before somebody leaves. Implemented by conversations. */
export interface HeldWork {
  openInquiries(shopId: string): Promise<ReadonlyMap<string, { inquiries: number; conversations: number }>>
}
