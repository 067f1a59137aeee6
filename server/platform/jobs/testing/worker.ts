import pg from 'pg'
import { systemClock } from '../../clock/clock.ts'
import { createLog } from '../../log/log.ts'
import { createJobs } from '../jobs.ts'
import { handle } from '../job.ts'
import { noteNumber } from './recorder.ts'

/** A process of its own to be killed: works on the queue and writes what ran into `public.ran`. Arguments: URL, `work` or `relay`. */
const [url = '', mode] = process.argv.slice(2)
const notes = new pg.Pool({ connectionString: url, max: 4 })
const working = handle(noteNumber, async ({ n }, { id }) => {
  await notes.query('insert into public.ran (n, job, process) values ($1, $2, $3)', [n, id, process.pid])
})
const relaying = { 'testing.nothing': { schema: noteNumber.schema, run: () => Promise.resolve() } }

const jobs = createJobs({
  url,
  clock: systemClock(),
  log: createLog('warn'),
  handlers: mode === 'work' ? working : relaying,
  concurrency: 4,
})
process.once('SIGTERM', () => {
  void jobs
    .stop()
    .then(() => notes.end())
    .then(() => process.exit(0))
})
await jobs.start()
