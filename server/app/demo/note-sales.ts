import type { MemberCaller } from '#platform/http/caller.ts'
import type { CreatedShop } from '#nouns/staff/index.ts'
import type { composeDesk } from '../desk.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>

const terms = {
  dispatch_time: {
    zh: '发货时间：17:00 前付款当天发出，之后第二天发出。',
    en: 'Dispatch: paid before 17:00 it leaves the same day, later the next day.',
  },
  fee: { zh: '运费：满 99 元包邮，不满 8 元。', en: 'Shipping: free over ¥99, otherwise ¥8.' },
  methods: {
    zh: '送货方式：送货上门，也可以放驿站或自提。',
    en: 'Delivery options: to your door, or a pick-up point.',
  },
} as const
const point = {
  text: {
    zh: '春茶节的定金不退，尾款前可以改成别的颜色。',
    en: 'The deposit of the spring festival is not refunded; the colour can be changed until the rest is paid.',
  },
  terms: { zh: ['定金', '不退'], en: ['deposit', 'not refunded'] },
}
const needs = {
  zh: ['周六请人喝茶，要一壶够四个人', '给妈妈用，要轻、好洗'],
  en: ['Tea for four guests on Saturday', 'For her mother: light and easy to wash'],
}
const doubts = { zh: '怕路上碎', en: 'Afraid it breaks on the way' }

/** What a shop writes down when it sells: its sentences, and the needs and doubts of buyers whose chats are open. */
export const noteSales = async (
  past: ComposedDesk,
  shop: CreatedShop,
  owner: MemberCaller,
): Promise<void> => {
  const { library, selling } = past.purchase
  for (const [item, text] of Object.entries(terms))
    await library.putTerm(owner, item, { ...text, version: 0 })
  await library.addPoint(owner, { campaign: shop.language === 'zh' ? '春茶节' : 'Spring tea', ...point })
  // This shop announces on its pages that it pays back the difference.
  const { policy } = past.offers
  await policy.set(owner, { ...(await policy.read(owner)), guaranteeDays: 15 })
  const { rows } = await past.conversations.inbox.find(owner, { state: 'open', limit: 6 })
  for (const [i, row] of rows.entries()) {
    const need = needs[shop.language][i % 2] ?? ''
    if (i % 3 === 0) await selling.noteNeeds(owner, row.id, { text: need })
    if (i % 3 === 1) await selling.openDoubt(owner, row.id, { text: doubts[shop.language] })
  }
  await past.purchase.takeOrders(shop.shopId)
}
