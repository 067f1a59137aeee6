import { parentPort, workerData } from 'node:worker_threads'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { readDocument, type ReadDocument, type Wanted } from './read-document.ts'

/** What the worker is given and what it answers. */
export interface ToRead {
  path: string
  name: string
  wanted: Wanted
}
export type WasRead =
  | { ok: true; document: ReadDocument }
  | { ok: false; failure: TableFailure['code']; detail: string }

if (parentPort) {
  const { path, name, wanted } = workerData as ToRead
  try {
    parentPort.postMessage({ ok: true, document: await readDocument(path, name, wanted) } satisfies WasRead)
  } catch (error) {
    if (!(error instanceof TableFailure)) throw error
    parentPort.postMessage({ ok: false, failure: error.code, detail: error.message } satisfies WasRead)
  }
}
