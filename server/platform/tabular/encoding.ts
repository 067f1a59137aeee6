import { isAscii, isUtf8 } from 'node:buffer'

export type Encoding = 'utf-8' | 'gb18030'

const LF = 0x0a
const strict = {
  'utf-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true }),
}
const loose = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030'),
}

/** U+FFFD in GB18030, the one text that decodes to it without being broken. */
const replacement = Buffer.from([0x84, 0x31, 0xa4, 0x37])

/**
 * The encoding of these whole lines, or null while they are plain ASCII and so tell nothing. Lines vote with their
 * bytes, so that a broken one among good ones changes nothing, and a short one that is valid in both ways (联通 is
 * known for it) does not outweigh the rest. Chinese in GBK is hardly ever valid UTF-8 for a whole line; UTF-8 often
 * passes for GBK, so it is asked first.
 */
export function detectEncoding(lines: Uint8Array): Encoding | null {
  if (isAscii(lines)) return null
  if (isUtf8(lines)) return 'utf-8'
  let utf8 = 0
  let gb18030 = 0
  for (const line of splitLines(lines)) {
    if (isAscii(line)) continue
    if (isUtf8(line)) utf8 += line.length
    else if (isValid(line, 'gb18030')) gb18030 += line.length
  }
  return gb18030 > utf8 ? 'gb18030' : 'utf-8'
}

/** Whether all bytes mean something; without the cost of an exception for those that do not. */
export function isValid(bytes: Uint8Array, encoding: Encoding): boolean {
  if (encoding === 'utf-8') return isUtf8(bytes)
  if (!loose.gb18030.decode(bytes).includes('\ufffd')) return true
  const mayBeMeant = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(replacement)
  return mayBeMeant && decodeStrictly(bytes, encoding) !== null
}

/** The text, or null where some bytes mean nothing in this encoding. */
export function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return strict[encoding].decode(bytes)
  } catch (error) {
    // A broken text is an answer here, anything else is a fault of ours.
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The text with U+FFFD for what means nothing. Line breaks survive: both encodings give them back. */
export function decodeLoosely(bytes: Uint8Array, encoding: Encoding): string {
  return loose[encoding].decode(bytes)
}

/** Lines with their line feeds. A line feed is never part of a character in either encoding. */
export function* splitLines(bytes: Uint8Array, newline = LF): Generator<Uint8Array> {
  let start = 0
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found + 1
    yield bytes.subarray(start, end)
    start = end
  }
}
