/** What buyers' reviews 评价 say in exports: stars in figures or signs, good, neutral and bad in words. */
export type Verdict = 'good' | 'neutral' | 'bad'

/** 1 to 5 of `5`, `4.0`, `5星`, `★★★★☆`, `4/5`. Null for anything else: half a star is not rounded. */
export const readStars = (text: string): number | null => {
  const plain = text.normalize('NFKC').replaceAll('\ufe0f', '').trim()
  const signs = /^([★⭐*]+)[☆✩]*$/u.exec(plain)?.[1]
  const count = signs
    ? [...signs].length
    : Number(/^([1-5])(?:\.0+)?(?:\s*(?:星|stars?|\/\s*5))?$/i.exec(plain)?.[1] ?? 0)
  return count >= 1 && count <= 5 ? count : null
}

const words: readonly [Verdict, RegExp][] = [
  ['good', /^(?:好评|好|满意|非常满意|good|positive)$/i],
  ['neutral', /^(?:中评|中|一般|neutral)$/i],
  ['bad', /^(?:差评|差|不满意|bad|negative)$/i],
]
export const readVerdict = (text: string): Verdict | null =>
  words.find(([, pattern]) => pattern.test(text.trim()))?.[0] ?? null
