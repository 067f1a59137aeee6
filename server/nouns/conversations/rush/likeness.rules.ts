/**
 * 同样的问题一次答 (双11, 无事重做): groups like questions among those who wait, so that one reviewed answer goes to all of them.
 * Two questions are alike when enough of their pairs of neighbouring characters are the same (Dice, after width, case,
 * punctuation and courtesies are taken away); numbers must be the same ones, and where one names something the other must not
 * name another thing ("桌旗能洗吗" is no "餐盘能洗吗"). Whoever is unsure is left out: a question that stands alone is answered
 * by a person.
 */
export interface Asked {
  id: string
  text: string
}
export interface LikeGroup {
  /** The question asked most often in just these words, the shorter one among equals. */
  text: string
  ids: string[]
  /** Other ways of asking, the most frequent first. */
  others: string[]
}

/** Below this share of common pairs questions are not alike. */
export const likeEnough = 0.5
const courtesies = /^(亲+|您好|你好|在吗|在么|请问(一下)?|问一下|hi|hello|hey|please)+/u
const endings = /(吗|么|呢|啊|呀|吧|哦|了|please|thanks|谢谢)+$/u

/** Other words for the same question word. */
const askedAs: readonly [RegExp, string][] = [
  [/为什么|为何|为啥/gu, '怎么'],
  [/啥时候|几时|多会儿|何时/gu, '什么时候'],
  [/啥/gu, '什么'],
  [/咋样?|如何/gu, '怎么'],
]
/** What is compared: folded, without punctuation, courtesies and particles. */
export const foldQuestion = (text: string): string => {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]+/gu, '')
  const bare = folded.replace(courtesies, '').replace(endings, '')
  const told = askedAs.reduce((text, [other, word]) => text.replaceAll(other, word), bare)
  return told === '' ? folded : told
}

/** Pairs of neighbouring characters; a single character stands for itself. */
export const pairsOf = (folded: string): Set<string> => {
  const characters = [...folded]
  if (characters.length < 2) return new Set(characters)
  return new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`))
}

/** Share of common pairs, 0…1. */
export const likeness = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => {
  if (a.size === 0 || b.size === 0) return 0
  let common = 0
  for (const pair of a) if (b.has(pair)) common += 1
  return (2 * common) / (a.size + b.size)
}

/**
 * True when the two differ in one place, and there hold nothing in common: one asks of this thing, the other of that, or
 * something else of the same.
 */
export const namesAnother = (a: string, b: string): boolean => {
  const [one, other] = [[...a], [...b]]
  const shorter = Math.min(one.length, other.length)
  let start = 0
  while (start < shorter && one[start] === other[start]) start += 1
  let end = 0
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end += 1
  const left = one.slice(start, one.length - end).join('')
  const right = other.slice(start, other.length - end).join('')
  return left !== '' && right !== '' && likeness(pairsOf(left), pairsOf(right)) === 0
}

interface Wording {
  folded: string
  numbers: string
  pairs: Set<string>
  /** As written, with how often. */
  texts: Map<string, number>
  ids: string[]
}

/** Groups of `least` at least, the largest first. The same questions make the same groups, in whatever order they come. */
export const groupQuestions = (asked: readonly Asked[], least = 2): LikeGroup[] => {
  const wordings = [...wordingsOf(asked).values()].sort(
    (a, b) => b.ids.length - a.ids.length || (a.folded < b.folded ? -1 : 1),
  )
  const groups: { lead: Wording; all: Wording[] }[] = []
  /** Which groups' leads hold a pair, and the same numbers: only those are compared. */
  const holding = new Map<string, number[]>()
  for (const wording of wordings) {
    const near = nearest(wording, groups, holding)
    if (near !== null) {
      groups[near]?.all.push(wording)
      continue
    }
    for (const pair of wording.pairs) {
      const key = keyOf(wording, pair)
      const held = holding.get(key)
      if (held) held.push(groups.length)
      else holding.set(key, [groups.length])
    }
    groups.push({ lead: wording, all: [wording] })
  }
  return groups
    .map(({ all }) => asGroup(all))
    .filter(({ ids }) => ids.length >= least)
    .sort((a, b) => b.ids.length - a.ids.length || (a.text < b.text ? -1 : 1))
}

const wordingsOf = (asked: readonly Asked[]): Map<string, Wording> => {
  const found = new Map<string, Wording>()
  for (const { id, text } of asked) {
    const folded = foldQuestion(text)
    // A picture, an emoji, "?": nothing to compare.
    if (folded === '') continue
    const known = found.get(folded) ?? {
      folded,
      numbers: (folded.match(/\d+/g) ?? []).join(),
      pairs: pairsOf(folded),
      texts: new Map<string, number>(),
      ids: [],
    }
    found.set(folded, known)
    known.ids.push(id)
    known.texts.set(text, (known.texts.get(text) ?? 0) + 1)
  }
  return found
}

const keyOf = ({ numbers }: Wording, pair: string) => `${numbers} ${pair}`

const nearest = (
  wording: Wording,
  groups: readonly { lead: Wording }[],
  holding: ReadonlyMap<string, number[]>,
): number | null => {
  const common = new Map<number, number>()
  for (const pair of wording.pairs)
    for (const at of holding.get(keyOf(wording, pair)) ?? []) common.set(at, (common.get(at) ?? 0) + 1)
  let best: { at: number; share: number } | null = null
  for (const [at, count] of common) {
    const lead = groups[at]?.lead
    const share = (2 * count) / (wording.pairs.size + (lead?.pairs.size ?? 0))
    if (!lead || share < likeEnough || (best !== null && share <= best.share)) continue
    if (!namesAnother(wording.folded, lead.folded)) best = { at, share }
  }
  return best?.at ?? null
}

const asGroup = (all: readonly Wording[]): LikeGroup => {
  const texts = new Map<string, number>()
  for (const wording of all)
    for (const [text, count] of wording.texts) texts.set(text, (texts.get(text) ?? 0) + count)
  const [first, ...others] = [...texts].sort(
    (a, b) => b[1] - a[1] || a[0].length - b[0].length || (a[0] < b[0] ? -1 : 1),
  )
  return {
    text: first?.[0] ?? '',
    ids: all.flatMap(({ ids }) => ids).sort(),
    others: others.map(([text]) => text),
  }
}
