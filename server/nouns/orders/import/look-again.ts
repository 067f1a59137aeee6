import type { BodyOf } from '#contract/endpoint.ts'
import type { StoreConnector } from '#contract/orders/import-record.ts'
import type { Import, lookAtImport } from '#contract/orders/orders.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ImportPorts } from './import-ports.ts'
import { toImport } from './import-shape.ts'
import { refusalOf, uploadLimitBytes } from './import-uploads.ts'
import {
  findImport,
  readOtherwise,
  type HeaderOfFile,
  type ImportRecord,
  type OtherReading,
} from './imports.store.ts'
import type { KeptMapping } from './mappings.store.ts'
import { chooseReader, readerOf } from './readers.ts'
import { receiveUpload, type UploadPart } from './uploads.ts'

interface Steps {
  previewLater(row: ImportRecord, reader: StoreConnector): void
  keptFor(shopId: string, header: HeaderOfFile | null): Promise<KeptMapping | null>
}

/** An uploaded file that is looked at once more before it is taken in: for another store, another sheet, with its lines. */
export const createLookingAgain = (ports: ImportPorts, steps: Steps) => {
  const { db, clock, directory, uploads } = ports

  const open = async (shopId: string, id: string): Promise<ImportRecord & { file_path: string }> => {
    const row = await db.inShop(shopId, (tx) => findImport(tx, id))
    if (!row) throw notFound()
    const { file_path: path } = row
    if (path === null || (row.state !== 'mapping' && row.state !== 'previewed'))
      throw new AppError('state.conflict', { state: row.state })
    return { ...row, file_path: path }
  }
  const again = async (row: ImportRecord, reading: Omit<OtherReading, 'at'>): Promise<Import> => {
    const changed = await db.inShop(row.shop_id, (tx) =>
      readOtherwise(tx, row, { ...reading, at: clock.now() }),
    )
    if (!changed) throw new AppError('state.conflict')
    if (reading.lines !== undefined && row.lines_path !== null) await uploads.remove(row.lines_path)
    const shown = toImport(changed, await directory.facts(row.shop_id), clock.now())
    const reader = readerOf(ports, changed)
    if (reader && changed.state === 'previewing') steps.previewLater(changed, reader)
    return shown
  }
  /** What another sheet of the file is. @throws AppError import.unknown_format, import.unreadable */
  const sheetOf = async (row: ImportRecord & { file_path: string }, sheet: string) => {
    const choice = await chooseReader(ports.readers, row.file_path, uploadLimitBytes, null, sheet)
    if (!choice.ok && choice.header === null) throw refusalOf(choice.failure, choice.detail)
    const known = choice.ok ? null : await steps.keptFor(row.shop_id, choice.header)
    return {
      format: choice.ok ? choice.reader.format : known ? ('mapped' as const) : null,
      mapping: known?.mapping ?? null,
      header: choice.ok ? null : choice.header,
    }
  }

  return {
    /** @throws AppError not_found; state.conflict once it is taken in; request.invalid for a strange sheet; as an upload */
    lookAgain: async (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof lookAtImport>,
    ): Promise<Import> => {
      const row = await outsideClaim(() => open(caller.shopId, id))
      const facts = await directory.facts(caller.shopId)
      const { storeId, sheet, lines } = body
      if (storeId && !facts.stores.has(storeId)) throw notFound()
      if (sheet !== undefined && !row.sheets.includes(sheet))
        throw new AppError('request.invalid', { problems: [{ path: '/body/sheet', rule: 'unknown' }] })
      const found = sheet === undefined ? undefined : await sheetOf(row, sheet)
      return again(row, {
        state: (found ? found.format : row.format) === null ? 'mapping' : 'previewing',
        ...(found && { found, sheet: sheet ?? null }),
        ...(storeId !== undefined && { storeId, isNewStore: storeId === null }),
        ...(lines === false && { lines: null }),
      })
    },

    /** A second file with the lines of these orders. @throws AppError as an upload; not_found; state.conflict */
    giveLines: async (
      caller: MemberCaller,
      id: string,
      parts: AsyncIterable<UploadPart>,
    ): Promise<Import> => {
      await open(caller.shopId, id)
      const kept = await receiveUpload(uploads, newId(), parts, uploadLimitBytes)
      try {
        const choice = await chooseReader(ports.readers, kept.path, uploadLimitBytes, 'mapped')
        if (!choice.ok && choice.header === null) throw refusalOf(choice.failure, choice.detail)
        const row = await open(caller.shopId, id)
        return await again(row, {
          state: row.format === null ? 'mapping' : 'previewing',
          lines: { path: kept.path, name: kept.name },
        })
      } catch (error) {
        await uploads.remove(kept.path)
        throw error
      }
    },
  }
}
