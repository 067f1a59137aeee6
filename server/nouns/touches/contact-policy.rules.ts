/**
 * What may be sent to a store's buyers 联系规矩 (design.md §2): each platform has a policy, closed by default. Marketplaces keep
 * their buyers' chats to themselves and forbid links, codes and cards that lead away; a shop can open there only what its platform
 * leaves to it. On a site of one's own all is the shop's. Everything that goes out asks here.
 */
import {
  contactItems,
  type ContactChannel,
  type ContactForm,
  type ContactItem,
  type ContactPolicy,
} from '#contract/touches/contact-policy.ts'
import type { platforms } from '#contract/staff/shop.ts'

export type Platform = (typeof platforms)[number]

interface PlatformPolicy {
  policy: ContactPolicy
  /** What the platform leaves to the shop. */
  editable: readonly ContactItem[]
}

const closed: ContactPolicy = {
  chat: false,
  platform_chat: true,
  email: false,
  sms: false,
  phone: true,
  links: false,
  codes: false,
  cards: false,
}
const open: ContactPolicy = {
  chat: true,
  platform_chat: false,
  email: true,
  sms: true,
  phone: true,
  links: true,
  codes: true,
  cards: true,
}
/** Nothing that leads away from the platform; whether buyers are called or sent a service notice is the shop's own. */
const marketplace: PlatformPolicy = { policy: closed, editable: ['sms', 'phone'] }
const ownPlace: PlatformPolicy = { policy: open, editable: contactItems }

const table: Readonly<Record<Platform, PlatformPolicy>> = {
  taobao: marketplace,
  tmall: marketplace,
  jd: marketplace,
  pinduoduo: marketplace,
  douyin: marketplace,
  alibaba_1688: marketplace,
  own_site: ownPlace,
  shopify: ownPlace,
  woocommerce: ownPlace,
  // WeChat carries links and cards; its chat is not the desk's.
  wechat: { policy: { ...open, chat: false, platform_chat: true }, editable: contactItems },
  // Of a platform that nobody here knows nothing is supposed: closed, and the shop may open it.
  other: { policy: closed, editable: contactItems },
}

export const platformPolicy = (platform: string): PlatformPolicy =>
  Object.hasOwn(table, platform) ? table[platform as Platform] : { policy: closed, editable: [] }

/** The policy in force: the shop's own, as far as the platform leaves it to the shop; a stored one never widens what became fixed. */
export const policyInForce = (platform: string, stored: Partial<ContactPolicy> | null): ContactPolicy => {
  const { policy, editable } = platformPolicy(platform)
  if (stored === null) return policy
  const entries = contactItems.map((item) => [
    item,
    editable.includes(item) ? (stored[item] ?? policy[item]) : policy[item],
  ])
  return Object.fromEntries(entries) as ContactPolicy
}

/** Items that a wanted policy changes although the platform fixes them. */
export const fixedChanges = (platform: string, wanted: ContactPolicy): ContactItem[] => {
  const { policy, editable } = platformPolicy(platform)
  return contactItems.filter((item) => !editable.includes(item) && wanted[item] !== policy[item])
}

export type ContactVerdict = { is: 'allowed' } | { is: 'refused'; by: ContactItem }

/** May this go out? A buyer who is reached through two stores' policies needs the consent of both. */
export const judgeContact = (
  policies: readonly ContactPolicy[],
  touch: { channel: ContactChannel; with?: readonly ContactForm[] },
): ContactVerdict => {
  const wanted: ContactItem[] = [touch.channel, ...(touch.with ?? [])]
  const refused = wanted.find((item) => policies.some((policy) => !policy[item]))
  return refused === undefined ? { is: 'allowed' } : { is: 'refused', by: refused }
}
