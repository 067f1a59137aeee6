import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

type Commands = Record<string, (argument: never) => unknown>
interface Asked {
  id: number
  command: string
  argument: unknown
}
interface Answered {
  id: number
  result?: unknown
  error?: string
}

/** Another process of this run, asked over its IPC channel. */
export interface Child<C extends Commands> {
  ask<K extends keyof C & string>(
    command: K,
    argument: Parameters<C[K]>[0],
  ): Promise<Awaited<ReturnType<C[K]>>>
  stop(): Promise<void>
  /** Ends it as a power cut would: kill -9, and nothing is tidied up. */
  kill(): Promise<void>
}

/** Starts `file` (a module that calls `answer`). `options` are Node's own, such as --expose-gc. */
export const startChild = <C extends Commands>(file: URL, options: readonly string[] = []): Child<C> => {
  const child = fork(fileURLToPath(file), {
    execArgv: [...options],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  let count = 0
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.on('message', ({ id, result, error }: Answered) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(result as never)
    else asked?.reject(new Error(error))
  })
  void gone.then(() => {
    for (const { reject } of waiting.values())
      reject(new Error(`${file.pathname} ended (${child.exitCode ?? child.signalCode})`))
  })
  return {
    ask: (command, argument) =>
      new Promise((resolve, reject) => {
        const id = ++count
        waiting.set(id, { resolve, reject })
        child.send({ id, command, argument } satisfies Asked)
      }),
    stop: async () => {
      // Closing the channel is the word to end: CPU profiles are written only by a process that ends by itself.
      if (child.connected) child.disconnect()
      const impatient = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(impatient)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Answers what the parent asks until the parent is gone, then runs `end`. */
export const answer = <C extends Commands>(commands: C, end: () => unknown = () => undefined): C => {
  process.on('message', ({ id, command, argument }: Asked) => {
    void (async () => commands[command]?.(argument as never))().then(
      (result) => process.send?.({ id, result } satisfies Answered),
      (error: unknown) =>
        process.send?.({
          id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        } satisfies Answered),
    )
  })
  process.once('disconnect', () => void Promise.resolve(end()).finally(() => process.exit()))
  return commands
}
