/**
 * What is learned from answers that answered [KB-01, KB-05]. A question whose answer a buyer was content with becomes a phrasing of
 * the article, but not by one click: what stands on top is taken because it stands there, so a choice further down counts more,
 * and one that did not answer takes back what two gave.
 */

/** Hundredths from which a phrasing counts like one of the article's own. */
export const learnedFrom = 100

/** How likely somebody looks at a place of the list at all; the rest is what the place itself does. */
const lookedAt = [0.95, 0.7, 0.55, 0.45, 0.4]

/** Hundredths that one outcome is worth. `place` from 1; null: it was looked for by other words. */
export const weightOf = (answered: 'yes' | 'no', by: 'buyer' | 'agent', place: number | null): number => {
  if (answered === 'no') return -120
  const chance = place === null ? 0.5 : (lookedAt[place - 1] ?? 0.35)
  return Math.round((by === 'buyer' ? 70 : 50) / chance)
}

/** A question as it is kept: without what could name a person, and no longer than a question is. */
export const withoutNames = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[\w.+-]+@[\w-]+\.[\w.]+/g, ' ')
    .replace(/[\d][\d\s-]{4,}[\d]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const thanks =
  /谢|好的|明白|知道了|了解|懂了|清楚了|收到|太好了|可以了|行吧?$|嗯+$|ok\b|okay|thank|thx|great|perfect|got it|understood|makes sense|cheers/i
const stillAsking =
  /[?？吗呢]|不是这|没懂|不明白|不对|答非所问|什么意思|看不懂|不懂|怎么还|what do you mean|not what i|didn.?t answer|still (not|don)/i
const refused =
  /不是这|没懂|不明白|答非所问|什么意思|看不懂|不懂|what do you mean|not what i (asked|meant)|didn.?t answer/i

/**
 * What the buyer's next message says of an answer. `likeness` of it to what was asked before, 0…1.
 * Nothing said for certain stays unknown: silence is no yes.
 */
export const outcomeOf = (text: string, likeness: number): 'yes' | 'no' | 'unknown' => {
  if (refused.test(text) || likeness >= 0.5) return 'no'
  if (thanks.test(text) && !stillAsking.test(text)) return 'yes'
  return 'unknown'
}
