import { resolve } from 'node:path'
import type { Command } from 'commander'
import { BadBackup, type BackupProgress } from '#platform/backup/index.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { readPassphrase } from '../backup/passphrase.ts'
import { command, readContext, Refused, say } from './command.ts'

interface Options {
  encrypt?: boolean
  passphraseFile?: string
  replace?: boolean
  withoutFiles?: boolean
  json?: boolean
}

/** `backup FILE`: everything, as of one moment, while the desk works. */
export const addBackup = (program: Command): void => {
  command(program, 'backup <file>', 'Writes everything to one file, as of one moment, while the desk works.')
    .option('--encrypt', 'asks for a passphrase and encrypts; the secret key is carried only so')
    .option('--passphrase-file <file>', 'encrypts with the first line of this file')
    .option('--replace', 'replaces FILE where it is there')
    .option('--without-files', 'goes on where most of the files that rows name are missing')
    .action(backUp)
}

const backUp = async (file: string, options: Options) => {
  const { config } = readContext()
  const passphrase = await readPassphrase({
    file: options.passphraseFile,
    ask: options.encrypt ?? false,
    isNew: true,
  })
  const clock = systemClock()
  const began = clock.monotonic()
  const made = await wordingBackups(() =>
    makeBackup(config, clock, {
      path: resolve(file),
      mayReplace: options.replace ?? false,
      passphrase,
      mayLackFiles: options.withoutFiles ?? false,
      onProgress: options.json ? undefined : showBackupProgress,
    }),
  )
  const seconds = (clock.monotonic() - began) / 1000
  if (process.stderr.isTTY && !options.json) process.stderr.write('\r\x1b[K')
  say(options.json, { file, ...made, seconds: Math.round(seconds * 10) / 10 }, [
    `${made.rows} rows of ${made.tables} tables and ${made.blobs} files: ${megabytes(made.bytes)} in ${seconds.toFixed(1)} s.`,
    ...(made.missingBlobs.length > 0
      ? [`${made.missingBlobs.length} files that rows name are not in the data folder.`]
      : []),
    made.isEncrypted && !made.hasKeys
      ? 'Encrypted. There was no secret key yet to carry.'
      : made.isEncrypted
        ? 'Encrypted, with the secret key in it: without the passphrase nobody can read it, you neither.'
        : 'Not encrypted, and without the secret key: keep secret.key of the data folder in another safe place, or use --encrypt.',
  ])
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)} MB`

/** Runs work over a backup; its refusals are the command's. */
export const wordingBackups = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
    if (error instanceof BadBackup) throw new Refused(error.message)
    throw error
  }
}

const steps = { tables: 'tables', files: 'files', checking: 'checking', indexes: 'indexes' } as const

/** One line on standard error, over itself, where a person looks on. */
export const showBackupProgress = ({ step, share, secondsLeft }: BackupProgress): void => {
  if (!process.stderr.isTTY) return
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░')
  process.stderr.write(
    `\r\x1b[K${bar} ${steps[step]} ${Math.round(share * 100)} %${secondsLeft === null ? '' : `, ${secondsLeft} s left`}`,
  )
}
