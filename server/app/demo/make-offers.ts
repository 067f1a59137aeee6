import type { CreatedShop } from '#nouns/staff/index.ts'
import type { BodyOf } from '#contract/endpoint.ts'
import type { createOffer } from '#contract/offers/offers.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { composeDesk } from '../desk.ts'
import { goods } from './cast.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>
type Language = 'zh' | 'en'
type Wanted = Omit<BodyOf<typeof createOffer>, 'name'> & { name: Record<Language, string> }

const dayMs = 86_400_000
/** Since when the offers run: long enough that an order or two closed without one. */
const runForMs = 1.5 * dayMs
const campaign = {
  name: { zh: '春茶节', en: 'Spring tea' },
  note: {
    zh: '付 50 元定金，抵 100 元。定金不退；付尾款前可以换颜色。',
    en: 'A deposit of ¥50 counts as ¥100. It is not refunded; the colour can be changed until the rest is paid.',
  },
}
/** What the same goods cost in a physical shop: name in the cast, minor units, where the price was read. */
const physical = [
  ['Plum-green teapot', 32800, { zh: '南山路门店价签', en: 'tag in the shop on Nanshan Road' }],
  ['Combed-cotton throw, grey', 45900, { zh: '湖滨商场柜台', en: 'counter in the Lakeside mall' }],
] as const

/**
 * Marked prices with their history, and offers by rule: what runs, a campaign with its deposit, a coupon with codes, a bundle,
 * a special price whose fall is paid back to who bought shortly before. The catalogue takes in what was sold first.
 */
export const makeOffers = async (
  past: ComposedDesk,
  clock: { move(to: Date): void },
  shop: CreatedShop,
  owner: MemberCaller,
  now: Date,
): Promise<void> => {
  await past.catalogue.sold.take(shop.shopId, null)
  const { rows } = await past.catalogue.desk.list(owner, { limit: 100 })
  const idOf = (en: string) => {
    const good = goods.find((one) => one.en === en)
    return rows.find(({ name }) => name === good?.[shop.language])?.id ?? ''
  }
  await markPrices(past, owner, rows, now, shop.language)
  clock.move(new Date(now.getTime() - runForMs))
  const { id: campaignId } = await past.offers.desk.addCampaign(owner, {
    name: campaign.name[shop.language],
    note: campaign.note[shop.language],
    announcedAt: new Date(now.getTime() - 3 * dayMs).toISOString(),
    startsAt: new Date(now.getTime() - dayMs).toISOString(),
    endsAt: new Date(now.getTime() + 6 * dayMs).toISOString(),
  })
  const create = ({ name, ...offer }: Wanted) =>
    past.offers.desk.create(owner, { ...offer, name: name[shop.language] })
  for (const offer of running(shop.language, idOf, campaignId)) await create(offer)
  clock.move(now)
  const coupon = await create(couponOffer)
  for (const code of [{ code: 'TEA15', mostUses: 200 }, { code: 'FRIEND15' }])
    await past.offers.coupons.add(owner, coupon.id, code)
  await create(special(idOf))
  await past.offers.pairs.run(shop.shopId)
}

const common = {
  audience: 'all' as const,
  productIds: [],
  storeIds: [],
  startsAt: null,
  endsAt: null,
  campaignId: null,
  state: 'running' as const,
}
const couponOffer: Wanted = {
  ...common,
  name: { zh: '老朋友 15 元券', en: '¥15 for old friends' },
  kind: 'coupon',
  audience: 'returning',
  terms: { from: 10000, off: 1500, percent: null, most: null, perCustomer: 1, stacks: false },
}
const special = (idOf: (en: string) => string): Wanted => ({
  ...common,
  name: { zh: '桌旗换季特价', en: 'Runner, end of season' },
  kind: 'special',
  terms: { prices: [{ productId: idOf('Linen table runner'), minor: 10900 }] },
})
const running = (language: Language, idOf: (en: string) => string, campaignId: string): Wanted[] => [
  {
    ...common,
    name: { zh: '满 199 减 20', en: '20 off from 199' },
    kind: 'money_off',
    terms: { tiers: [{ from: 19900, off: 2000 }], isPerEach: false, stacks: false },
  },
  {
    ...common,
    campaignId,
    name: { zh: '满 300 送杯垫', en: 'A coaster from 300' },
    kind: 'gift',
    terms: {
      from: 30000,
      gifts: [{ productId: null, name: language === 'zh' ? '手织杯垫' : 'woven coaster', quantity: 1 }],
    },
  },
  {
    ...common,
    name: { zh: '一壶一漏', en: 'Pot and strainer' },
    kind: 'bundle',
    terms: {
      items: ['Plum-green teapot', 'Bamboo strainer'].map((en) => ({ productId: idOf(en), quantity: 1 })),
      price: 29800,
      reason: language === 'zh' ? '漏勺的口径正好配这只壶。' : 'The strainer fits the mouth of this pot.',
    },
  },
]

/** List prices as orders paid them, and what a physical shop asks, each from a day on and with its source. */
const markPrices = async (
  past: ComposedDesk,
  owner: MemberCaller,
  rows: readonly { id: string; name: string }[],
  now: Date,
  language: Language,
): Promise<void> => {
  const from = (days: number) => new Date(now.getTime() - days * dayMs).toISOString()
  const cny = (minor: number) => ({ minor, currency: 'CNY' })
  for (const { id, name } of rows) {
    const good = goods.find(({ zh, en }) => zh === name || en === name)
    if (!good) continue
    const { parts } = past.catalogue
    await parts.addPrice(owner, id, { kind: 'list', amount: cny(good.price), validFrom: from(200) })
    const seen = physical.find(([en]) => en === good.en)
    if (seen)
      await parts.addPrice(owner, id, {
        kind: 'physical_shop',
        amount: cny(seen[1]),
        validFrom: from(12),
        note: seen[2][language],
      })
  }
}
