import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { FileFailure, OrderFormat, StoreConnector } from '#contract/orders/import-record.ts'
import { orderFormats, type Import, type listImports, type runImport } from '#contract/orders/orders.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import type { WantedStore } from './choose-store.ts'
import type { ImportPorts } from './import-ports.ts'
import { toImport } from './import-shape.ts'
import {
  findImport,
  insertImport,
  selectImports,
  type HeaderOfFile,
  type ImportRecord,
} from './imports.store.ts'
import type { KeptMapping } from './mappings.store.ts'
import { chooseReader, readerOf } from './readers.ts'
import { receiveUpload, type UploadPart } from './uploads.ts'

export const uploadLimitBytes = 200 * 1024 * 1024
const pageSize = 20

interface Steps {
  previewLater(row: ImportRecord, reader: StoreConnector): void
  runLater(row: ImportRecord, reader: StoreConnector): void
  settleStore(
    shopId: string,
    format: OrderFormat,
    wanted: WantedStore,
    guessed: string | null,
    by: string | null,
  ): Promise<string>
  begin(row: ImportRecord, storeId: string, isStrict: boolean): Promise<ImportRecord>
  keptFor(shopId: string, header: HeaderOfFile | null): Promise<KeptMapping | null>
}

/** Imports from the console: upload and look, then run; and how far they are. */
export const createImportUploads = (ports: ImportPorts, steps: Steps) => {
  const { db, clock, directory, uploads } = ports
  const show = async (row: ImportRecord): Promise<Import> =>
    toImport(row, await directory.facts(row.shop_id), clock.now())

  const open = async (shopId: string, id: string): Promise<ImportRecord> => {
    const row = await db.inShop(shopId, (tx) => findImport(tx, id))
    if (!row) throw notFound()
    return row
  }

  return {
    /**
     * Keeps the uploaded file and begins to look at it, or waits for a mapping where its columns are not known. What is no
     * table at all is refused at once.
     * @throws AppError file.too_large {maxBytes}; import.unknown_format, import.unreadable {failure, detail}; request.invalid
     */
    upload: async (caller: MemberCaller, parts: AsyncIterable<UploadPart>): Promise<Import> => {
      const id = newId()
      const kept = await receiveUpload(uploads, id, parts, uploadLimitBytes)
      try {
        const wanted = formatOf(kept.fields.get('format'))
        const choice = await chooseReader(ports.readers, kept.path, uploadLimitBytes, wanted)
        // Sheets that go on with each other: a person says which one.
        const mayChoose = !choice.ok && choice.failure === 'several_sheets'
        if (!choice.ok && choice.header === null && !mayChoose) throw refusalOf(choice.failure, choice.detail)
        // A table of the shop's own: read as the last one with this header was, or its columns are asked for.
        const known = choice.ok ? null : await steps.keptFor(caller.shopId, choice.header)
        const reader = choice.ok ? choice.reader : known && ports.mapped(known.mapping)
        const row = await db.inShop(caller.shopId, (tx) =>
          insertImport(tx, {
            id,
            shopId: caller.shopId,
            isDryRun: false,
            isStrict: false,
            fileName: kept.name,
            filePath: kept.path,
            bytes: kept.size,
            format: reader?.format ?? null,
            storeId: null,
            by: caller.actorId,
            at: clock.now(),
            state: reader ? 'previewing' : 'mapping',
            mapping: known?.mapping ?? null,
            header: choice.ok ? null : choice.header,
            sheets: choice.sheets,
          }),
        )
        const shown = await show(row)
        if (reader) steps.previewLater(row, reader)
        return shown
      } catch (error) {
        await uploads.remove(kept.path)
        throw error
      }
    },

    /** @throws AppError not_found; state.conflict unless it is previewed; request.invalid {stores} when a store must be named. */
    run: async (caller: MemberCaller, id: string, body: BodyOf<typeof runImport>): Promise<Import> => {
      const row = await outsideClaim(() => open(caller.shopId, id))
      const reader = readerOf(ports, row)
      if (row.state !== 'previewed' || !reader) throw new AppError('state.conflict', { state: row.state })
      const storeId = await outsideClaim(() =>
        steps.settleStore(caller.shopId, reader.format, body, row.store_id, caller.actorId),
      )
      const started = await steps.begin(row, storeId, body.strict ?? false)
      steps.runLater(started, reader)
      return show(started)
    },

    read: async (caller: MemberCaller, id: string): Promise<Import> => show(await open(caller.shopId, id)),

    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listImports>,
    ): Promise<ReplyOf<typeof listImports>> => {
      const limit = query.limit ?? pageSize
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectImports(tx, caller.shopId, decodeCursor(query.cursor)?.id ?? null, limit + 1),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: await Promise.all(rows.slice(0, limit).map(show)),
        next: last ? encodeCursor(last.started_at, last.id) : null,
      }
    },
  }
}

const formatOf = (value: string | undefined): OrderFormat | null => {
  if (value === undefined || value === '') return null
  const known = orderFormats.find((format) => format === value)
  if (!known) throw new AppError('request.invalid', { problems: [{ path: '/body/format', rule: 'enum' }] })
  return known
}

export const refusalOf = (failure: FileFailure, detail: string): AppError =>
  failure === 'too_large'
    ? new AppError('file.too_large', { maxBytes: uploadLimitBytes })
    : new AppError(
        failure === 'unreadable' || failure === 'not_text' || failure === 'empty_file'
          ? 'import.unreadable'
          : 'import.unknown_format',
        { failure, detail },
      )
