/**
 * 推荐怎么说 [REC-05]: the product, why it suits, and its merits from approved facts. What is said of other buyers is what the
 * orders bear: a share is named only where it is at least one in ten.
 */
import { formatMoney, type Money } from '#contract/money.ts'
import type { RecommendationReason } from '#contract/purchase/reasons.ts'

export interface SaidRecommendation {
  name: string
  price: Money | null
  reason: RecommendationReason
  withName: string | null
  note: string | null
  bundle: { price: Money; saved: Money } | null
  share: number | null
  orders: number
  points: readonly string[]
}

export const recommendationText = (one: SaidRecommendation, language: 'zh' | 'en'): string => {
  const zh = language === 'zh'
  const money = (amount: Money) => formatMoney(amount, zh ? 'zh-CN' : 'en-GB').replace(/[.]00$/, '')
  const price = one.price && !one.bundle ? (zh ? `（${money(one.price)}）` : ` (${money(one.price)})`) : ''
  const why = reasonText(one, language)
  const points = one.points.slice(0, 2).join(zh ? '，' : ', ')
  const set = one.bundle
    ? zh
      ? `一起买 ${money(one.bundle.price)}，省 ${money(one.bundle.saved)}`
      : `together ${money(one.bundle.price)}, which saves ${money(one.bundle.saved)}`
    : ''
  return zh
    ? `可以看看「${one.name}」${price}：${[why, set, points].filter(Boolean).join('；')}。`
    : `You may like ${one.name}${price}: ${[why, set, points].filter(Boolean).join('; ')}.`
}

/** Why, in a few words. */
const reasonText = (one: SaidRecommendation, language: 'zh' | 'en'): string => {
  const zh = language === 'zh'
  const other = one.withName ?? ''
  switch (one.reason) {
    case 'bundle':
    case 'gift':
    case 'promotion':
      return one.note ?? ''
    case 'accessory':
      return one.note ?? (zh ? `和「${other}」配着用` : `made to go with ${other}`)
    case 'together': {
      const inTen = Math.floor((one.share ?? 0) * 10)
      if (inTen < 1) return zh ? `买过「${other}」的顾客也买它` : `buyers of ${other} bought it too`
      return zh
        ? `买「${other}」的顾客，十位里有 ${inTen} 位也买了它`
        : `${inTen} in 10 buyers of ${other} bought it too`
    }
    case 'popular':
      return zh ? `店里卖得多，卖过 ${one.orders} 单` : `one of our most bought, ${one.orders} orders so far`
    case 'by_hand':
      return ''
  }
}
