import { access, constants, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { sql } from 'kysely'
import { onGround, command, readContext, Refused, say } from './command.ts'
import type { Ground } from '../ground.ts'

interface Finding {
  check: string
  ok: boolean
  note: string
}

/** `doctor`: looks at everything the desk stands on and says what to do about what is wrong. */
export const addDoctor = (program: Command): void => {
  command(
    program,
    'doctor',
    'Checks the machine, the data folder and the database, and says what to do.',
  ).action(async (options: { json?: boolean }) => {
    // The database first: opening it makes a data folder that is not there yet.
    const inside = await onGround(insideTheDatabase)
    const findings = [...(await aroundTheDatabase()), ...inside]
    const bad = findings.filter((finding) => !finding.ok)
    const lines = findings.map(
      (finding) => `${finding.ok ? 'ok  ' : 'BAD '} ${finding.check}: ${finding.note}`,
    )
    if (bad.length > 0) {
      if (!options.json) for (const line of lines) console.log(line)
      throw new Refused(
        `${bad.length} of ${findings.length} checks failed: ${bad.map((finding) => finding.check).join(', ')}.`,
        { facts: { findings } },
      )
    }
    say(options.json, { findings }, lines)
  })
}

const aroundTheDatabase = async (): Promise<Finding[]> => {
  const { config } = readContext()
  const node = Number(process.versions.node.split('.')[0])
  const disk = await statfs(config.dataFolder).catch(() => statfs('.'))
  const freeGb = (disk.bavail * disk.bsize) / 1e9
  const isWritable = await access(config.dataFolder, constants.W_OK).then(
    () => true,
    () => false,
  )
  const key = await stat(join(config.dataFolder, 'secret.key')).catch(() => null)
  return [
    { check: 'node', ok: node >= 24, note: process.versions.node },
    {
      check: 'data folder',
      ok: isWritable,
      note: isWritable ? config.dataFolder : `${config.dataFolder} cannot be written`,
    },
    {
      check: 'disk',
      ok: freeGb > 1,
      note: `${freeGb.toFixed(1)} GB free${freeGb > 1 ? '' : '; make room before PostgreSQL stops'}`,
    },
    {
      check: 'secret key',
      ok: config.secretKey !== null || key === null || (key.mode & 0o077) === 0,
      note: key && (key.mode & 0o077) !== 0 ? 'secret.key can be read by others: chmod 600 it' : 'private',
    },
  ]
}

const insideTheDatabase = async ({ db }: Ground): Promise<Finding[]> =>
  db.asSystem(async (tx) => {
    const {
      rows: [facts],
    } = await sql<{
      version: string
      locale: string
      encoding: string
      oldest: number | null
      outbox: number
      fire: number | null
      shops: number
      superuser: boolean
    }>`
    select current_setting('server_version') as version, (select datcollate from pg_database where datname = current_database()) as locale,
      current_setting('server_encoding') as encoding,
      (select max(extract(epoch from clock_timestamp() - xact_start))::int from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid() and datname = current_database()) as oldest,
      (select count(*)::int from platform.outbox where run_at < clock_timestamp() - interval '5 minutes') as outbox,
      (select extract(epoch from clock_timestamp() - min(next_fire_at))::int from conversations.conversations where next_fire_at < clock_timestamp()) as fire,
      (select count(*)::int from staff.shops) as shops, (select rolsuper from pg_roles where rolname = current_user) as superuser`.execute(
      tx,
    )
    if (!facts) throw new Refused('The database did not answer.')
    return [
      { check: 'postgresql', ok: Number.parseInt(facts.version, 10) >= 15, note: facts.version },
      { check: 'encoding', ok: facts.encoding === 'UTF8', note: facts.encoding },
      {
        check: 'locale',
        ok: facts.locale !== 'C',
        note:
          facts.locale === 'C'
            ? 'C: Chinese trigrams do not work; make the database anew with C.UTF-8'
            : facts.locale,
      },
      {
        check: 'role',
        ok: !facts.superuser,
        note: facts.superuser
          ? 'the application runs as superuser: row-level security is off'
          : 'no superuser',
      },
      {
        check: 'long transactions',
        ok: (facts.oldest ?? 0) < 60,
        note: facts.oldest ? `the oldest runs for ${facts.oldest} s` : 'none',
      },
      {
        check: 'outbox',
        ok: facts.outbox === 0,
        note:
          facts.outbox === 0
            ? 'empty'
            : `${facts.outbox} jobs wait for over 5 minutes; is the server running?`,
      },
      {
        check: 'clocks',
        ok: (facts.fire ?? 0) < 60,
        note:
          (facts.fire ?? 0) < 60
            ? 'none overdue'
            : `clocks are overdue by ${facts.fire} s; is the server running?`,
      },
      { check: 'shops', ok: true, note: String(facts.shops) },
    ]
  })
