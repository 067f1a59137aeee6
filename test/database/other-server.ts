import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface OtherServer {
  url: string
  major: number
  stop(): Promise<void>
}

/**
 * A PostgreSQL of another major version than the one at `url`: the embedded 18 beside an older one, else an installed 15.
 * Null where none is to be had.
 */
export const startOtherServer = async (url: string): Promise<OtherServer | null> => {
  const { startEmbeddedDatabase } = await import('#platform/database/embedded/index.ts')
  if ((await majorOf(url)) >= 18) return startFifteen()
  const folder = mkdtempSync(join(tmpdir(), 'fh-other-'))
  const server = await startEmbeddedDatabase({ folder, role: 'server' })
  return {
    url: server.url,
    major: 18,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const majorOf = async (url: string): Promise<number> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`)
  await client.end()
  return Math.floor(Number(rows[0]?.v) / 10_000)
}

const programs = [process.env['POSTGRES_15_BIN'] ?? '', '/usr/lib/postgresql/15/bin', '/usr/pgsql-15/bin']

const startFifteen = async (): Promise<OtherServer | null> => {
  const bin = programs.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')))
  if (bin === undefined) return null
  const folder = mkdtempSync(join(tmpdir(), 'fh-fifteen-'))
  // PostgreSQL refuses to run as root.
  const uid = process.getuid?.() === 0 ? idOf('postgres') : undefined
  const as = uid === undefined ? {} : { uid, gid: uid }
  if (uid !== undefined) chownSync(folder, uid, uid)
  const run = (name: string, args: string[]) => {
    const made = spawnSync(join(bin, name), args, { ...as, cwd: folder, encoding: 'utf8' })
    if (made.status !== 0) throw new Error(`${name}: ${made.stderr}`)
  }
  const password = 'fifteen-fifteen'
  const secret = join(folder, 'password')
  writeFileSync(secret, `${password}\n`)
  const data = join(folder, 'data')
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  run('initdb', ['-D', data, '--username=owner', `--pwfile=${secret}`, '--auth=scram-sha-256', ...locale])
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ]
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], {
    ...as,
    cwd: folder,
    stdio: 'ignore',
  })
  const over = new Promise<void>((resolve) => {
    server.on('exit', () => resolve())
  })
  const url = `postgres://owner:${password}@127.0.0.1:${port}/postgres`
  await untilUp(url)
  return {
    url,
    major: 15,
    stop: async () => {
      server.kill('SIGQUIT')
      await over
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const idOf = (user: string): number => Number(spawnSync('id', ['-u', user], { encoding: 'utf8' }).stdout)

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const at = server.address()
      server.close(() => resolve(typeof at === 'object' && at ? at.port : 0))
    })
  })

const untilUp = async (url: string) => {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (tries === 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
