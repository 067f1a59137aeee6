import { open, readdir, rename, unlink } from 'node:fs/promises'
import { createWriteStream, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import pg from 'pg'
import { BadBackup } from './bad-backup.ts'
import { proveAllSeen, readApplied, readSequences, readTables, type TableNow } from './catalogue.ts'
import { copyOut, createTally, sameText } from './copy.ts'
import { headBytes, writeFrames, type Head } from './frames.ts'
import { progressTeller, type BackupProgress } from './progress.ts'
import { createRecordWriter, type Contents, type Ending } from './records.ts'
import { newSeal } from './seal.ts'

export interface BackupPorts {
  /** Of the user who owns the tables. */
  databaseUrl: string
  /** The bytes that rows of the snapshot name: the keys, by a query over the snapshot, and each one's content. */
  blobs: {
    keys(client: pg.Client): Promise<string[]>
    read(key: string): Promise<{ stream: Readable; bytes: number } | null>
  }
  /** Looks at the snapshot before anything is written; what it throws ends the backup. */
  check?: (client: pg.Client) => Promise<void>
  product: string
  now: Date
  /** Counts milliseconds, for the estimate alone. */
  monotonic: () => number
}
export interface WantedBackup {
  /** Replaced only where `mayReplace`; it is there whole or not at all. */
  path: string
  mayReplace: boolean
  passphrase: string | null
  /** The keys of the desk, hex, the current one first; written only into an encrypted backup. */
  secretKeys: readonly string[]
  /** Goes on where most of the files that rows name are missing, which else means the wrong data folder. */
  mayLackFiles?: boolean | undefined
  onProgress?: ((progress: BackupProgress) => void) | undefined
}
export interface MadeBackup {
  tables: number
  rows: number
  blobs: number
  missingBlobs: string[]
  /** Of the file. */
  bytes: number
  /** Before compression. */
  contentBytes: number
  isEncrypted: boolean
  hasKeys: boolean
}

/**
 * Writes a consistent backup while the desk works: every table as of one snapshot. No lock outlives the copy of its own
 * table, so that making a partition meanwhile stops nobody.
 * @throws BadBackup with a sentence; the file is then not there.
 */
export const writeBackup = async (ports: BackupPorts, wanted: WantedBackup): Promise<MadeBackup> => {
  const target = await openTarget(wanted)
  const holder = new pg.Client({ connectionString: ports.databaseUrl, application_name: 'fivehearts-backup' })
  const reader = new pg.Client({ connectionString: ports.databaseUrl, application_name: 'fivehearts-backup' })
  // Told by the query that runs on it.
  for (const client of [holder, reader]) client.on('error', () => undefined)
  try {
    await Promise.all([holder.connect(), reader.connect()])
    const seal = wanted.passphrase === null ? null : await newSeal(wanted.passphrase)
    const head: Head = {
      format: 1,
      product: ports.product,
      createdAt: ports.now.toISOString(),
      compression: 'zstd',
      seal: seal?.facts ?? null,
    }
    const made: Made = { tables: 0, rows: 0, blobs: 0, missingBlobs: [], contentBytes: 0 }
    const source = new BackupSource(ports, wanted, { holder, reader }, made)
    await pipeline(
      Readable.from(source.records(), { objectMode: false, highWaterMark: 1 << 20 }),
      createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
      (compressed: AsyncIterable<Buffer>) => writeFrames(compressed, headBytes(head), seal?.key ?? null),
      createWriteStream(target.draft, { flags: 'wx', mode: 0o600, flush: true }),
    )
    const bytes = await target.keep()
    return {
      ...made,
      bytes,
      isEncrypted: seal !== null,
      hasKeys: seal !== null && wanted.secretKeys.length > 0,
    }
  } catch (error) {
    await target.drop()
    throw worded(error)
  } finally {
    await Promise.allSettled([reader.end(), holder.end()])
  }
}

type Made = Omit<MadeBackup, 'bytes' | 'isEncrypted' | 'hasKeys'>

class BackupSource {
  readonly #ports: BackupPorts
  readonly #wanted: WantedBackup
  readonly #clients: { holder: pg.Client; reader: pg.Client }
  readonly #made: Made
  readonly #writer = createRecordWriter()
  readonly #tell: (step: BackupProgress['step'], share: number) => void

  constructor(
    ports: BackupPorts,
    wanted: WantedBackup,
    clients: { holder: pg.Client; reader: pg.Client },
    made: Made,
  ) {
    this.#ports = ports
    this.#wanted = wanted
    this.#clients = clients
    this.#made = made
    this.#tell = progressTeller(wanted.onProgress, ports.monotonic)
  }

  async *records(): AsyncGenerator<Buffer> {
    const { holder, reader } = this.#clients
    for (const client of [holder, reader]) await client.query(sameText)
    // The holder locks no table of ours; it keeps the snapshot alive.
    await holder.query('begin isolation level repeatable read read only')
    await proveAllSeen(holder)
    await this.#ports.check?.(holder)
    const snapshot =
      (await holder.query<{ id: string }>('select pg_export_snapshot() as id')).rows[0]?.id ?? ''
    const tables = await readTables(holder)
    const contents = await describeContents(holder, tables)
    const keys = await this.#ports.blobs.keys(holder)
    yield this.#writer.write({ kind: 'contents', is: contents })
    if (this.#wanted.passphrase !== null && this.#wanted.secretKeys.length > 0)
      yield this.#writer.write({ kind: 'keys', is: { keys: [...this.#wanted.secretKeys] } })
    yield* this.#tables(snapshot, tables)
    yield* this.#blobs(keys)
    // A change of the schema may rewrite a table, and a rewritten table looks empty to an older snapshot.
    if (JSON.stringify(await readApplied(reader)) !== JSON.stringify(contents.migrations))
      throw new BadBackup('The desk was brought to a newer version during the backup; run it again.')
    const { tables: count, rows, blobs, missingBlobs } = this.#made
    yield this.#writer.trailer({ tables: count, rows, blobs, missingBlobs })
  }

  async *#tables(snapshot: string, tables: readonly TableNow[]): AsyncGenerator<Buffer> {
    const { reader } = this.#clients
    const leaves = tables.filter((table) => !table.isPartitioned)
    const all = leaves.reduce((sum, { size }) => sum + size, 0)
    let before = 0
    for (const leaf of leaves) {
      await reader.query('begin isolation level repeatable read read only')
      await reader.query(`set transaction snapshot '${snapshot}'`)
      const part = { table: leaf.table, columns: leaf.columns }
      yield this.#writer.write({ kind: 'part', is: part })
      const tally = createTally()
      for await (const piece of copyOut(reader, part, tally)) {
        yield* this.#writer.data(piece)
        const done = leaf.likelyRows === 0 ? 0 : Math.min(0.99, tally.rows() / leaf.likelyRows)
        this.#tell('tables', (before + leaf.size * done) / all)
      }
      await reader.query('commit')
      const ending = tally.ending()
      this.#note(ending)
      this.#made.tables++
      this.#made.rows += ending.rows
      before += leaf.size
      yield this.#writer.write({ kind: 'ending', is: ending })
    }
  }

  async *#blobs(keys: readonly string[]): AsyncGenerator<Buffer> {
    for (const [index, key] of keys.entries()) {
      const blob = await this.#ports.blobs.read(key)
      if (!blob) {
        this.#made.missingBlobs.push(key)
        continue
      }
      yield this.#writer.write({ kind: 'blob', is: { key } })
      const tally = createTally()
      for await (const piece of blob.stream as AsyncIterable<Buffer>) {
        tally.add(piece)
        yield* this.#writer.data(piece)
      }
      const ending = { ...tally.ending(), rows: 0 }
      this.#note(ending)
      this.#made.blobs++
      yield this.#writer.write({ kind: 'ending', is: ending })
      this.#tell('files', (index + 1) / keys.length)
    }
    const missing = this.#made.missingBlobs.length
    if (missing * 2 > keys.length && !this.#wanted.mayLackFiles)
      throw new BadBackup(
        `${missing} of ${keys.length} files that rows name are not in the data folder: is it the right one (FIVEHEARTS_DATA)? To back up without them, say --without-files.`,
      )
  }

  #note({ bytes }: Ending) {
    this.#made.contentBytes += bytes
  }
}

