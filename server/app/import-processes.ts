import { fork, type ChildProcess } from 'node:child_process'
import { extname, join } from 'node:path'
import type { Config } from '#platform/config/config.ts'
import type { Ground } from './ground.ts'

/** What the process of an import is told first; `databaseUrl` is the one in use. */
export interface ImportOrder {
  config: Config
  importId: string
}

/**
 * Imports of a serving desk, each in a process of its own and of lower priority: reading a file is all computing, and in the
 * desk's process every buyer would wait behind it (p95 of a message 80 ms instead of 8, November 2026). It is told to stop
 * at its next chunk, and stops by itself when this process is gone.
 */
export const createImportProcesses = (ground: Pick<Ground, 'config' | 'databaseUrl'>) => {
  const children = new Set<ChildProcess>()
  let isStopped = false
  return {
    /**
     * Resolves when the process has ended well; what became of the import its row says. Once stopped it begins none, and
     * the import is left to the next start. Rejects when the process cannot be started or ends otherwise.
     */
    work: (importId: string): Promise<void> =>
      new Promise((resolve, reject) => {
        if (isStopped) return resolve()
        const child = fork(join(import.meta.dirname, `import-process${extname(import.meta.filename)}`), {
          execArgv: [],
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        })
        children.add(child)
        const failed = (error: Error) => {
          children.delete(child)
          reject(error)
        }
        // A process that did not start errs more than once, and whatever nobody hears would end this one.
        child.on('error', failed)
        child.once('exit', (code, signal) => {
          children.delete(child)
          if (code === 0) resolve()
          else reject(new Error(`the process of an import ended with ${code ?? signal}`))
        })
        const config = { ...ground.config, databaseUrl: ground.databaseUrl }
        child.send({ config, importId } satisfies ImportOrder, (error) => {
          if (error) failed(error)
        })
      }),
    pids: (): number[] => [...children].flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
    stop: (): void => {
      isStopped = true
      for (const child of children) if (child.connected) child.disconnect()
    },
  }
}
