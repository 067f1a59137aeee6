import { isAscii, isUtf8 } from 'node:buffer'

export type Encoding = 'utf-8' | 'gb18030' | 'windows-1252'

const LF = 0x0a
const strict = {
  'utf-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true }),
  'windows-1252': new TextDecoder('windows-1252', { fatal: true }),
}
const loose = {
  'utf-8': new TextDecoder('utf-8', { ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030'),
  'windows-1252': new TextDecoder('windows-1252'),
}

/** U+FFFD in GB18030, the one text that decodes to it without being broken. */
const replacement = Buffer.from([0x84, 0x31, 0xa4, 0x37])

/**
 * The encoding of these whole lines, or null while they are plain ASCII and so tell nothing. Lines vote with their
 * bytes, so that a broken one among good ones changes nothing, and a short one that is valid in both ways (联通 is
 * known for it) does not outweigh the rest. Chinese in GBK is hardly ever valid UTF-8 for a whole line; UTF-8 often
 * passes for GBK, so it is asked first. Western text passes for GBK as well, the accented letter and the next one for a
 * character of two bytes (Jürgen), but its high bytes stand alone between plain letters, which in Chinese they hardly ever do.
 */
export function detectEncoding(lines: Uint8Array): Encoding | null {
  if (isAscii(lines)) return null
  if (isUtf8(lines)) return 'utf-8'
  let utf8 = 0
  let gb18030 = 0
  let western = 0
  for (const line of splitLines(lines)) {
    if (isAscii(line)) continue
    if (isUtf8(line)) utf8 += line.length
    else if (isWestern(line)) western += line.length
    else if (isValid(line, 'gb18030')) gb18030 += line.length
  }
  if (western > utf8 && western > gb18030) return 'windows-1252'
  return gb18030 > utf8 ? 'gb18030' : 'utf-8'
}

/** Whether most bytes beyond ASCII stand alone, as accented letters beside plain ones, or as £ and € beside digits. */
function isWestern(line: Uint8Array): boolean {
  let alone = 0
  let runs = 0
  for (let at = 0; at < line.length; at += 1) {
    if (!isHigh(line[at])) continue
    const start = at
    while (isHigh(line[at + 1])) at += 1
    runs += 1
    const byte = line[start] as number
    const beside = [line[start - 1] ?? LF, line[at + 1] ?? LF]
    const isLetter = byte >= FIRST_LETTER && byte !== LAST_BYTE && beside.some(isPlainLetter)
    if (at === start && (isLetter || ((byte === POUND || byte === EURO) && beside.some(isDigit)))) alone += 1
  }
  return alone * 2 > runs
}
const FIRST_LETTER = 0xc0
/** ÿ, which hardly any name has and which broken texts are full of. */
const LAST_BYTE = 0xff
const POUND = 0xa3
const EURO = 0x80
const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte > 0x7f
const isPlainLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39

/** Whether all bytes mean something; without the cost of an exception for those that do not. */
export function isValid(bytes: Uint8Array, encoding: Encoding): boolean {
  if (encoding === 'windows-1252') return true
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

/** The text with U+FFFD for what means nothing. Line breaks survive: all encodings give them back. */
export function decodeLoosely(bytes: Uint8Array, encoding: Encoding): string {
  return loose[encoding].decode(bytes)
}

/** Lines with their line feeds. A line feed is never part of a character in any of them. */
export function* splitLines(bytes: Uint8Array, newline = LF): Generator<Uint8Array> {
  let start = 0
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start)
    const end = found < 0 ? bytes.length : found + 1
    yield bytes.subarray(start, end)
    start = end
  }
}
