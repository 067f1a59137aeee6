import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { startOtherServer, type OtherServer } from '#test/database/other-server.ts'
import { migrationsFolder, onServer, withDatabaseName } from '#test/database/scratch.ts'
import { testClock } from '../clock/clock.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/database.ts'
import { openEpoch } from '../events/log-reader.ts'
import { selectBlobKeys } from '../files/index.ts'
import { restoreBackup, writeBackup, type WantedBackup } from './index.ts'

let folder: string
let chat: ChatDesk
let shop: Awaited<ReturnType<ChatDesk['shop']>>
let other: OtherServer | null
const made: { server: string; name: string }[] = []
const clock = testClock('2026-03-05T00:00:00Z')
const content = Buffer.from('a picture of a lamp')
const key = 'ab'.repeat(32)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-backup-'))
  chat = await openChatDesk()
  shop = await chat.shop()
  for (let i = 0; i < 5; i++) {
    const buyer = await buildBuyer(chat, shop)
    await buyer.write(`line one\nline two\ttab \\ backslash ${i} 五心`)
    const [row] = (await chat.call('GET /api/inbox', { query: { view: 'all' }, headers: shop.owner.headers }))
      .body.waiting
    if (row) await answer(chat, shop.owner, row.id, 'Good evening, I will look at once.')
  }
  const owner = new pg.Client({ connectionString: chat.desk.url })
  await owner.connect()
  await owner.query(
    `insert into platform.files (id, shop_id, name, mime, bytes, sha256, owner, created_at) values (gen_random_uuid(), $1, 'lamp.txt', 'text/plain', $2, $3, $1, now()),
      (gen_random_uuid(), $1, 'gone.txt', 'text/plain', 1, $4, $1, now())`,
    [shop.shopId, content.length, key, 'cd'.repeat(32)],
  )
  // Rows that every edge of the text form of a value passes through.
  await owner.query(
    `insert into platform.outbox (job, payload, run_at, created_at) values ('test.odd', '{"text": "\\\\N \\t \\u0001 \\"", "big": 12345678901234567890}', '0044-03-15 BC', 'infinity')`,
  )
  await owner.query(`update staff.stores set widget_secret = '\\x00ff5c0a' where shop_id = $1`, [shop.shopId])
  // A month that no desk of today would make a partition for by itself.
  await owner.query(`select platform.ensure_partitions('platform.events', '2031-05-05', 0)`)
  await owner.end()
  other = await startOtherServer(inject('testServer'))
}, 120_000)
afterAll(async () => {
  await chat.close()
  for (const { server, name } of made) await onServer(server, `drop database if exists ${name} with (force)`)
  await other?.stop()
  await rm(folder, { recursive: true, force: true })
})

const emptyDatabase = async (server = inject('testServer')) => {
  const name = `fh_restored_${randomBytes(6).toString('hex')}`
  await onServer(
    server,
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  )
  made.push({ server, name })
  return withDatabaseName(server, name)
}

let count = 0
const backUp = async (url: string, wanted: Partial<WantedBackup> = {}, onPiece?: () => Promise<void>) => {
  const path = join(folder, `b${++count}.fhb`)
  const facts = await writeBackup(
    {
      databaseUrl: url,
      blobs: {
        keys: selectBlobKeys,
        read: async (wantedKey) => {
          await onPiece?.()
          return wantedKey === key ? { stream: Readable.from([content]), bytes: content.length } : null
        },
      },
      product: 'test',
      now: clock.now(),
      monotonic: () => 0,
    },
    { path, mayReplace: false, passphrase: null, secretKeys: ['11'.repeat(32)], ...wanted },
  )
  return { path, facts }
}
const restore = async (
  path: string,
  url: string,
  passphrase: string | null = null,
  folderOf = migrationsFolder,
) => {
  const blobs = new Map<string, Buffer>()
  const restored = await restoreBackup(path, passphrase, {
    databaseUrl: url,
    migrationsFolder: folderOf,
    takeBlob: async (blobKey, stream) => {
      blobs.set(blobKey, await buffer(stream))
    },
    now: clock.now(),
    monotonic: () => 0,
  })
  return { restored, blobs }
}

const onClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
/** Every row of every table, as PostgreSQL writes it, but for what a restore must change. */
const allRows = (url: string) =>
  onClient(url, async (client) => {
    await client.query(`set timezone = 'UTC'`)
    const { rows: tables } = await client.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and not c.relispartition
        and (n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')) order by 1`)
    const all: Record<string, string[]> = {}
    for (const { name } of tables) {
      if (name === 'platform.log_epochs' || name === 'platform.job_pools') continue
      const { rows } = await client.query<{ row: string }>(
        `select (to_jsonb(t) - 'xid')::text as row from ${name} t order by 1`,
      )
      all[name] = rows.map(({ row }) => row)
    }
    return all
  })
/** What the schema is: columns, constraints, indexes, policies, rights. */
const schemaOf = (url: string) =>
  onClient(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(`
      select format('%s %s %s %s', c.oid::regclass, c.relkind, c.relrowsecurity, c.relforcerowsecurity) || coalesce(pg_get_expr(c.relpartbound, c.oid), '') as line
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker') and c.relkind in ('r', 'p', 'v')
      union all select format('%s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(k.oid), convalidated) from pg_constraint k join pg_namespace n on n.oid = k.connamespace
        where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker') and contype <> 'n'
      union all select indexdef from pg_indexes where schemaname !~ '^pg_' and schemaname not in ('information_schema', 'graphile_worker') and tablename !~ '_(default|\\d{6})$'
      union all select format('%s %s %s', tablename, policyname, roles) from pg_policies
      union all select format('%s %s %s', table_name, grantee, privilege_type) from information_schema.role_table_grants where grantee like 'fivehearts%'
      order by 1`)
    return rows.map(({ line }) => line)
  })