const describeContents = async (client: pg.Client, tables: readonly TableNow[]): Promise<Contents> => ({
  migrations: await readApplied(client),
  server:
    (await client.query<{ v: string }>(`select current_setting('server_version') as v`)).rows[0]?.v ?? '',
  tables: tables.map(({ table, columns, partition }) => ({ table, columns, partition })),
  sequences: await readSequences(client),
})

/** Written beside and renamed when it is whole. What a killed backup left beside is removed. */
const openTarget = async ({ path, mayReplace }: WantedBackup) => {
  const folder = dirname(path)
  const prefix = `${basename(path)}.unfinished-`
  const names = await readdir(folder).catch(() => {
    throw new BadBackup(`There is no folder ${folder}.`)
  })
  if (!mayReplace && names.includes(basename(path)))
    throw new BadBackup(`${path} is there already; choose another name, or say --replace.`)
  for (const name of names)
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length))))
      await unlink(join(folder, name))
  const draft = join(folder, `${prefix}${process.pid}`)
  return {
    draft,
    /** Resolves with its size. */
    keep: async (): Promise<number> => {
      const file = await open(draft, 'r')
      const { size } = await file.stat()
      await file.close()
      await rename(draft, path)
      const here = await open(folder, 'r')
      // The name too must outlive a power cut.
      await here.sync()
      await here.close()
      return size
    },
    drop: () => unlink(draft).catch(() => undefined),
  }
}

const isRunning = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

/** A killed process whose parent has not asked after it: it still has its number, and in a container may keep it for long. */
const isZombie = (pid: number): boolean => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false // no Linux, or gone meanwhile
  }
}

const worded = (error: unknown): unknown => {
  const { code } = error as { code?: string }
  if (code === 'ENOSPC') return new BadBackup('The disk is full; nothing was kept of the backup.')
  if (code === 'EACCES' || code === 'EROFS') return new BadBackup('The backup cannot be written there.')
  if (code === '42501')
    return new BadBackup('This database user may not read every table; back up as the user who owns them.')
  if (code === '42P01' || code === '42704' || code === '3F000')
    return new BadBackup('The database holds no desk to back up.')
  return error
}
