import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { writeBackup, BadBackup, type MadeBackup, type WantedBackup } from '#platform/backup/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/config.ts'
import { startEmbeddedDatabase } from '#platform/database/embedded/index.ts'
import { folderBlobs, selectBlobKeys } from '#platform/files/index.ts'
import { readKeptKeys } from '#platform/secrets/key-file.ts'
import { version } from '../desk.ts'
import { proveKeys } from './prove-keys.ts'

/**
 * Backs the desk of a data folder up while it works. The database is taken as it is and not brought to this version's
 * schema: a backup is what one makes before that. @throws BadBackup with a sentence.
 */
export const makeBackup = async (
  config: Config,
  clock: Clock,
  wanted: Omit<WantedBackup, 'secretKeys'>,
): Promise<MadeBackup> => {
  if (config.databaseUrl === null && !existsSync(join(config.dataFolder, 'postgres', 'PG_VERSION')))
    throw new BadBackup(`There is no desk in ${config.dataFolder}.`)
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedDatabase({ folder: config.dataFolder, role: 'attach' })
      : null
  try {
    // Never made here: a new key opens nothing, and a backup that carries it looks as if it did.
    const keys = await readKeptKeys(config.dataFolder, config.secretKey)
    const blobs = folderBlobs(join(config.dataFolder, 'files'))
    return await writeBackup(
      {
        databaseUrl: embedded?.url ?? config.databaseUrl ?? '',
        blobs: { keys: selectBlobKeys, read: blobs.read },
        check: (client) =>
          wanted.passphrase === null ? Promise.resolve() : proveKeys(client, keys, config.dataFolder),
        product: version,
        now: clock.now(),
        monotonic: () => clock.monotonic(),
      },
      {
        ...wanted,
        secretKeys: (keys ? [keys.current, ...keys.previous] : []).map((key) =>
          Buffer.from(key).toString('hex'),
        ),
      },
    )
  } finally {
    await embedded?.stop()
  }
}
