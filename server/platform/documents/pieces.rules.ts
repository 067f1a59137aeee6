/** A text with a title of its own, cut out of a longer one. */
export interface Piece {
  title: string
  /** Markdown below the title. */
  body: string
}

const heading = /^(#{1,6})\s+(.+?)\s*#*$/
const fence = /^\s*(`{3,}|~{3,})/

/**
 * Cuts Markdown at its topmost headings: each begins a piece. A text that has one such heading, or none, is one piece, with
 * `fallback` for a title where it says none. What stands before the first heading joins the first piece.
 */
export const piecesOf = (markdown: string, fallback: string): Piece[] => {
  const lines = markdown.replace(/\r\n?/g, '\n').split('\n')
  const heads = headsIn(lines)
  const top = Math.min(...heads.map(({ level }) => level))
  const starts = heads.filter(({ level }) => level === top)
  const [first] = starts
  if (!first) {
    const body = markdown.trim()
    return body === '' ? [] : [{ title: fallback, body }]
  }
  const before = lines.slice(0, first.at).join('\n').trim()
  return starts.map(({ at, title }, i) => {
    const body = lines
      .slice(at + 1, starts[i + 1]?.at)
      .join('\n')
      .trim()
    return { title, body: i === 0 && before !== '' ? `${before}\n\n${body}`.trim() : body }
  })
}

/** Headings outside of fenced code. */
const headsIn = (lines: readonly string[]) => {
  const heads: { at: number; level: number; title: string }[] = []
  let open: string | null = null
  lines.forEach((line, at) => {
    const mark = fence.exec(line)?.[1]
    if (mark) open = open === null ? mark : mark.startsWith(open) ? null : open
    const found = open === null ? heading.exec(line) : null
    if (found) heads.push({ at, level: found[1]?.length ?? 1, title: plain(found[2] ?? '') })
  })
  return heads
}

/** A title has no marks. */
const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~]{1,3}(\S(?:.*?\S)?)[*_`~]{1,3}/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!|-])/g, '$1')
    .trim()
