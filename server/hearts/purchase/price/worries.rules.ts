/**
 * 价格顾虑 [PRC-01] [PRC-02] [PRC-08] [PRC-09]: honest sentences for three worries (dearer than in a shop? than elsewhere? will it
 * be cut?), and for a buyer who bargains: the price stands, warmly; then the merits that this buyer asked about; then what may
 * be given. A sentence that the facts do not bear is not offered.
 */
import { formatMoney, type Money } from '#contract/money.ts'

export type Language = 'zh' | 'en'
export interface PriceFacts {
  productId: string
  name: string
  ours: Money | null
  physical: { amount: Money; day: string; source: string | null } | null
  changes: number
  merits: readonly string[]
}
export interface PriceStand {
  guaranteeDays: number
  refundDays: number
  othersStatement: string
  /** What this agent may still take off the carriage; null: without limit. */
  freightLeft: Money | null
  isBargaining: boolean
}
export interface Sentence {
  kind: 'physical' | 'others' | 'guarantee' | 'held' | 'merits' | 'freight' | 'benefit'
  productId: string | null
  text: string
}

export const priceSentences = (
  products: readonly PriceFacts[],
  stand: PriceStand,
  language: Language,
): Sentence[] => {
  const zh = language === 'zh'
  const own = products.flatMap((product) => productSentences(product, stand, language))
  const others =
    stand.othersStatement.trim() ||
    (zh
      ? '别家的价格我们不去比，也说不准；我们能说清的是这件是什么、怎么来的，出了问题找我就行。'
      : 'What others charge we do not know and will not guess. What we can tell you is exactly what this is, where it comes from, and that we answer for it.')
  return [
    ...own,
    { kind: 'others', productId: null, text: others },
    ...guaranteeOf(stand, language),
    ...(stand.isBargaining ? bargainingSentences(stand, language) : []),
  ]
}

const moneyText = (money: Money, language: Language) =>
  formatMoney(money, language === 'zh' ? 'zh-CN' : 'en-GB').replace(/[.]00$/, '')

const productSentences = (product: PriceFacts, stand: PriceStand, language: Language): Sentence[] => {
  const zh = language === 'zh'
  const { productId, ours, physical, merits } = product
  const found: Sentence[] = []
  // Dearer than in a shop, or in another currency: nothing to say with it.
  if (ours && physical && physical.amount.currency === ours.currency && physical.amount.minor > ours.minor) {
    const [there, here] = [moneyText(physical.amount, language), moneyText(ours, language)]
    found.push({
      kind: 'physical',
      productId,
      text: zh
        ? `「${product.name}」在${physical.source ?? '实体店'}是 ${there}（${physical.day} 看的价），我们这里 ${here}。`
        : `${product.name} costs ${there} ${physical.source ? `at ${physical.source}` : 'in a shop'} (seen on ${physical.day}); here it is ${here}.`,
    })
  }
  if (stand.isBargaining && merits.length > 0)
    found.push({
      kind: 'merits',
      productId,
      text: zh
        ? `您看的「${product.name}」，${merits.slice(0, 3).join('；')}。`
        : `About ${product.name}: ${merits.slice(0, 3).join('; ')}.`,
    })
  return found
}

const guaranteeOf = ({ guaranteeDays: days, refundDays }: PriceStand, language: Language): Sentence[] =>
  days === 0
    ? []
    : [
        {
          kind: 'guarantee',
          productId: null,
          text:
            language === 'zh'
              ? `您放心买：${days} 天内要是降价，差价我们主动退给您，${refundDays} 天内到，不用您来找。`
              : `You can buy without waiting: if the price falls within ${days} days, we pay back the difference within ${refundDays} days, without your asking.`,
        },
      ]

const bargainingSentences = ({ freightLeft }: PriceStand, language: Language): Sentence[] => {
  const zh = language === 'zh'
  const may = freightLeft === null || freightLeft.minor > 0
  return [
    {
      kind: 'held',
      productId: null,
      text: zh
        ? '谢谢您看中它。我们是明码标价，对每位顾客都一样，就算是店里员工买也是这个价，所以单价我改不了，您别见怪。'
        : 'Thank you for liking it. Our prices are marked and the same for everybody, even for our own staff, so I cannot change them; I hope you understand.',
    },
    {
      kind: 'freight',
      productId: null,
      text: zh
        ? '邮费是付给快递的，给您的已经是优惠后的价，我们也贴了一部分；大件的邮费确实贵，还请您体谅。'
        : 'The postage goes to the carrier; what you pay is already our reduced rate, and we bear a part of it. Large parcels do cost much, so thank you for understanding.',
    },
    ...(may
      ? [
          {
            kind: 'benefit' as const,
            productId: null,
            text: zh
              ? `您这么有诚意，邮费上我替您争取一点${freightLeft === null ? '' : `（最多 ${moneyText(freightLeft, language)}）`}，下单前跟我说一声就行。`
              : `I can do something about the postage for you${freightLeft === null ? '' : `, up to ${moneyText(freightLeft, language)}`}; just tell me before you order.`,
          },
        ]
      : []),
  ]
}

/**
 * Merits from approved facts, those that this buyer asked about first: a fact counts as asked for when its name or its words
 * stand in what the buyer wrote. At most three; the order of the others stays.
 */
export const targetMerits = (
  facts: readonly { key: string; value: string; unit: string | null }[],
  buyerSaid: string,
): string[] => {
  const said = buyerSaid.normalize('NFKC').toLowerCase()
  const score = ({ key, value }: { key: string; value: string }) => {
    const names = [key, ...value.split(/[\s,，、;；/]+/)].map((word) => word.normalize('NFKC').toLowerCase())
    return names.filter((word) => word.length >= 2 && said.includes(word)).length
  }
  return facts
    .map((fact, at) => ({ fact, at, score: score(fact) }))
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .slice(0, 3)
    .map(({ fact }) => `${fact.key} ${fact.value}${fact.unit ? ` ${fact.unit}` : ''}`)
}
