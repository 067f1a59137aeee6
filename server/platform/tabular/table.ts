import { readBlocks, type Block, type BlockReader } from './blocks.ts'
import { inPieces, readBytes, withoutUtf16, type ByteLimits, type ByteSource } from './byte-source.ts'
import type { Encoding } from './encoding.ts'
import { failureOfHead } from './file-kind.ts'
import { HeaderFinder, type Header } from './header.ts'
import { RowReader, type TableRow } from './row-reader.ts'
import type { RowLimits } from './scan-row.ts'
import { TableFailure, type RowProblem } from './table-failure.ts'

export interface Table {
  /** The first bytes of the source, as UTF-8 where it was UTF-16. */
  head: Uint8Array
  /** The header's cells, cleaned and trimmed. */
  headers: string[]
  delimiter: string
  /** null where everything so far was plain ASCII. */
  encoding: () => Encoding | null
  /** The rows below the header in batches; blank rows and repeated headers are left out. To be read once. */
  rows: AsyncGenerator<TableRow[]>
  /** Lets go of the source when the rows are not read to their end. */
  close: () => Promise<void>
}

export interface TableLimits extends ByteLimits, Partial<RowLimits> {}

const PIECE_BYTES = 1 << 17
const HEAD_BYTES = 4096
/** Four bytes are the longest character in either encoding. */
const MAX_CHARACTER_BYTES = 4
const defaults: RowLimits = { maxCell: 1 << 16, maxRow: 1 << 20, maxCells: 2000 }
const nothing: Block = { text: '', damaged: new Map() }

/**
 * Opens delimited text: finds out what it is, its encoding, line break and delimiter, and reads the header.
 * Rows stream in flat memory. Throws TableFailure.
 */
export async function openTable(source: ByteSource, given: TableLimits): Promise<Table> {
  const limits = { ...defaults, ...given }
  const pieces = withHead(withoutUtf16(inPieces(readBytes(source, given), PIECE_BYTES)))
  const head = await pieces.head()
  const reader = readBlocks(pieces.all(), limits.maxRow * MAX_CHARACTER_BYTES)
  const close = async (): Promise<void> => {
    await reader.blocks.return(undefined)
    await pieces.close()
  }
  try {
    const failure = failureOfHead(head)
    if (failure) throw new TableFailure(failure)
    const { header, damaged } = await readHeader(reader, limits)
    const rows = readRows(reader, new RowReader(header, reader.newline(), limits), {
      text: header.rest,
      damaged,
    })
    const { headers, delimiter } = header
    return { head, headers, delimiter, encoding: reader.encoding, rows, close }
  } catch (error) {
    await close()
    throw error
  }
}

interface HeaderAndDamage {
  header: Header
  damaged: Map<number, RowProblem>
}

async function readHeader(reader: BlockReader, limits: RowLimits): Promise<HeaderAndDamage> {
  const finder = new HeaderFinder(limits)
  const damaged = new Map<number, RowProblem>()
  for (;;) {
    const { done, value } = await reader.blocks.next()
    const block = done ? nothing : value
    for (const [line, problem] of block.damaged) damaged.set(line, problem)
    const header = finder.take(block.text, reader.newline(), done === true)
    if (header) return { header, damaged }
    if (done) throw new TableFailure('empty_file')
  }
}

async function* readRows(reader: BlockReader, rows: RowReader, first: Block): AsyncGenerator<TableRow[]> {
  try {
    yield rows.take(first, false)
    for await (const block of reader.blocks) yield rows.take(block, false)
    yield rows.take(nothing, true)
  } finally {
    await reader.blocks.return(undefined)
  }
}

/** Looks at the first bytes without taking them away. */
function withHead(pieces: AsyncGenerator<Buffer>) {
  let first: Buffer | undefined
  return {
    async head(): Promise<Uint8Array> {
      const { done, value } = await pieces.next()
      first = done ? undefined : value
      return first?.subarray(0, HEAD_BYTES) ?? Buffer.alloc(0)
    },
    async *all(): AsyncGenerator<Buffer> {
      try {
        if (first) yield first
        first = undefined
        yield* pieces
      } finally {
        await pieces.return(undefined)
      }
    },
    async close(): Promise<void> {
      await pieces.return(undefined)
    },
  }
}
