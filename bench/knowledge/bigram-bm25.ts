/** The yardstick: plain BM25 (k1 1.2, b 0.75) over pairs of characters of all an article's text, words kept whole. */
export const createBigramBm25 = (documents: readonly string[]) => {
  const lists = new Map<string, [number, number][]>()
  const lengths: number[] = []
  documents.forEach((text, number) => {
    const times = new Map<string, number>()
    const terms = bigramsOf(text)
    for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1)
    lengths.push(terms.length)
    for (const [term, count] of times) {
      const list = lists.get(term)
      if (list) list.push([number, count])
      else lists.set(term, [[number, count]])
    }
  })
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length)
  return (question: string, most: number): number[] => {
    const scores = new Map<number, number>()
    for (const term of new Set(bigramsOf(question))) {
      const list = lists.get(term) ?? []
      const idf = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5))
      for (const [number, count] of list) {
        const length = (lengths[number] ?? 0) / mean
        const part = (idf * count * 2.2) / (count + 1.2 * (0.25 + 0.75 * length))
        scores.set(number, (scores.get(number) ?? 0) + part)
      }
    }
    return [...scores]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([number]) => number)
  }
}

const bigramsOf = (text: string): string[] => {
  const runs =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}+|[a-z]+|[0-9]+/gu) ?? []
  return runs.flatMap((run) => {
    if (!/\p{Script=Han}/u.test(run) || run.length < 2) return [run]
    const characters = [...run]
    return characters.slice(1).map((one, i) => `${characters[i]}${one}`)
  })
}
