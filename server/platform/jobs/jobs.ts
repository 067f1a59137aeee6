import { EventEmitter } from 'node:events'
import {
  Logger as QueueLogger,
  runMigrations,
  runTaskList,
  type TaskList,
  type WorkerPool,
} from 'graphile-worker'
import pg from 'pg'
import type { Clock } from '../clock/clock.ts'
import type { Logger } from '../log/log.ts'
import { onEnqueued } from './enqueue.ts'
import { checkPayload, type Envelope, type JobHandler } from './job.ts'
import { createPresence } from './presence.ts'
import { createRelay } from './relay.ts'

export interface JobsPorts {
  /** A connection of the database's owner: the queue keeps a schema of its own. */
  url: string
  clock: Clock
  log: Logger
  /** By the kind's name; see `handle`. Jobs of other names stay in the queue for a process that knows them. */
  handlers: Readonly<Record<string, JobHandler>>
  /** Jobs at once in this process. */
  concurrency: number
  /** Counts a failed try; `isLast` when it will not be tried again. */
  onFailure?: (job: string, isLast: boolean) => void
  /** How long a stop waits for running jobs: after half of it their signal aborts, then they are given back. 10 s unless said. */
  patienceMs?: number
}

export interface Backlog {
  /** Left and not handed on yet, due or not. */
  outbox: number
  /** In the queue, tried or not. */
  queued: number
  /** Tried for the last time; kept to be looked at. */
  failed: number
}

export interface Jobs {
  /** Brings the queue's schema up, frees the jobs of killed processes, begins to work. */
  start(): Promise<void>
  /** Work was left just now; commits of this process wake by themselves. */
  wake(): void
  /** Hands everything due by the clock to the queue; returns how many. */
  moveDue(): Promise<number>
  backlog(): Promise<Backlog>
  /** Takes no more and lets running jobs finish, as long as patience lasts. */
  stop(): Promise<void>
}

/**
 * Taking jobs a few at a time and striking off the done ones together makes 1,300 jobs a second into 3,000 to 5,000 (two
 * cores, 10,000 empty jobs, November 2026); more than a few would lie with a busy process while another one idles.
 */
const inBatches = (concurrency: number) => ({
  worker: { localQueue: { size: 4 * concurrency }, completeJobBatchDelay: 0 },
})
const restartAfterMs = 1000

/** Turns outbox rows into running jobs: relay, queue, and the care for what killed processes left behind. */
export const createJobs = (ports: JobsPorts): Jobs => {
  const { clock, log, patienceMs = 10_000 } = ports
  const failed = (what: string) => (error: unknown) => log.error({ err: asLogged(error) }, `${what} failed`)
  const owner = new pg.Pool({
    connectionString: ports.url,
    max: ports.concurrency + 3,
    application_name: 'fivehearts-jobs',
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC -c statement_timeout=30000',
  })
  // A connection that dies is replaced; without listeners, idle or lent out, it would end the process.
  owner.on('error', failed('connection of jobs'))
  owner.on('connect', (client) => {
    client.on('error', failed('connection of jobs'))
  })
  const relay = createRelay({ pool: owner, clock, onError: failed('relay') })
  const presence = createPresence(ports.url, failed('presence of jobs'))
  const tasks = asTasks(ports)
  let pool: WorkerPool | undefined
  let isStopped = true
  let starting: Promise<void> | undefined
  let cancelRestart: (() => void) | undefined
  let unhear: (() => void) | undefined

  const open = async () => {
    const opened = runTaskList(
      {
        concurrency: ports.concurrency,
        pollInterval: 1000,
        noHandleSignals: true,
        logger: quietLogger(log),
        events: new EventEmitter(),
        gracefulShutdownAbortTimeout: patienceMs / 2,
        preset: inBatches(ports.concurrency),
      },
      tasks,
      owner,
    )
    pool = opened
    // The queue gives up when the database is away for long; the desk does not.
    opened.promise.catch(failed('queue')).finally(() => {
      if (!isStopped)
        cancelRestart = clock.at(new Date(clock.now().getTime() + restartAfterMs), () => {
          void reopen()
        })
    })
    await presence.enter(opened.id)
  }
  const reopen = async () => {
    await presence.leave().catch(failed('presence of jobs'))
    if (isStopped) return
    await open().catch(failed('queue'))
  }

  const start = async () => {
    await runMigrations({ pgPool: owner, logger: quietLogger(log) })
    isStopped = false
    try {
      await open()
    } catch (error) {
      isStopped = true
      await close(pool, patienceMs, failed('queue'))
      throw error
    }
    relay.start()
    unhear = onEnqueued(relay.wake)
  }

  return {
    start: () =>
      (starting = start().finally(() => {
        starting = undefined
      })),
    wake: relay.wake,
    moveDue: relay.moveDue,
    backlog: async () =>
      (
        await owner.query<Backlog>(`select (select count(*)::int from platform.outbox) as outbox,
      count(*) filter (where attempts < max_attempts or locked_at is not null)::int as queued,
      count(*) filter (where attempts >= max_attempts and locked_at is null)::int as failed from graphile_worker.jobs`)
      ).rows[0] ?? { outbox: 0, queued: 0, failed: 0 },
    stop: async () => {
      // Told to stop while it still starts: whoever started it hears of a failure.
      if (starting) await starting.catch(() => undefined)
      isStopped = true
      unhear?.()
      cancelRestart?.()
      await Promise.all([relay.stop(), close(pool, patienceMs, failed('queue'))])
      await presence.leave()
      await owner.end()
    },
  }
}

const close = async (pool: WorkerPool | undefined, patienceMs: number, onError: (error: unknown) => void) => {
  if (!pool) return
  const overdue = setTimeout(() => {
    Promise.resolve(pool.forcefulShutdown('the process stops')).catch(onError)
  }, patienceMs)
  await Promise.resolve(pool.gracefulShutdown()).catch(onError)
  await pool.promise.catch(onError)
  clearTimeout(overdue)
}

const asTasks = ({ handlers, log, onFailure }: JobsPorts): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(
      ([name, handler]) =>
        [
          name,
          async (raw: unknown, { job, abortSignal }) => {
            const { shop, data } = raw as Envelope
            try {
              checkPayload(name, handler.schema, data)
              await handler.run(data, {
                id: Number(job.id),
                attempt: job.attempts,
                shop,
                signal: abortSignal ?? new AbortController().signal,
              })
            } catch (error) {
              const isLast = job.attempts >= job.max_attempts
              onFailure?.(name, isLast)
              log.error(
                { job: name, id: Number(job.id), attempt: job.attempts, isLast, err: asLogged(error) },
                'job failed',
              )
              throw error
            }
          },
        ] satisfies [string, TaskList[string]],
    ),
  )

/** Message and stack only: other fields of a database error hold values of rows. */
const asLogged = (error: unknown) =>
  error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) }

/** The queue's own remarks; its reports of failed jobs are dropped, ours say the same without its extras. */
const quietLogger = (log: Logger) =>
  new QueueLogger(() => (level, message, meta) => {
    if (meta && 'failure' in meta) return
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
    else log.debug(message)
  })
