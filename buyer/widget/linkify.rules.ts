/** Web addresses in a message. All text is hostile: it stays text, and only http and https become links. */

export interface Piece {
  text: string
  /** Null for plain text. */
  href: string | null
}

// Chinese follows an address without a space: 「看 https://a.example/b，对吗」 ends before the comma.
const address = /\bhttps?:\/\/[^\s<>"'`‘’“”\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+/gi

/** The text in pieces, in order; joined again they are the text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const shown = withoutTail(match[0])
    const href = hrefOf(shown)
    if (!href) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null })
    pieces.push({ text: shown, href })
    from = match.index + shown.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null })
  return pieces
}

/** Punctuation behind an address belongs to the sentence; a closing bracket only when none was opened. */
function withoutTail(found: string): string {
  let shown = found
  while (/[.,;:!?)\]}]$/.test(shown)) {
    if (shown.endsWith(')') && shown.split('(').length >= shown.split(')').length) break
    shown = shown.slice(0, -1)
  }
  return shown
}

function hrefOf(shown: string): string | null {
  try {
    const url = new URL(shown)
    // `https://taobao.com@evil.example` shows one host and leads to another.
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null
  } catch {
    // Looks like an address and is none.
    return null
  }
}
