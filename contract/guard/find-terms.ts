/**
 * Finds any of many terms in one pass over a text (Aho and Corasick, 1975): the time goes by the length of the text and not
 * by the number of terms, so that a shop's list may have thousands.
 */
export interface TermFinder {
  /** Calls `onFound` with a term's place in the list and where it ends (exclusive), for every occurrence. */
  find(text: string, onFound: (term: number, end: number) => void): void
}

export function createTermFinder(terms: readonly string[]): TermFinder {
  // Edges of the tree: node and UTF-16 unit in one number.
  const edges = new Map<number, number>()
  const ends: number[][] = [[]]
  const edge = (node: number, unit: number) => node * 65_536 + unit
  for (const [index, term] of terms.entries()) {
    if (term === '') continue
    let node = 0
    for (let i = 0; i < term.length; i++) {
      const key = edge(node, term.charCodeAt(i))
      let next = edges.get(key)
      if (next === undefined) {
        next = ends.push([]) - 1
        edges.set(key, next)
      }
      node = next
    }
    ends[node]?.push(index)
  }
  const { fallback, shorter } = link(edges, ends)

  return {
    find: (text, onFound) => {
      let node = 0
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i)
        let next = edges.get(edge(node, unit))
        while (next === undefined && node !== 0) {
          node = fallback[node] ?? 0
          next = edges.get(edge(node, unit))
        }
        node = next ?? 0
        for (let at = node; at !== 0; at = shorter[at] ?? 0)
          for (const term of ends[at] ?? []) onFound(term, i + 1)
      }
    },
  }
}

/** Where to go on when a node has no edge, and the next shorter term that ends there as well. */
function link(edges: ReadonlyMap<number, number>, ends: readonly number[][]) {
  const children: [unit: number, node: number][][] = ends.map(() => [])
  for (const [key, node] of edges) children[Math.floor(key / 65_536)]?.push([key % 65_536, node])
  const fallback = new Int32Array(ends.length)
  const shorter = new Int32Array(ends.length)
  const line = (children[0] ?? []).map(([, node]) => node)
  for (let i = 0; i < line.length; i++) {
    const node = line[i] ?? 0
    for (const [unit, child] of children[node] ?? []) {
      let from = fallback[node] ?? 0
      let there = edges.get(from * 65_536 + unit)
      while (there === undefined && from !== 0) {
        from = fallback[from] ?? 0
        there = edges.get(from * 65_536 + unit)
      }
      const back = there ?? 0
      fallback[child] = back
      shorter[child] = (ends[back]?.length ?? 0) > 0 ? back : (shorter[back] ?? 0)
      line.push(child)
    }
  }
  return { fallback, shorter }
}
