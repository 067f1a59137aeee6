import { stat } from 'node:fs/promises'
import type { StoreConnector } from '#contract/orders/import-record.ts'
import type { Import } from '#contract/orders/orders.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { ImportPorts } from './import-ports.ts'
import { toImport } from './import-shape.ts'
import { askStop, findImport, takeUpAgain, type ImportRecord } from './imports.store.ts'
import { readerOf } from './readers.ts'

interface Steps {
  previewLater(row: ImportRecord, reader: StoreConnector): void
  runLater(row: ImportRecord, reader: StoreConnector): void
}

/** Stopping an import and going on with it. What it stored stays; going on begins at the first row and finds what is there. */
export const createImportStops = (ports: ImportPorts, steps: Steps) => {
  const { db, clock, directory } = ports
  const show = async (row: ImportRecord): Promise<Import> =>
    toImport(row, await directory.facts(row.shop_id), clock.now())

  /** @throws AppError not_found; state.conflict {state} unless it is stopped; import.unreadable when its file is gone. */
  const takeUp = async (
    shopId: string,
    id: string,
  ): Promise<{ row: ImportRecord; reader: StoreConnector }> => {
    const row = await db.inShop(shopId, (tx) => findImport(tx, id))
    if (!row) throw notFound()
    const reader = readerOf(ports, row)
    if (row.state !== 'stopped' || !reader) throw new AppError('state.conflict', { state: row.state })
    if (!(await isThere(row.file_path))) throw new AppError('import.unreadable', { failure: 'unreadable' })
    const taken = await db.inShop(shopId, (tx) => takeUpAgain(tx, id, clock.now()))
    if (!taken) throw new AppError('state.conflict')
    return { row: taken, reader }
  }

  return {
    takeUp,
    /** @throws AppError not_found; state.conflict {state} unless it is under way. */
    stopImport: async (caller: MemberCaller, id: string): Promise<Import> => {
      const asked = await db.inShop(caller.shopId, async (tx) => {
        const row = await findImport(tx, id)
        if (!row) throw notFound()
        const stopping = await askStop(tx, id, clock.now())
        if (!stopping) throw new AppError('state.conflict', { state: row.state })
        return stopping
      })
      return show(asked)
    },
    /** @throws AppError as `takeUp`. */
    continueImport: async (caller: MemberCaller, id: string): Promise<Import> => {
      const { row, reader } = await takeUp(caller.shopId, id)
      if (row.state === 'running') steps.runLater(row, reader)
      else steps.previewLater(row, reader)
      return show(row)
    },
  }
}

const isThere = async (path: string | null): Promise<boolean> =>
  path !== null && (await stat(path).catch(() => null))?.isFile() === true
