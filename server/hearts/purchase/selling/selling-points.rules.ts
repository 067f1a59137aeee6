/**
 * 卖点帮买家下决心 (BUY-18): whoever cannot decide is told what speaks for the product, by its written facts alone and never
 * what was said already. Nothing here is made up: no facts, no selling points.
 */
import { fold, type Said } from '../said.rules.ts'

export interface Claim {
  key: string
  value: string
  unit: string | null
  language: 'zh' | 'en'
}

const undecided = [
  /再看看|考虑(一下|下)?|犹豫|纠结|想一?想|拿不定|不知道(选|要|买)|哪个好|值不值|贵不贵/,
  /\b(let me think|think about it|not sure|undecided|can'?t decide|still thinking|which (one )?is better|is it worth)\b/,
]
/** Did the buyer's last words sound undecided? */
export const isUndecided = (messages: readonly Said[]): boolean => {
  const own = messages.filter(({ author }) => author === 'buyer').slice(-3)
  return own.some(({ text }) => undecided.some((one) => one.test(fold(text))))
}

/** One sentence of at most three facts in the buyer's language that the agent has not said yet; null where there are none. */
export const sellingPoints = (
  product: { name: string } | null,
  claims: readonly Claim[],
  messages: readonly Said[],
  language: 'zh' | 'en',
): string | null => {
  if (!product) return null
  const told = fold(
    messages
      .filter(({ author }) => author === 'agent')
      .map(({ text }) => text)
      .join('\n'),
  )
  const fresh = claims
    .filter((claim) => claim.language === language && !told.includes(fold(claim.value)))
    .slice(0, 3)
  if (fresh.length === 0) return null
  const amount = ({ value, unit }: Claim) => (unit ? `${value} ${unit}` : value)
  return language === 'zh'
    ? `${product.name}：${fresh.map((claim) => `${claim.key}${/^[\d.]/.test(claim.value) ? ' ' : '是'}${amount(claim)}`).join('，')}。`
    : `${product.name}: ${fresh.map((claim) => `${claim.key} ${amount(claim)}`).join(', ')}.`
}
