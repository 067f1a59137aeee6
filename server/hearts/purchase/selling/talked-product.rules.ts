/**
 * 在谈哪件商品 (BUY-12, BUY-18): found in the page the buyer is on and in what both write; a name that several products share
 * names none of them for certain, and a person's choice stands above all.
 */
import { fold, type Said } from '../said.rules.ts'

export interface KnownProduct {
  id: string
  name: string
  category: string | null
}
export interface TalkedProduct extends KnownProduct {
  /** Chosen by a person, or the only one that fits. */
  isSure: boolean
}

const han = /\p{Script=Han}+/gu
const word = /[a-z0-9]{3,}/g
const grams = (run: string, size: number): string[] =>
  Array.from({ length: Math.max(0, run.length - size + 1) }, (_, i) => run.slice(i, i + size))

interface Read {
  product: KnownProduct
  runs: string[]
  words: string[]
}
const read = (product: KnownProduct): Read => {
  const name = fold(product.name)
  return { product, runs: name.match(han) ?? [], words: [...new Set(name.match(word) ?? [])] }
}

/** How much of the name stands in the text: characters of the longest piece; 0 where only a common word does. */
const likeness = (
  { runs, words }: Read,
  text: { runs: ReadonlySet<string>; words: ReadonlySet<string> },
  rare: (piece: string) => boolean,
): number => {
  let best = 0
  for (const run of runs) {
    for (let size = Math.min(run.length, 8); size >= 2 && size > best; size--)
      if (grams(run, size).some((piece) => text.runs.has(piece) && (size > 2 || rare(piece)))) best = size
  }
  const named = words.filter((one) => text.words.has(one))
  // One word alone names it only as the thing itself (teapot), not as what it is for (wall shelf).
  const last = words.at(-1)
  if (named.length >= 2 || named.some((one) => (one.length >= 7 || one === last) && rare(one)))
    best = Math.max(best, named.join('').length / 2)
  return best
}

/** Products talked about, the likeliest first, at most three. `chosenId`: what a person said it is. */
export const talkedProducts = (
  products: readonly KnownProduct[],
  facts: { messages: readonly Said[]; pageTitle: string | null; chosenId: string | null },
): TalkedProduct[] => {
  const chosen = products.find(({ id }) => id === facts.chosenId)
  if (chosen) return [{ ...chosen, isSure: true }]
  const spoken = facts.messages.filter(({ author }) => author !== 'automatic').slice(-60)
  const text = fold([facts.pageTitle ?? '', ...spoken.map((message) => message.text)].join('\n')).slice(
    0,
    12_000,
  )
  const runs = text.match(han) ?? []
  const all = {
    runs: new Set(runs.flatMap((run) => [2, 3, 4, 5, 6, 7, 8].flatMap((size) => grams(run, size)))),
    words: new Set(text.match(word) ?? []),
  }
  const known = products.map(read)
  const counts = new Map<string, number>()
  for (const { runs: own, words } of known)
    for (const piece of new Set([...own.flatMap((run) => grams(run, 2)), ...words]))
      counts.set(piece, (counts.get(piece) ?? 0) + 1)
  const scored = known
    .map((one) => ({
      product: one.product,
      score: likeness(one, all, (piece) => counts.get(piece) === 1),
    }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
  const top = scored[0]?.score ?? 0
  const isSure = scored.filter(({ score }) => score === top).length === 1
  return scored.slice(0, 3).map(({ product }, i) => ({ ...product, isSure: isSure && i === 0 }))
}
