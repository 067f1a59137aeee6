import { join } from 'node:path'
import { onServer } from '#test/database/scratch.ts'
import { startChild, type Child } from '../child.ts'
import type { Cluster } from '../cluster.ts'
import { profiling } from '../desk/prepare.ts'
import { generateExport, type ExportShape } from '../generate/order-export.ts'
import type { Run } from '../measure.ts'
import type { ImporterCommands } from './importer.ts'

/** What the measures of this group share. */
export interface Ring {
  run: Run
  cluster: Cluster
  /** A migrated database with one shop and no orders. */
  base: string
  shopId: string
}

let copies = 0
/** A database of its own that is like `base`. */
export const freshDatabase = async ({ cluster, base }: Ring): Promise<string> => {
  const url = new URL(base)
  const template = url.pathname.slice(1)
  const name = `import_${++copies}`
  url.pathname = '/postgres'
  await onServer(url.toString(), `create database ${name} template ${template}`)
  url.pathname = `/${name}`
  await cluster.settle()
  return url.toString()
}

export const startImporter = ({ run }: Ring, options: string[] = []): Child<ImporterCommands> =>
  startChild<ImporterCommands>(new URL('importer.ts', import.meta.url), [...options, ...profiling(run)])

export const makeExport = async (
  { run, cluster }: Ring,
  shape: ExportShape,
  rows: number,
): Promise<{ path: string; orders: number }> => {
  run.say(`import: writing ${rows} rows of ${shape}`)
  const path = join(cluster.folder, `${shape}-${rows}.csv`)
  return { path, orders: await generateExport(path, { shape, rows }) }
}
