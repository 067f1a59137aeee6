import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { systemClock, type Clock } from '#platform/clock/clock.ts'
import type { Config } from '#platform/config/config.ts'
import { putBehind } from '#platform/database/behind.ts'
import { openDatabase, type Database } from '#platform/database/database.ts'
import { startEmbeddedDatabase } from '#platform/database/embedded/index.ts'
import { migrate, refusePending } from '#platform/database/migrate.ts'
import { claimKey } from '#platform/http/idempotency.ts'
import type { Logger } from '#platform/log/log.ts'
import { readSecretKeys } from '#platform/secrets/key-file.ts'
import { createSecrets, type Secrets } from '#platform/secrets/secrets.ts'

export const root = join(import.meta.dirname, '../..')
export const migrationsFolder = join(root, 'server/migrations')

/** What every command stands on: the data folder, the database at its newest schema, the secrets, the clock. */
export interface Ground {
  config: Config
  clock: Clock
  log: Logger
  db: Database
  databaseUrl: string
  secrets: Secrets
  close(): Promise<void>
}

/**
 * Opens the ground. `server` holds the data folder for itself; `attach` joins a running server or starts the database alone;
 * `beside` works for a running server and leaves the schema to it. Throws MigrationRefused.
 */
export const openGround = async (
  config: Config,
  log: Logger,
  role: 'server' | 'attach' | 'beside',
  clock: Clock = systemClock(),
): Promise<Ground> => {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o750 })
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedDatabase({ folder: config.dataFolder, role: role === 'server' ? role : 'attach' })
      : null
  const databaseUrl = embedded?.url ?? config.databaseUrl
  if (databaseUrl === null) throw new Error('no database')
  try {
    if (role === 'beside') await refusePending(databaseUrl, migrationsFolder)
    else await migrate(databaseUrl, migrationsFolder, clock.now())
    const db = openDatabase(databaseUrl, {
      connections: config.databaseConnections,
      applicationName: `fivehearts-${role}`,
      atShopStart: claimKey,
      ...(role === 'beside' ? { onSession: putBehind } : {}),
    })
    await ensurePartitions(db, clock.now())
    const secrets = createSecrets(await readSecretKeys(config.dataFolder, config.secretKey))
    return {
      config,
      clock,
      log,
      db,
      databaseUrl,
      secrets,
      close: async () => {
        await db.close()
        await embedded?.stop()
      },
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

/** The months that rows of today and of the next two months go into. */
export const ensurePartitions = (db: Database, now: Date): Promise<number> =>
  db.asSystem(async (tx) => {
    let made = 0
    for (const table of ['platform.events', 'conversations.messages']) {
      const { rows } = await sql<{
        made: number
      }>`select platform.ensure_partitions(${table}::regclass, ${now}, 2) as made`.execute(tx)
      made += rows[0]?.made ?? 0
    }
    return made
  })
