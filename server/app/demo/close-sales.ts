import type { CreatedShop } from '#nouns/staff/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { composeDesk } from '../desk.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>

const note = {
  zh: '补了一张 20 元券，买家说好。',
  en: 'Sent a coupon of ¥20; the buyer was pleased.',
} as const

/** What the offers came to: who is owed a difference, which orders closed without what they were entitled to, one made good. */
export const closeSales = async (
  past: ComposedDesk,
  shop: CreatedShop,
  owner: MemberCaller,
): Promise<void> => {
  const { guarantee, missed, coupons, desk } = past.offers
  await guarantee.watch(shop.shopId)
  await missed.judge(shop.shopId, null)
  const { rows } = await missed.list(owner, {})
  const [, settled] = rows
  if (settled) await missed.settle(owner, settled.orderId, settled.offerId, note[shop.language])
  const coupon = (await desk.list(owner, {})).rows.find(({ kind }) => kind === 'coupon')
  const talks = (await past.conversations.inbox.find(owner, { state: 'closed', limit: 60 })).rows
  const regulars = new Map(
    talks.flatMap((row) => (row.isReturning ? [[row.customerId, row.id] as const] : [])),
  )
  if (coupon)
    for (const conversationId of [...regulars.values()].slice(0, 3))
      await coupons.use(owner, coupon.id, { code: 'TEA15', conversationId })
}
