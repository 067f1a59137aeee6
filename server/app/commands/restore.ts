import { resolve } from 'node:path'
import type { Command } from 'commander'
import { readBackupHead } from '#platform/backup/index.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { readPassphrase } from '../backup/passphrase.ts'
import { restorePlace } from '../backup/restore-place.ts'
import { showBackupProgress, wordingBackups } from './backup.ts'
import { command, readContext, say } from './command.ts'

interface Options {
  passphraseFile?: string
  json?: boolean
}

/** `restore FILE`: into an empty place only, all of it or nothing. */
export const addRestore = (program: Command): void => {
  command(
    program,
    'restore <file>',
    'Restores a backup into an empty data folder (FIVEHEARTS_DATA) or an empty database (DATABASE_URL).',
  )
    .option('--passphrase-file <file>', 'passphrase of an encrypted backup: the first line of this file')
    .action(restore)
}

const restore = async (file: string, options: Options) => {
  const { config } = readContext()
  const clock = systemClock()
  const began = clock.monotonic()
  const restored = await wordingBackups(async () => {
    const head = await readBackupHead(resolve(file))
    const passphrase = await readPassphrase({
      file: options.passphraseFile,
      ask: head.seal !== null,
      isNew: false,
    })
    return restorePlace(config, clock, {
      path: resolve(file),
      passphrase,
      onProgress: options.json ? undefined : showBackupProgress,
    })
  })
  const seconds = (clock.monotonic() - began) / 1000
  if (process.stderr.isTTY && !options.json) process.stderr.write('\r\x1b[K')
  const { head, keys, ...facts } = restored
  say(
    options.json,
    {
      ...facts,
      from: head.createdAt,
      product: head.product,
      hasKeys: keys.length > 0,
      seconds: Math.round(seconds * 10) / 10,
    },
    [
      `Restored the desk as it was on ${head.createdAt}: ${facts.rows} rows of ${facts.tables} tables and ${facts.blobs} files, each read back and compared, in ${seconds.toFixed(1)} s.`,
      ...(facts.migrated.length > 0 ? [`Brought to this version by ${facts.migrated.join(', ')}.`] : []),
      ...(facts.missingBlobs.length > 0
        ? [`${facts.missingBlobs.length} files were missing already when it was made.`]
        : []),
      ...(facts.lacksKeys
        ? [
            `The backup carries no secret key: put secret.key of the old data folder into ${config.dataFolder} before the desk starts, or second factors, file links and signed identities stop working.`,
          ]
        : []),
    ],
  )
}