describe('a backup', () => {
  test('comes back row by row, with the schema, into an empty database', async () => {
    const { path, facts } = await backUp(chat.desk.url)
    expect(facts).toMatchObject({
      blobs: 1,
      missingBlobs: ['cd'.repeat(32)],
      isEncrypted: false,
      hasKeys: false,
    })
    const url = await emptyDatabase()
    const { restored, blobs } = await restore(path, url)
    expect(restored).toMatchObject({ rows: facts.rows, tables: facts.tables, migrated: [], keys: [] })
    expect(blobs).toEqual(new Map([[key, content]]))
    const [before, after] = [await allRows(chat.desk.url), await allRows(url)]
    expect(after).toEqual(before)
    const counted = Object.values(before).reduce((sum, rows) => sum + rows.length, 0)
    expect(facts.rows).toBe(counted + (await epochsOf(chat.desk.url)).length)
    expect(Object.entries(before).filter(([, rows]) => rows.length > 0).length).toBeGreaterThan(20)
    expect(await schemaOf(url)).toEqual(await schemaOf(chat.desk.url))
  })

  test('restored opens a new epoch, and its events lie before all that come', async () => {
    const { path } = await backUp(chat.desk.url)
    const url = await emptyDatabase()
    await restore(path, url)
    const db = openDatabase(url, { connections: 2 })
    try {
      const before = await epochsOf(chat.desk.url)
      const after = await epochsOf(url)
      expect(after).toHaveLength(before.length + 1)
      // The desk that starts on it stays with the epoch that the restore opened.
      expect(await openEpoch(db, clock.now())).toBe(Math.max(...after))
    } finally {
      await db.close()
    }
    await onClient(url, async (client) => {
      const { rows } = await client.query<{ ok: boolean; next: boolean }>(`
        select bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())) as ok, nextval('platform.event_seq') > max(seq) as next from platform.events`)
      expect(rows).toEqual([{ ok: true, next: true }])
    })
  })

  test('goes to another major version and back', async ({ skip }) => {
    if (!other) return skip('no other PostgreSQL is installed')
    const { path } = await backUp(chat.desk.url)
    const there = await emptyDatabase(other.url)
    await restore(path, there)
    expect(await allRows(there)).toEqual(await allRows(chat.desk.url))
    const back = await backUp(there)
    const here = await emptyDatabase()
    await restore(back.path, here)
    expect(await allRows(here)).toEqual(await allRows(chat.desk.url))
    expect(await schemaOf(here)).toEqual(await schemaOf(chat.desk.url))
  })

  test('holds one moment while buyers write', async () => {
    let isOver = false
    let written = 0
    const buyer = await buildBuyer(chat, shop)
    const writers = (async () => {
      while (!isOver) {
        await buyer.write(`during ${written}`)
        written++
      }
    })()
    // The last piece waits for as many messages as show that the desk went on.
    const { path } = await backUp(chat.desk.url, {}, async () => {
      await expect.poll(() => written).toBeGreaterThan(5)
    })
    isOver = true
    await writers
    const url = await emptyDatabase()
    await restore(path, url)
    await onClient(url, async (client) => {
      const { rows } = await client.query<{ counted: number; stored: number }>(`
        select sum(last_number)::int as counted, (select count(*)::int from conversations.messages) as stored from conversations.conversations`)
      expect(rows[0]?.counted).toBe(rows[0]?.stored)
    })
    expect((await allRows(chat.desk.url))['conversations.messages']?.length).toBeGreaterThan(
      (await allRows(url))['conversations.messages']?.length ?? Infinity,
    )
  })

  test('of an older schema is brought to this version’s', async () => {
    const older = await mkdtemp(join(folder, 'migrations-'))
    const names = (await readdir(migrationsFolder)).sort()
    const since = '9999-later.sql'
    for (const name of names) await writeFile(join(older, name), await readFile(join(migrationsFolder, name)))
    const newer = await mkdtemp(join(folder, 'migrations-'))
    for (const name of names) await writeFile(join(newer, name), await readFile(join(migrationsFolder, name)))
    await writeFile(join(newer, since), `alter table staff.shops add motto text not null default 'kept'`)
    const { path } = await backUp(chat.desk.url)
    const url = await emptyDatabase()
    expect((await restore(path, url, null, newer)).restored.migrated).toEqual([since])
    expect(
      await onClient(
        url,
        async (client) => (await client.query('select distinct motto from staff.shops')).rows,
      ),
    ).toEqual([{ motto: 'kept' }])
    // And one made there is refused by the version that does not know it.
    const later = await backUp(url)
    await expect(restore(later.path, await emptyDatabase(), null, older)).rejects.toThrow(
      /newer version \(9999-later/,
    )
  })

  test('sees every row as an owner who is no superuser, and none but that owner may make it', async () => {
    const role = `fh_owner_${randomBytes(4).toString('hex')}`
    const server = inject('testServer')
    const url = new URL(await emptyDatabase())
    const name = url.pathname.slice(1)
    await onServer(
      server,
      `create role ${role} login password 'owner-owner' nosuperuser`,
      `grant fivehearts_app, fivehearts_system to ${role}`,
      `alter database ${name} owner to ${role}`,
    )
    await onServer(withDatabaseName(server, name), `alter schema public owner to ${role}`)
    url.username = role
    url.password = 'owner-owner'
    try {
      const { path, facts } = await backUp(chat.desk.url)
      await restore(path, url.toString())
      expect(await allRows(withDatabaseName(server, name))).toEqual(await allRows(chat.desk.url))
      // One row more: the epoch that the restore opened.
      const again = await backUp(url.toString())
      expect(again.facts.rows).toBe(facts.rows + 1)
      const asSystem = new URL(withDatabaseName(server, name))
      asSystem.searchParams.set('options', '-c role=fivehearts_app')
      await expect(backUp(asSystem.toString())).rejects.toThrow(/does not see every row|may not read/)
    } finally {
      await onServer(server, `drop database ${name} with (force)`, `drop role ${role}`)
    }
  })
})

const epochsOf = (url: string) =>
  onClient(url, async (client) =>
    (await client.query<{ epoch: number }>('select epoch from platform.log_epochs')).rows.map(
      ({ epoch }) => epoch,
    ),
  )

describe('encrypted', () => {
  test('it opens with its passphrase alone and carries the keys; nothing of it can be read', async () => {
    const { path, facts } = await backUp(chat.desk.url, { passphrase: 'correct horse' })
    expect(facts).toMatchObject({ isEncrypted: true, hasKeys: true })
    expect((await readFile(path)).includes(shop.shopId)).toBe(false)
    await expect(restore(path, await emptyDatabase(), 'correct horsf')).rejects.toThrow(/not the one/)
    await expect(restore(path, await emptyDatabase())).rejects.toThrow(/needs its passphrase/)
    const url = await emptyDatabase()
    expect((await restore(path, url, 'correct horse')).restored.keys).toEqual(['11'.repeat(32)])
    expect(await allRows(url)).toEqual(await allRows(chat.desk.url))
  })

  test('a plain file is not taken for it: with a passphrase given it is refused', async () => {
    const { path } = await backUp(chat.desk.url)
    const url = await emptyDatabase()
    await expect(restore(path, url, 'correct horse')).rejects.toThrow(/not encrypted, although/)
    expect((await restore(path, url)).restored.keys).toEqual([])
  })
})

describe('damaged', () => {
  let bulky: string
  /** Several frames of rows that do not compress, so that damage is met in the middle of a table. */
  beforeAll(async () => {
    bulky = await emptyDatabase()
    await migrate(bulky, migrationsFolder, clock.now())
    await onClient(bulky, (client) =>
      client.query(`insert into staff.audit (id, shop_id, at, action, details) select gen_random_uuid(), gen_random_uuid(), now(), 'test.made',
        jsonb_build_object('text', md5(random()::text) || md5(random()::text) || md5(random()::text) || md5(random()::text) || md5(random()::text) || md5(random()::text)) from generate_series(1, 40000) n`),
    )
  })

  const nothingIn = async (url: string) =>
    onClient(url, async (client) => {
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
      )
      return rows[0]?.n === 0
    })

  test.each([null, 'correct horse'])(
    'cut off or changed anywhere it restores nothing (passphrase %s)',
    async (passphrase) => {
      const { path } = await backUp(bulky, { passphrase })
      const whole = await readFile(path)
      const url = await emptyDatabase()
      const bad = join(folder, 'bad.fhb')
      const refused = async (bytes: Buffer, what: string) => {
        await writeFile(bad, bytes)
        await expect(restore(bad, url, passphrase), what).rejects.toThrow(
          /damaged|no backup|newer version|passphrase|key in a way/,
        )
      }
      for (const share of [0, 0.001, 0.3, 0.9])
        await refused(whole.subarray(0, Math.floor(whole.length * share)), `cut at ${share}`)
      await refused(whole.subarray(0, -1), 'one byte short')
      await refused(Buffer.concat([whole, Buffer.of(0)]), 'one byte more')
      expect(whole.length).toBeGreaterThan(3 << 20)
      const head = whole.indexOf(10, whole.indexOf(10) + 1) + 1
      const places = [
        3,
        40,
        head,
        head + 1,
        head + 3,
        head + 4,
        head + 20,
        Math.floor(whole.length / 2),
        whole.length - 1,
      ]
      for (const at of places) {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ 4
        await refused(changed, `bit at ${at} of ${whole.length}`)
      }
      expect(await nothingIn(url)).toBe(true)
      // And the place is still good for the whole one.
      await restore(path, url, passphrase)
      expect(await nothingIn(url)).toBe(false)
    },
    120_000,
  )

  test('it is refused by a database that is not empty, which stays as it was', async () => {
    const { path } = await backUp(chat.desk.url)
    const before = await allRows(chat.desk.url)
    await expect(restore(path, chat.desk.url)).rejects.toThrow(/not empty/)
    expect(await allRows(chat.desk.url)).toEqual(before)
    const someones = await emptyDatabase()
    await onServer(someones, 'create table notes (text text)')
    await expect(restore(path, someones)).rejects.toThrow(/not empty \(it has public.notes\)/)
  })

  test('what fails half-way is not there, and does not stand in the way', async () => {
    const place = await mkdtemp(join(folder, 'half-'))
    const path = join(place, 'desk.fhb')
    const failing = backUp(chat.desk.url, { path }, () =>
      Promise.reject(new Error('the disk of the files is gone')),
    )
    await expect(failing).rejects.toThrow('the disk of the files is gone')
    expect(await readdir(place)).toEqual([])
    await writeFile(path, 'yesterday’s')
    await expect(backUp(chat.desk.url, { path })).rejects.toThrow(/there already/)
    expect(await readFile(path, 'utf8')).toBe('yesterday’s')
    await writeFile(`${path}.unfinished-999999999`, 'of a killed process')
    await backUp(chat.desk.url, { path, mayReplace: true })
    expect(await readdir(place)).toEqual(['desk.fhb'])
    await restore(path, await emptyDatabase())
  })

  test('a database without a desk is no backup', async () => {
    await expect(backUp(await emptyDatabase())).rejects.toThrow(/holds no desk/)
    const migrated = await emptyDatabase()
    await migrate(migrated, migrationsFolder, clock.now())
    expect((await backUp(migrated)).facts.rows).toBeGreaterThan(0)
  })
})
