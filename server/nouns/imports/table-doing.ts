import { isPassing, messageOf, Stopped, type createImportWork } from '#nouns/orders/index.ts'
import { record } from '#platform/events/record.ts'
import type { TableImportPorts } from './table-import-ports.ts'
import { changeTable, findTable, type TableChange, type TableRecord } from './tables.store.ts'
import type { Taken } from './takers.ts'

/** A file that ends its process so often does it every time. */
const mostAttempts = 3
/** A bar needs no more, and every telling is a row and an event. */
const leastMsBetween = 500
/** Failures that other columns, another kind or another sheet may mend. */
const mendable: ReadonlySet<string> = new Set([
  'header_not_recognised',
  'nothing_to_know_by',
  'missing_column',
  'duplicate_column',
])

/** Looking at a table and taking it in, as its row says. */
export const createTableDoing = (ports: TableImportPorts, work: ReturnType<typeof createImportWork>) => {
  const { db, clock, uploads, takers } = ports
  type State = TableRecord['state']

  const change = (row: TableRecord, states: State[], to: Omit<TableChange, 'at'>) =>
    db.inShop(row.shop_id, async (tx) => {
      const at = clock.now()
      const changed = await changeTable(tx, row.id, { states }, { ...to, at })
      if (changed)
        await record(tx, at, {
          name:
            changed.state === 'finished' || changed.state === 'failed'
              ? 'table_import.finished'
              : 'table_import.progressed',
          subject: row.id,
          version: changed.version,
          audience: ['desk'],
          actor: row.by,
          facts: { kind: changed.kind, state: changed.state, percent: changed.percent, error: changed.error },
        })
      return changed
    })
  /** Ends it, unless it has moved on; its file is let go of. */
  const end = async (row: TableRecord, to: Omit<TableChange, 'at'>): Promise<void> => {
    const ended = await change(row, [row.state], { ...to, finishedAt: clock.now() })
    if (ended?.file_path) await uploads.remove(ended.file_path)
  }
  const fail = (row: TableRecord, error: string, errorDetail = ''): Promise<void> =>
    end(row, { state: 'failed', sample: {}, error, errorDetail })

  const take = (row: TableRecord & { file_path: string }): Promise<Taken> => {
    let toldAt = Number.NEGATIVE_INFINITY
    return takers[row.kind].take({
      shopId: row.shop_id,
      importId: row.id,
      path: row.file_path,
      fileName: row.file_name,
      sheet: row.sheet,
      storeId: row.store_id,
      newStore: row.new_store,
      map: row.map,
      isDryRun: row.state === 'previewing',
      isStrict: row.is_strict,
      by: row.by,
      onStep: async (share) => {
        if (work.isStopped()) throw new Stopped()
        if (clock.monotonic() - toldAt < leastMsBetween) return
        toldAt = clock.monotonic()
        await change(row, [row.state], { percent: Math.round(share * 100) })
      },
    })
  }
  const finish = async (row: TableRecord, taken: Taken): Promise<void> => {
    const { counts, refused, refusedCount, columns, sample, error, errorDetail } = taken
    const result = { counts, refused, refusedCount, columns, sample, percent: 100 }
    if (error === null && row.state === 'previewing')
      await change(row, ['previewing'], { ...result, state: 'previewed' })
    else if (error === null) await end(row, { ...result, state: 'finished', sample: {} })
    else if (row.state === 'previewing' && mendable.has(error))
      await change(row, ['previewing'], { ...result, state: 'mapping', error, errorDetail })
    else await end(row, { ...result, state: 'failed', sample: {}, error, errorDetail })
  }

  return {
    fail,
    /** Works on one that is under way and that nobody holds, and waits for it. */
    here: async (id: string): Promise<void> => {
      await work.hold(id, async () => {
        const found = await db.asSystem((tx) => findTable(tx, id))
        if (!found || (found.state !== 'previewing' && found.state !== 'running')) return
        const { file_path: path } = found
        if (path === null) return fail(found, 'interrupted')
        const row = await change(found, [found.state], { attempts: found.attempts + 1 })
        if (!row) return
        if (row.attempts > mostAttempts) return fail(row, 'gave_up')
        try {
          await finish(row, await take({ ...row, file_path: path }))
        } catch (error) {
          if (error instanceof Stopped || isPassing(error)) {
            // It did not end its process: what stopped it says nothing of the file.
            await change(row, [row.state], { attempts: 0 }).catch(() => undefined)
            if (error instanceof Stopped) return
            throw error
          }
          ports.onError(id, error)
          await fail(row, 'internal', messageOf(error))
        }
      })
    },
  }
}
