import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { stat } from 'node:fs/promises'
import pg from 'pg'
import { applyMigrations, refuseOldServer } from '../database/migrate.ts'
import { BadBackup, damaged } from './bad-backup.ts'
import { ByteReader } from './byte-reader.ts'
import { quoted } from './catalogue.ts'
import { commitSurely, dropConnection, takeRestoreLock } from './commit.ts'
import { copyIn, copyOut, createTally, sameText } from './copy.ts'
import { readFrames, readHead, type Head } from './frames.ts'
import { progressTeller, type BackupProgress } from './progress.ts'
import { readRecords, type BackupRecord, type Contents, type Ending, type TablePart } from './records.ts'
import { buildSchema, clearForLoading, refuseUsed, splitMigrations } from './schema.ts'

export interface RestorePorts {
  databaseUrl: string
  migrationsFolder: string
  /** Takes a blob in beside the place; its content counts only once the restore has come to its end. */
  takeBlob(key: string, content: Readable): Promise<void>
  now: Date
  monotonic: () => number
  /** How long a database that went away during the commit is asked what became of it; 30 seconds when left out. */
  patienceMs?: number | undefined
  onProgress?: ((progress: BackupProgress) => void) | undefined
}
export interface Restored {
  head: Head
  server: string
  tables: number
  rows: number
  blobs: number
  missingBlobs: string[]
  /** Keys that came with it, hex, the current one first. */
  keys: string[]
  /** Migrations of this version that the backup did not have yet. */
  migrated: string[]
}

/** What a backup is, from its plain beginning. @throws BadBackup when the file is none. */
export const readBackupHead = async (path: string): Promise<Head> => {
  const file = openFile(path)
  try {
    return (await readHead(new ByteReader(file))).head
  } finally {
    file.destroy()
  }
}

/** @throws BadBackup when the database is not empty. */
export const refuseUsedDatabase = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'fivehearts-restore' })
  await client.connect()
  try {
    await refuseOldServer(client)
    await refuseUsed(client)
  } finally {
    await client.end()
  }
}

/**
 * Restores into an empty database in one transaction, and reads every table back before it commits: `beforeCommit` runs
 * when everything is verified, and what it throws undoes the restore as well.
 * @throws BadBackup with a sentence; the database is then as empty as before, unless it is an UnclearRestore.
 */
export const restoreBackup = async (
  path: string,
  passphrase: string | null,
  ports: RestorePorts,
  beforeCommit: (restored: Restored) => Promise<void> = () => Promise.resolve(),
): Promise<Restored> => {
  const { size } = await stat(path).catch(() => {
    throw new BadBackup(`There is no file ${path}.`)
  })
  const client = new pg.Client({
    connectionString: ports.databaseUrl,
    application_name: 'fivehearts-restore',
  })
  client.on('error', () => undefined)
  const file = openFile(path)
  let isCommitted = false
  try {
    const reader = new ByteReader(file)
    const head = await readHead(reader)
    await client.connect()
    await refuseOldServer(client)
    await client.query(sameText)
    await client.query(`set maintenance_work_mem = '256MB'`)
    await client.query('begin')
    if (!(await takeRestoreLock(client)))
      throw new BadBackup('Another restore into this database is under way; nothing was changed.')
    await refuseUsed(client)
    const tell = progressTeller(ports.onProgress, ports.monotonic)
    const loader = new Loader(client, ports, () => tell('tables', file.bytesRead / size))
    const decompress = createZstdDecompress()
    await pipeline(
      Readable.from(readFrames(reader, head, passphrase), { objectMode: false }),
      decompress,
      (source: AsyncIterable<Buffer>) => loader.takeIn(readRecords(source)),
    )
    const restored = { head: head.head, ...(await loader.finish(tell)) }
    await commitSurely(client, ports.databaseUrl, ports.patienceMs ?? 30_000, () => beforeCommit(restored))
    isCommitted = true
    return restored
  } catch (error) {
    throw worded(error)
  } finally {
    file.destroy()
    if (!isCommitted) dropConnection(client)
    await client.end().catch(() => undefined)
  }
}

/** Loads the records as they come, in the open transaction. */
class Loader {
  readonly #client: pg.Client
  readonly #ports: RestorePorts
  readonly #onBytes: () => void
  readonly #parts: { part: TablePart; ending: Ending }[] = []
  #contents: Contents | null = null
  #since: Awaited<ReturnType<typeof splitMigrations>>['since'] = []
  #keys: string[] = []
  #back: string[] = []
  #blobs = 0
  #missingBlobs: string[] = []

  constructor(client: pg.Client, ports: RestorePorts, onBytes: () => void) {
    this.#client = client
    this.#ports = ports
    this.#onBytes = onBytes
  }

