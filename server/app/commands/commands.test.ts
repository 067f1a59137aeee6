import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'

const launcher = join(import.meta.dirname, '../../../bin/fivehearts.mjs')
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-commands-'))
})
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

interface Ran {
  code: number
  out: string
  err: string
  last: Record<string, unknown>
}
/** Runs the command line as a person would, on a data folder of its own. */
const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [launcher, ...args],
      { env: { ...process.env, FIVEHEARTS_DATA: folder, DATABASE_URL: '', ...env } },
      (error, out, err) => {
        const line = out.trimEnd().split('\n').at(-1) ?? ''
        resolve({
          code: typeof error?.code === 'number' ? error.code : 0,
          out,
          err,
          last: line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : {},
        })
      },
    )
  })
const ok = async (args: string[]) => {
  const ran = await run([...args, '--json'])
  if (ran.code !== 0) throw new Error(`${args.join(' ')}: ${ran.err}`)
  return ran.last
}

describe('the command line', () => {
  test('makes a user, a shop, a key, and takes orders in twice without change; every line that ends a --json run is one object', async () => {
    expect(await ok(['user', 'add', 'owner@example.com', '--name', 'Owner'])).toMatchObject({
      ok: true,
      isNewAccount: true,
      password: expect.any(String) as string,
    })
    expect(
      await ok(['shop', 'add', 'lamps', '--name', '灯店', '--owner', 'owner@example.com']),
    ).toMatchObject({ shop: { slug: 'lamps' } })
    expect(await ok(['shop', 'list'])).toMatchObject({ shops: [{ slug: 'lamps', name: '灯店' }] })
    expect(
      await ok(['key', 'add', '--shop', 'lamps', '--name', 'till', '--scope', 'orders:read']),
    ).toMatchObject({ secret: expect.stringMatching(/^fh_/) as string })
    const file = join(folder, 'orders.csv')
    await writeFile(
      file,
      shopifyFile([
        shopifyRow(),
        shopifyRow({ Name: '#SL1002', Email: 'b@example.com' }),
        shopifyRow({ Name: '#SL1003', Total: 'much' }),
      ]),
    )
    const counts = { read: 3, orders: 2, lines: 2, customers: 2 }
    expect(await ok(['import', 'orders', file, '--shop', 'lamps', '--dry-run'])).toMatchObject({
      ...counts,
      created: 2,
      dryRun: true,
    })
    expect(await ok(['import', 'orders', file, '--shop', 'lamps', '--store', 'Web'])).toMatchObject({
      ...counts,
      created: 2,
      updated: 0,
      unchanged: 0,
      refused: [{ line: 4, field: 'Total', reason: 'bad_money', detail: 'much' }],
    })
    expect(await ok(['import', 'orders', file, '--shop', 'lamps', '--store', 'Web'])).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
    })
    const strict = await run([
      'import',
      'orders',
      file,
      '--shop',
      'lamps',
      '--store',
      'Web',
      '--strict',
      '--json',
    ])
    expect([strict.code, strict.last['ok']]).toEqual([2, false])
    expect(await ok(['doctor'])).toMatchObject({ ok: true })
  }, 120_000)

  test.each([
    [['import', 'orders', '/nonexistent.csv', '--shop', 'lamps'], /cannot be read/],
    [['import', 'orders', launcher, '--shop', 'nobody'], /no shop nobody/],
    [['shop', 'add', 'Not A Slug', '--name', 'x', '--owner', 'owner@example.com'], /A slug is/],
    [
      ['key', 'add', '--shop', 'lamps', '--name', 'x', '--scope', 'everything'],
      /There is no scope "everything"/,
    ],
  ])(
    '%j is refused in one sentence',
    async (args, sentence) => {
      const ran = await run(args)
      expect(ran.code).toBe(1)
      expect(ran.err).toMatch(sentence)
      expect(ran.err).not.toMatch(/\n\s+at /)
    },
    60_000,
  )

  test('a bad value in the environment is named, and secrets are not repeated', async () => {
    const ran = await run(['doctor'], { PORT: 'abc', FIVEHEARTS_SECRET_KEY: 'not-the-key' })
    expect(ran.code).toBe(1)
    expect(ran.err).toContain('PORT="abc"')
    expect(ran.err).toContain('FIVEHEARTS_SECRET_KEY')
    expect(ran.err).not.toContain('not-the-key')
  })
  test('--help says what there is', async () => {
    const ran = await run(['--help'])
    expect(ran.code).toBe(0)
    for (const name of ['serve', 'shop', 'user', 'key', 'import', 'doctor', 'demo'])
      expect(ran.out).toContain(name)
  })
})
