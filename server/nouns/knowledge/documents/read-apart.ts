import { Worker } from 'node:worker_threads'
import { AppError } from '#platform/http/app-error.ts'
import type { ReadDocument } from './read-document.ts'
import type { ToRead, WasRead } from './reading-worker.ts'

const longestMs = 30_000
const mostMegabytes = 700

/**
 * Reads a document in a thread of its own: a large or hostile one keeps no buyer waiting, and is given up after half a minute.
 * @throws AppError import.unreadable {failure, detail}
 */
export const readApart = async (wanted: ToRead): Promise<ReadDocument> => {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: wanted,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  })
  try {
    const answer = await new Promise<WasRead>((resolve, reject) => {
      const timer = setTimeout(() => resolve({ ok: false, failure: 'unreadable', detail: 'time' }), longestMs)
      worker.once('message', (message: WasRead) => resolve(message))
      worker.once('error', (error: Error & { code?: string }) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? resolve({ ok: false, failure: 'too_large', detail: 'memory' })
          : reject(error),
      )
      worker.once('exit', () => clearTimeout(timer))
    })
    if (!answer.ok)
      throw new AppError('import.unreadable', { failure: answer.failure, detail: answer.detail })
    return answer.document
  } finally {
    await worker.terminate()
  }
}