  async takeIn(records: AsyncGenerator<BackupRecord>): Promise<void> {
    for (let next = await records.next(); !next.done; next = await records.next()) {
      const record = next.value
      if (record.kind === 'contents' && !this.#contents) await this.#begin(record.is)
      else if (!this.#contents) throw damaged('no contents')
      else if (record.kind === 'keys') this.#keys = record.is.keys
      else if (record.kind === 'part') await this.#takePart(record.is, records)
      else if (record.kind === 'blob') await this.#takeBlob(record.is.key, records)
      else if (record.kind === 'trailer') {
        const rows = this.#parts.reduce((sum, { ending }) => sum + ending.rows, 0)
        const { tables, blobs } = record.is
        if (tables !== this.#parts.length || rows !== record.is.rows || blobs !== this.#blobs)
          throw damaged('parts are missing')
        this.#missingBlobs = record.is.missingBlobs
      } else throw damaged('a record')
    }
  }

  /** Reads everything back, puts back what was taken away, and brings the schema to this version. */
  async finish(tell: (step: BackupProgress['step'], share: number) => void): Promise<Omit<Restored, 'head'>> {
    const contents = this.#contents
    if (!contents) throw damaged('no contents')
    const client = this.#client
    const all = this.#parts.reduce((sum, { ending }) => sum + ending.bytes, 0) || 1
    let before = 0
    for (const { part, ending } of this.#parts) {
      await this.#readBack(part, ending, (bytes) => tell('checking', (before + bytes) / all))
      before += ending.bytes
    }
    for (const [index, statement] of this.#back.entries()) {
      tell('indexes', index / this.#back.length)
      await client.query(statement)
    }
    for (const { name, lastValue } of contents.sequences)
      if (lastValue !== null)
        await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), lastValue])
    await raiseEpoch(client, this.#ports.now)
    await client.query('reset search_path')
    await applyMigrations(client, this.#since, this.#ports.now)
    const tables = contents.tables.filter(({ partition }) => partition === null)
    await client.query(`analyze ${tables.map(({ table }) => quoted(table)).join(', ')}`)
    return {
      server: contents.server,
      tables: this.#parts.length,
      rows: this.#parts.reduce((sum, { ending }) => sum + ending.rows, 0),
      blobs: this.#blobs,
      missingBlobs: this.#missingBlobs,
      keys: this.#keys,
      migrated: this.#since.map(({ name }) => name),
    }
  }

  async #begin(contents: Contents): Promise<void> {
    this.#contents = contents
    const { upTo, since } = await splitMigrations(this.#ports.migrationsFolder, contents)
    this.#since = since
    // Migrations expect the path of every other session.
    await this.#client.query('reset search_path')
    await buildSchema(this.#client, contents, upTo, this.#ports.now)
    this.#back = (await clearForLoading(this.#client)).back
    await this.#client.query('set search_path = pg_catalog')
  }

  async #takePart(part: TablePart, records: AsyncGenerator<BackupRecord>): Promise<void> {
    const known = this.#contents?.tables.find(({ table }) => table === part.table)
    if (!known || known.columns.join() !== part.columns.join()) throw damaged('an unknown table')
    const copy = copyIn(this.#client, part)
    const tally = createTally()
    const ending = await takeData(records, async (piece) => {
      tally.add(piece)
      await copy.write(piece)
      this.#onBytes()
    })
    const taken = await copy.end()
    refuseOther(part.table, ending, { ...tally.ending(), rows: taken })
    this.#parts.push({ part, ending })
  }

  async #takeBlob(key: string, records: AsyncGenerator<BackupRecord>): Promise<void> {
    const tally = createTally()
    let ending: Ending | undefined
    const content = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        const next = await records.next()
        if (next.done) throw damaged('a file')
        if (next.value.kind === 'ending') {
          ending = next.value.is
          return
        }
        if (next.value.kind !== 'data') throw damaged('a file')
        tally.add(next.value.is)
        yield next.value.is
      }
    }
    await this.#ports.takeBlob(key, Readable.from(content(), { objectMode: false }))
    if (!ending) throw damaged('a file')
    refuseOther(`file ${key.slice(0, 12)}`, ending, { ...tally.ending(), rows: 0 })
    this.#blobs++
    this.#onBytes()
  }

  /** The same bytes must come out as went in: same rows, same order, same values. */
  async #readBack(part: TablePart, ending: Ending, onBytes: (bytes: number) => void): Promise<void> {
    const tally = createTally()
    let bytes = 0
    for await (const piece of copyOut(this.#client, part, tally)) onBytes((bytes += piece.length))
    refuseOther(part.table, ending, tally.ending())
  }
}

const refuseOther = (name: string, wanted: Ending, found: Ending): void => {
  if (wanted.rows !== found.rows || wanted.bytes !== found.bytes || wanted.sha256 !== found.sha256)
    throw damaged(`${name} is not what was written`)
}

/** Takes the pieces up to the ending, which it returns. */
const takeData = async (
  records: AsyncGenerator<BackupRecord>,
  take: (piece: Buffer) => Promise<void>,
): Promise<Ending> => {
  for (;;) {
    const next = await records.next()
    if (next.done) throw damaged('a table')
    if (next.value.kind === 'ending') return next.value.is
    if (next.value.kind !== 'data') throw damaged('a table')
    await take(next.value.is)
  }
}

/** Places in the log before the restore mean nothing after it: a new epoch tells every listener to fetch anew. */
const raiseEpoch = (client: pg.Client, now: Date) =>
  client.query(
    `insert into platform.log_epochs (epoch, cluster, opened_at) select coalesce(max(epoch), 0) + 1,
      (select system_identifier::text from pg_control_system()) || '/' || (select oid::text from pg_database where datname = current_database()), $1 from platform.log_epochs`,
    [now],
  )

const openFile = (path: string) => createReadStream(path, { highWaterMark: 1 << 20 })

const worded = (error: unknown): unknown => {
  if (error instanceof BadBackup) return error
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ENOENT') return new BadBackup('There is no such file.')
  if (code === 'ENOSPC' || code === '53100') return new BadBackup('The disk is full; nothing was restored.')
  if (code?.startsWith('ZSTD_error') || code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR')
    return damaged('its content cannot be unpacked')
  if (code?.startsWith('22') || code?.startsWith('23'))
    return damaged(`the database refuses a row: ${message ?? ''}`)
  return error
}
