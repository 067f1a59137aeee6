/** Finds the web addresses in a text. What a buyer writes is text and stays text; only http and https become links. */

export type TextPiece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

// An address ends at white space, quotes, angle brackets, and at Chinese letters and punctuation, which follow
// an address without a space: 「看https://a.example/b，对吗」.
const address = /https?:\/\/[^\s<>"'`\u2018-\u201d\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/gi
const trailing = /[.,;:!?)\]}]+$/

/** The text in pieces, in order; joined again they are the text. */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const shown = trimTail(match[0])
    const href = hrefOf(shown)
    if (!href) continue
    if (match.index > from) pieces.push({ kind: 'text', text: text.slice(from, match.index) })
    pieces.push({ kind: 'link', text: shown, href })
    from = match.index + shown.length
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}

/** Punctuation behind an address belongs to the sentence, a bracket that the address opened to the address. */
function trimTail(found: string): string {
  let shown = found
  for (;;) {
    const tail = trailing.exec(shown)?.[0]
    if (!tail) return shown
    const last = tail.at(-1)
    const isOwnBracket = last === ')' && count(shown, '(') >= count(shown, ')')
    if (isOwnBracket) return shown
    shown = shown.slice(0, -1)
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}

function hrefOf(shown: string): string | null {
  if (!URL.canParse(shown)) return null
  const url = new URL(shown)
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:'
  // `https://taobao.com@evil.example` shows one host and leads to another.
  return isWeb && url.hostname !== '' && url.username === '' && url.password === '' ? url.href : null
}
