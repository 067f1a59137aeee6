import {
  decodeLoosely,
  decodeStrictly,
  detectEncoding,
  isValid,
  splitLines,
  type Encoding,
} from './encoding.ts'
import type { RowProblem } from './table-failure.ts'

/** Whole physical lines, decoded. The last one of a file may lack its line break. */
export interface Block {
  text: string
  /** Lines that carry bytes of no meaning, or were too long to keep: physical line number → problem. */
  damaged: ReadonlyMap<number, RowProblem>
}

export interface BlockReader {
  blocks: AsyncGenerator<Block>
  /** `\n` also for files that end lines with `\r\n`; `\r` for the few that know nothing else. */
  newline: () => '\n' | '\r'
  /** null as long as everything was plain ASCII. */
  encoding: () => Encoding | null
}

const LF = 0x0a
const CR = 0x0d
const BOM = 0xfeff
const undamaged: ReadonlyMap<number, RowProblem> = new Map()

/**
 * Cuts bytes into blocks of whole lines and decodes each strictly; only a block that fails is looked at line by
 * line. A line of more than `maxLineBytes` is dropped as it passes, so memory stays flat whatever comes.
 */
export function readBlocks(pieces: AsyncIterable<Buffer>, maxLineBytes: number): BlockReader {
  let newline: number | null = null
  let encoding: Encoding | null = null
  let line = 1

  function decode(bytes: Uint8Array): Block {
    encoding ??= detectEncoding(bytes)
    const text = decodeStrictly(bytes, encoding ?? 'utf-8')
    const count = countOf(bytes, newline ?? LF)
    const block =
      text === null
        ? decodeByLine(bytes, encoding ?? 'utf-8', newline ?? LF, line)
        : { text, damaged: undamaged }
    if (line === 1 && block.text.charCodeAt(0) === BOM) block.text = block.text.slice(1)
    line += count
    return block
  }

  async function* read(): AsyncGenerator<Block> {
    let rest: Buffer = Buffer.alloc(0)
    let dropping = false
    for await (const piece of pieces) {
      newline ??= newlineOf(piece)
      const end = piece.lastIndexOf(newline ?? LF) + 1
      if (end > 0) {
        const whole = dropping ? piece.subarray(piece.indexOf(newline ?? LF), end) : piece.subarray(0, end)
        if (dropping) {
          yield { text: '\0', damaged: new Map([[line, 'row_too_long']]) }
          dropping = false
        }
        yield decode(rest.length > 0 ? Buffer.concat([rest, whole]) : whole)
        rest = piece.subarray(end)
      } else if (!dropping) {
        rest = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
      }
      if (rest.length > maxLineBytes) {
        rest = Buffer.alloc(0)
        dropping = true
      }
    }
    if (dropping) yield { text: '\0', damaged: new Map([[line, 'row_too_long']]) }
    else if (rest.length > 0) yield decode(rest)
  }

  return {
    blocks: read(),
    newline: () => (newline === CR ? '\r' : '\n'),
    encoding: () => encoding,
  }
}

function decodeByLine(bytes: Uint8Array, encoding: Encoding, newline: number, firstLine: number): Block {
  const damaged = new Map<number, RowProblem>()
  let text = ''
  let line = firstLine
  for (const part of splitLines(bytes, newline)) {
    if (!isValid(part, encoding)) damaged.set(line, 'bad_encoding')
    text += decodeLoosely(part, encoding)
    line += 1
  }
  return { text, damaged }
}

/** The first line break decides: a carriage return alone separates lines only where no line feed follows it. */
function newlineOf(piece: Uint8Array): number | null {
  for (let index = 0; index < piece.length; index += 1) {
    if (piece[index] === LF) return LF
    if (piece[index] === CR) return piece[index + 1] === LF || index + 1 === piece.length ? LF : CR
  }
  return null
}

function countOf(bytes: Uint8Array, byte: number): number {
  let count = 0
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1
  return count
}
