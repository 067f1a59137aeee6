import { readBlocks, type Block, type BlockReader } from './blocks.ts'
import { inPieces, readBytes, withoutUtf16, type ByteLimits, type ByteSource } from './byte-source.ts'
import type { Encoding } from './encoding.ts'
import { failureOfHead, kindOfHead, looksLikeSheet } from './file-kind.ts'
import { givenHeader, HeaderFinder, type Header } from './header.ts'
import { RowReader, type TableRow } from './row-reader.ts'
import type { RowLimits } from './scan-row.ts'
import { spool, type SpooledFile } from './spooled-file.ts'
import { TableFailure, type RowProblem } from './table-failure.ts'
import { openXlsx } from './xlsx/xlsx-table.ts'
import { isEncryptedOffice } from './xlsx/zip-file.ts'

export interface Table {
  /** The first bytes of the source, as UTF-8 where it was UTF-16. */
  head: Uint8Array
  /** The header's cells, cleaned and trimmed. */
  headers: string[]
  /** Of a workbook: the sheets that a person would see, in their order. */
  sheets: readonly string[]
  delimiter: string
  /** null where everything so far was plain ASCII. */
  encoding: () => Encoding | null
  /** The rows below the header in batches; blank rows and repeated headers are left out. To be read once. */
  rows: AsyncGenerator<TableRow[]>
  /** Lets go of the source when the rows are not read to their end. */
  close: () => Promise<void>
}

/** What is known of a file beforehand; what is left out is found out. */
export interface TableLayout {
  /** Names for the columns of a file that has no header. */
  headers?: readonly string[] | undefined
  /** `spaces`: any run of them. Text only. */
  delimiter?: ',' | ';' | '\t' | '|' | 'spaces' | undefined
  /** Which sheet of a workbook, by its name; else the first that a person would see, if no other goes on with it. */
  sheet?: string | undefined
}

export interface TableLimits extends ByteLimits, Partial<RowLimits> {
  layout?: TableLayout | undefined
  /** What may come out of a packed file (.xlsx), in bytes; else eight GiB. */
  maxInflated?: number | undefined
}

const PIECE_BYTES = 1 << 17
const HEAD_BYTES = 4096
/** Four bytes are the longest character in either encoding. */
const MAX_CHARACTER_BYTES = 4
const MAX_INFLATED = 8 * 1024 ** 3
const defaults: RowLimits = { maxCell: 1 << 16, maxRow: 1 << 20, maxCells: 2000 }
const nothing: Block = { text: '', damaged: new Map() }

/**
 * Opens a table: delimited text (finds out its encoding, line break and delimiter) or the first visible sheet of an
 * .xlsx file, by its first bytes whatever it is called, and reads the header. Rows stream in flat memory. An .xlsx that
 * comes as a stream is kept in a temporary file until it is closed. Throws TableFailure.
 */
export async function openTable(source: ByteSource, given: TableLimits): Promise<Table> {
  const limits = { ...defaults, ...given }
  const pieces = withHead(withoutUtf16(inPieces(readBytes(source, given), PIECE_BYTES)))
  const head = await pieces.head()
  const kind = kindOfHead(head)
  try {
    if (kind === 'text') return await openText(head, pieces, limits)
    return await openPacked(kind, head, source, pieces, limits)
  } catch (error) {
    await pieces.close()
    throw error
  }
}

type Limits = RowLimits & TableLimits
type Pieces = ReturnType<typeof withHead>

async function openText(head: Uint8Array, pieces: Pieces, limits: Limits): Promise<Table> {
  const failure = failureOfHead(head)
  if (failure) throw new TableFailure(failure)
  const reader = readBlocks(pieces.all(), limits.maxRow * MAX_CHARACTER_BYTES)
  const close = async (): Promise<void> => {
    await reader.blocks.return(undefined)
    await pieces.close()
  }
  try {
    const { header, damaged } = await readHeader(reader, limits)
    // A header so long that it was not kept.
    if (header.headers.length <= 1 && [...damaged.values()].includes('row_too_long'))
      throw new TableFailure('too_many_columns', String(limits.maxCells))
    const rows = readRows(reader, new RowReader(header, reader.newline, limits), {
      text: header.rest,
      damaged,
    })
    const { headers, delimiter } = header
    return { head, headers, sheets: [], delimiter, encoding: reader.encoding, rows, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Files that must be read out of order: zips, and the containers of old office programs. */
async function openPacked(
  kind: 'zip' | 'office',
  head: Uint8Array,
  source: ByteSource,
  pieces: Pieces,
  limits: Limits,
): Promise<Table> {
  const spooled: SpooledFile | null = typeof source === 'string' ? null : await spool(pieces.all())
  const path = spooled?.path ?? (source as string)
  await pieces.close()
  try {
    if (kind === 'office')
      throw new TableFailure((await isEncryptedOffice(path)) ? 'encrypted_file' : 'spreadsheet_file')
    const { headers, sheets, rows, close } = await openXlsx(
      path,
      { ...limits, maxInflated: limits.maxInflated ?? MAX_INFLATED },
      limits.layout ?? {},
    )
    const closeAll = async () => {
      await close()
      await spooled?.remove()
    }
    return {
      head,
      headers,
      sheets,
      delimiter: '',
      encoding: () => null,
      rows: closing(rows, closeAll),
      close: closeAll,
    }
  } catch (error) {
    await spooled?.remove()
    const isNoZip = error instanceof TableFailure && error.code === 'broken_file' && !looksLikeSheet(head)
    throw isNoZip ? new TableFailure('archive_file', error.message, error) : error
  }
}

async function* closing<T>(rows: AsyncGenerator<T>, close: () => Promise<void>): AsyncGenerator<T> {
  try {
    yield* rows
  } finally {
    await close()
  }
}

interface HeaderAndDamage {
  header: Header
  damaged: Map<number, RowProblem>
}

async function readHeader(reader: BlockReader, limits: Limits): Promise<HeaderAndDamage> {
  const { headers, delimiter } = limits.layout ?? {}
  const damaged = new Map<number, RowProblem>()
  if (headers) return { header: givenHeader(headers, delimiter ?? ','), damaged }
  const finder = new HeaderFinder(limits, delimiter)
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
