import type {
  ImportedOrder,
  ImportItem,
  ImportOptions,
  RefusedLine,
  StoreConnector,
} from '#contract/orders/import-record.ts'

export interface ReadImport {
  orders: ImportedOrder[]
  /** `line field reason detail`, by line. */
  refused: string[]
  /** `line = first line`, by line. */
  duplicates: string[]
  /** Rows read, or the code and detail of a file that failed. */
  end: number | string
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16))
}

/** Runs a connector over a file's bytes and sorts what comes. */
export async function readImport(
  connector: StoreConnector,
  content: string | Uint8Array,
  given: Partial<ImportOptions> = {},
): Promise<ReadImport> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const options = { timeZone: 'Asia/Shanghai', currency: 'CNY', maxBytes: 1 << 26, ...given }
  const items: ImportItem[] = []
  for await (const item of connector.read(chunksOf(bytes), options)) items.push(item)
  const last = items.at(-1)
  const refused: RefusedLine[] = []
  const read: ReadImport = { orders: [], refused: [], duplicates: [], end: 'nothing came' }
  for (const item of items) {
    if (item.kind === 'order') read.orders.push(item.order)
    if (item.kind === 'refused') refused.push(item.refused)
    if (item.kind === 'duplicate') read.duplicates.push(`${item.line} = ${item.firstLine}`)
  }
  read.refused = refused.sort((a, b) => a.line - b.line).map(worded)
  if (last?.kind === 'end') read.end = last.rows
  if (last?.kind === 'failed') read.end = `${last.failure} ${last.detail}`.trim()
  return read
}

function worded(refused: RefusedLine): string {
  return `${refused.line} ${refused.field ?? '-'} ${refused.reason} ${refused.detail}`.trim()
}
