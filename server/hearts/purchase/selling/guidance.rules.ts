/**
 * 这单怎么谈 (BUY-03, BUY-14): a new buyer is led through the whole purchase, a returning one is given reasons to trust the
 * product; whoever looks, counts or wants to be looked after hears what suits that.
 */
import type { Experience, GuideKey } from '#contract/purchase/kinds.ts'
import type { Both } from '../said.rules.ts'

export interface Guide {
  key: GuideKey
  /** Ready for the composer, in the buyer's language. */
  text: string
}
interface Facts {
  orderCount: number
  isReturning: boolean
  lastTitle: string | null
  hasNeeds: boolean
  experience: Experience | null
  /** The offers that apply, as they are said. */
  offers: readonly string[]
  /** The product's facts as one sentence; null where nothing is known. */
  sellingPoints: string | null
}

export const buyerKind = ({ orderCount, isReturning }: Facts): 'new' | 'returning' =>
  orderCount > 0 || isReturning ? 'returning' : 'new'

const texts: Record<Exclude<GuideKey, 'facts' | 'price'>, Both> = {
  steps: {
    zh: '第一次来店里，我陪您一步步来：选好规格拍下，付款，我们核对后发货，您收到验好货再确认收货。哪一步不清楚都可以问我。',
    en: 'As this is your first time here, I will go through it with you: choose and order, pay, we check and dispatch, you look it over and confirm. Ask me at any step.',
  },
  ask_needs: {
    zh: '方便说一下您打算怎么用、最在意哪一点吗？我按您的需要来挑。',
    en: 'May I ask what you need it for and what matters most to you? I will choose by that.',
  },
  trust: {
    zh: '您上次带的「{last}」，用着还顺手吗？有不满意的地方请直接告诉我。',
    en: 'How is the “{last}” from last time doing? If anything is not right, please tell me.',
  },
  visual: {
    zh: '我发几张实拍给您看细节和颜色，想看哪个角度都可以说。',
    en: 'I will send you real photos of the details and the colour; tell me which side you want to see.',
  },
  service: {
    zh: '您这一单由我负责到底：发货、路上、收到以后，有事都直接找我。',
    en: 'I look after your order to the end: dispatch, delivery and afterwards, just write to me.',
  },
}
const prices = {
  has: {
    zh: (offers: string) => `能用的优惠我替您都看过了：${offers}`,
    en: (offers: string) => `I went through the offers you can use: ${offers}`,
  },
  none: {
    zh: '目前没有您能用的优惠；价格对每位顾客都一样，不会有人比您便宜。',
    en: 'There is no offer you can use now; the price is the same for every customer.',
  },
}

/** What to say next, the most useful first. */
export const guidance = (facts: Facts, language: 'zh' | 'en'): Guide[] => {
  const say = (key: keyof typeof texts): Guide => ({
    key,
    text: texts[key][language].replace('{last}', facts.lastTitle ?? ''),
  })
  const isNew = buyerKind(facts) === 'new'
  return [
    ...(facts.hasNeeds ? [] : [say('ask_needs')]),
    ...(isNew ? [say('steps')] : facts.lastTitle ? [say('trust')] : []),
    ...(!isNew && facts.sellingPoints ? [{ key: 'facts' as const, text: facts.sellingPoints }] : []),
    ...(facts.experience === 'visual' || facts.experience === 'service' ? [say(facts.experience)] : []),
    ...(facts.experience === 'price'
      ? [
          {
            key: 'price' as const,
            text:
              facts.offers.length > 0
                ? prices.has[language](facts.offers.join(language === 'zh' ? '；' : '; '))
                : prices.none[language],
          },
        ]
      : []),
  ]
}
