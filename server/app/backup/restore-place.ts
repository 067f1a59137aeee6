import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  BadBackup,
  refuseUsedDatabase,
  restoreBackup,
  UnclearRestore,
  type BackupProgress,
  type Restored,
} from '#platform/backup/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/config.ts'
import { startEmbeddedDatabase } from '#platform/database/embedded/index.ts'
import { keepOwner, tryLock, type Lock } from '#platform/database/embedded/locks.ts'
import { folderBlobs } from '#platform/files/index.ts'
import { migrationsFolder } from '../ground.ts'

export interface WantedRestore {
  path: string
  passphrase: string | null
  patienceMs?: number | undefined
  onProgress?: ((progress: BackupProgress) => void) | undefined
}
export type RestoredPlace = Restored & {
  /** The keys did not come with the backup and are not here: what they sealed cannot be read until they are. */
  lacksKeys: boolean
}

const unfinished = 'restore.unfinished'
/** Held by the kernel for as long as a restore works on the folder, whose file is nobody's otherwise. */
const lockName = 'restore.lock'
/** May be there already: the key that a plain backup does not carry, and what file systems put there by themselves. */
const harmless = ['secret.key', 'lost+found', lockName]
const ours = ['files', 'files.restoring', unfinished]

/**
 * Restores a backup into an empty data folder, with the database in it or the empty one at DATABASE_URL: all of it or
 * nothing. Whatever a killed restore left there is taken away first. @throws BadBackup with a sentence.
 */
export const restorePlace = async (
  config: Config,
  clock: Clock,
  wanted: WantedRestore,
): Promise<RestoredPlace> => {
  const folder = config.dataFolder
  // Looked at before anything is written there, and again under the lock.
  refuseUsedFolder(config, await namesIn(folder), wanted.path)
  const made = await mkdir(folder, { recursive: true, mode: 0o750 })
  const lock = lockFolder(folder)
  try {
    const names = await namesIn(folder)
    refuseUsedFolder(config, names, wanted.path)
    const isNew = made !== undefined && names?.every((name) => name === lockName)
    const before = isNew ? null : names
    return await restoreUnderLock(config, clock, wanted, before)
  } finally {
    await rm(join(folder, lockName), { force: true })
    lock.release()
  }
}

/** @throws BadBackup when another restore holds the folder, which is then left alone. */
const lockFolder = (folder: string): Lock => {
  const path = join(folder, lockName)
  const lock = tryLock(path)
  // Without its file it is the lock of a restore that went away just now.
  if (lock && existsSync(path)) {
    keepOwner(folder, path)
    return lock
  }
  lock?.release()
  throw new BadBackup(`Another restore works on ${folder}; nothing was changed.`)
}

const restoreUnderLock = async (
  config: Config,
  clock: Clock,
  wanted: WantedRestore,
  before: readonly string[] | null,
): Promise<RestoredPlace> => {
  const folder = config.dataFolder
  // Until the database has said that it is empty, nothing that stands here is touched.
  let isEmpty = false
  let mayBeThere = false
  const embedded =
    config.databaseUrl === null ? await startEmbeddedDatabase({ folder, role: 'server' }) : null
  try {
    const databaseUrl = embedded?.url ?? config.databaseUrl ?? ''
    await refuseUsedDatabase(databaseUrl)
    isEmpty = true
    await prepare(folder)
    const restored = await restoreBackup(
      wanted.path,
      wanted.passphrase,
      {
        databaseUrl,
        migrationsFolder,
        takeBlob: blobTaker(join(folder, 'files.restoring')),
        now: clock.now(),
        monotonic: () => clock.monotonic(),
        patienceMs: wanted.patienceMs,
        onProgress: wanted.onProgress,
      },
      ({ blobs, keys }) => settle(folder, blobs, keys),
    )
    mayBeThere = true
    await rm(join(folder, unfinished), { force: true })
    const hasKeys =
      restored.keys.length > 0 || config.secretKey !== null || (before ?? []).includes('secret.key')
    return { ...restored, lacksKeys: !hasKeys }
  } catch (error) {
    mayBeThere ||= error instanceof UnclearRestore
    throw error
  } finally {
    await embedded?.stop()
    if (!mayBeThere) await clearAway(folder, before, isEmpty)
  }
}

const prepare = async (folder: string) => {
  await writeFile(join(folder, unfinished), 'A restore is under way, or was killed: run it again.\n')
  for (const name of ['files', 'files.restoring'])
    await rm(join(folder, name), { recursive: true, force: true })
}

/** Just before the commit: files and keys go to their places. */
const settle = async (folder: string, blobs: number, keys: readonly string[]) => {
  if (blobs > 0) await rename(join(folder, 'files.restoring'), join(folder, 'files'))
  if (keys.length === 0) return
  const path = join(folder, 'secret.key')
  const here = (await readFile(path, 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const all = [...new Set([...keys, ...here])]
  await writeFile(`${path}.restoring`, `${all.join('\n')}\n`, { mode: 0o600, flush: true })
  await rename(`${path}.restoring`, path)
}

const blobTaker = (root: string) => {
  const blobs = folderBlobs(root)
  return async (key: string, content: NodeJS.ReadableStream): Promise<void> => {
    const draft = await blobs.draft()
    await pipeline(content, createWriteStream(draft, { mode: 0o600 }))
    await blobs.keep(draft, key)
  }
}

/** Names in the folder; null where there is no folder. */
const namesIn = (folder: string): Promise<string[] | null> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new BadBackup(`${folder} cannot be read.`)
  })

const refuseUsedFolder = (config: Config, names: readonly string[] | null, backup: string) => {
  const wasKilled = names?.includes(unfinished) ?? false
  const mayBe = [
    ...harmless,
    ...(wasKilled ? ours : []),
    // Whether the database in it is empty is asked there.
    ...(config.databaseUrl === null ? ['postgres', 'postgres.locks', 'postgres.log'] : []),
  ]
  const used = names?.find(
    (name) => !mayBe.includes(name) && resolve(config.dataFolder, name) !== resolve(backup),
  )
  if (used !== undefined)
    throw new BadBackup(
      `${config.dataFolder} is not empty (${used} is in it). A backup is restored only into an empty place; nothing was changed.`,
    )
}

/** As empty as before: what was not there goes, and what a killed restore had left. */
const clearAway = async (folder: string, before: readonly string[] | null, isEmpty: boolean) => {
  if (before === null) return rm(folder, { recursive: true, force: true })
  const keep = new Set(before.filter((name) => !isEmpty || !ours.includes(name)))
  for (const name of (await namesIn(folder)) ?? [])
    if (name !== lockName && !keep.has(name)) await rm(join(folder, name), { recursive: true, force: true })
}
