/**
 * 常问的话 [PHR-11]: buyers' questions of a period, grouped by likeness of their pairs of letters, so that what is asked most
 * becomes a phrase. Plain and quick on purpose: a few thousand questions in a few milliseconds each thousand.
 */

export interface Asked {
  text: string
  conversationId: string
  at: Date
  /** What the shop said next; null: nothing yet. */
  answer: string | null
}
export interface QuestionGroup {
  question: string
  asked: readonly Asked[]
  buyers: number
}

const likeEnough = 0.5
const fewest = 2
const shortest = 3
const longest = 120
const asksZh =
  /[？?]|吗|呢|么|多少|几|怎么|怎样|如何|什么|哪|能不能|可不可以|可以.{0,12}(?:吗|不)|有没有|是不是|会不会|要不要|(\p{L})[不没]\1|多久|多大|多重|多长|何时/u
const asksEn =
  /\?|^(?:how|what|when|where|which|who|why|can|could|do|does|is|are|will|would|may)\b|\b(?:how (?:long|much|many|do|does|can)|is it|are they)\b/i
const empty = /^(?:在吗|在不在|你好|您好|有人吗|亲|hi|hello|hey)[，,。.？?！!~～\s]*$/i

export const isQuestion = (text: string): boolean => {
  const trimmed = text.trim()
  return (
    trimmed.length >= shortest &&
    trimmed.length <= longest &&
    !empty.test(trimmed) &&
    (asksZh.test(trimmed) || asksEn.test(trimmed))
  )
}

/** Words that say nothing of the matter. */
const filler =
  /您好|你好|请问|麻烦|亲|我想问(?:一下)?|想问(?:一下)?|问一下|这个|这款|那个|please|hello|hi\b|could you tell me|the\b|\ba\b/gi
const pairsOf = (text: string): Set<string> => {
  const letters = text
    .toLowerCase()
    .replace(filler, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(\p{L})[不没]\1/gu, '$1')
    .replace(/[吗呢呀啊吧哦么了的会能]|可以/g, '')
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < letters.length; i++) pairs.add(letters.slice(i, i + 2))
  if (letters.length === 1) pairs.add(letters)
  return pairs
}
const likeness = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => {
  let both = 0
  for (const pair of one) if (other.has(pair)) both += 1
  return (2 * both) / (one.size + other.size || 1)
}

interface Group {
  pairs: Set<string>
  members: Asked[]
}

/** Groups of at least two buyers, the most asked first. */
export function groupQuestions(all: readonly Asked[], limit = 30): QuestionGroup[] {
  const groups: Group[] = []
  const byPair = new Map<string, Set<number>>()
  for (const asked of all) {
    if (!isQuestion(asked.text)) continue
    const pairs = pairsOf(asked.text)
    if (pairs.size === 0) continue
    const near = new Map<number, number>()
    for (const pair of pairs)
      for (const group of byPair.get(pair) ?? []) near.set(group, (near.get(group) ?? 0) + 1)
    let best = -1
    let bestLikeness = likeEnough
    for (const index of near.keys()) {
      const group = groups[index]
      const how = group ? likeness(pairs, group.pairs) : 0
      if (how >= bestLikeness) [best, bestLikeness] = [index, how]
    }
    const group = groups[best]
    if (group) group.members.push(asked)
    else {
      const index = groups.push({ pairs, members: [asked] }) - 1
      for (const pair of pairs) {
        const known = byPair.get(pair)
        if (known) known.add(index)
        else byPair.set(pair, new Set([index]))
      }
    }
  }
  return groups
    .map(({ members }) => ({
      question: middle(members),
      asked: members,
      buyers: new Set(members.map((one) => one.conversationId)).size,
    }))
    .filter(({ buyers }) => buyers >= fewest)
    .sort((a, b) => b.buyers - a.buyers || b.asked.length - a.asked.length)
    .slice(0, limit)
}

/** The wording that is most like all the others; of a large group, like its first forty. */
const middle = (members: readonly Asked[]): string => {
  const some = members.slice(0, 40).map((one) => ({ text: one.text.trim(), pairs: pairsOf(one.text) }))
  const score = (one: (typeof some)[number]) =>
    some.reduce((sum, other) => sum + likeness(one.pairs, other.pairs), 0)
  return some.reduce(
    (best, one) => (score(one) > score(best) ? one : best),
    some[0] ?? { text: '', pairs: new Set() },
  ).text
}
