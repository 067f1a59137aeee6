import type {
  FileFailure,
  ImportOptions,
  OrderFormat,
  StoreConnector,
} from '#contract/orders/import-record.ts'
import { openTable } from '#platform/tabular/table.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'

/** The connectors that read order exports; server/app names them. */
export type OrderReaders = readonly StoreConnector[]

export type Choice =
  | { ok: true; reader: StoreConnector }
  | { ok: false; failure: FileFailure; detail: string }

/** The reader of a wanted format, else the one that is surest that the file's header is its own. Reads the first block alone. */
export const chooseReader = async (
  readers: OrderReaders,
  path: string,
  maxBytes: number,
  wanted: OrderFormat | null,
): Promise<Choice> => {
  try {
    const table = await openTable(path, { maxBytes })
    await table.close()
    const forced = readers.find(({ format }) => format === wanted)
    if (forced) return { ok: true, reader: forced }
    const [best] = readers
      .map((reader) => ({ reader, sure: reader.sniff(table.head, table.headers) }))
      .sort((one, other) => other.sure - one.sure)
    if (best && best.sure > 0) return { ok: true, reader: best.reader }
    return {
      ok: false,
      failure: 'header_not_recognised',
      detail: table.headers.slice(0, 5).join(' ').slice(0, 200),
    }
  } catch (error) {
    if (error instanceof TableFailure) return { ok: false, failure: error.code, detail: error.message }
    throw error
  }
}

/** The ids of the first orders of a file, at most `most`. */
export const firstIds = async (
  reader: StoreConnector,
  path: string,
  options: Pick<ImportOptions, 'timeZone' | 'currency' | 'maxBytes'>,
  most: number,
): Promise<string[]> => {
  const ids: string[] = []
  for await (const item of reader.read(path, options)) {
    if (item.kind === 'order') ids.push(item.order.externalId)
    if (ids.length >= most) break
  }
  return ids
}
