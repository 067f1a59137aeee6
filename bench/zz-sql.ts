import { readFileSync, existsSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { startCluster } from './cluster.ts'
import { prepareShop } from './desk/prepare.ts'
import { onServer } from '#test/database/scratch.ts'
import { newId } from '#platform/ids/ids.ts'
import { median } from './samples.ts'
const cluster = await startCluster()
const open = { conversations: 2000, agents: 20, waiting: 0, owed: 0, quiet: 2000, days: 2 }
const d = await prepareShop(cluster, 'desk', open)
await onServer(d.databaseUrl, readFileSync('bench/bare/bare.sql', 'utf8'), `insert into bare.conversations (id) select unnest('{${d.made.map((m) => m.id).join(',')}}'::uuid[])`, 'vacuum analyze')
const src = readFileSync('bench/bare/server.ts', 'utf8')
const grab = (name: string) => new RegExp('const ' + name + ' = `([^`]*)`').exec(src)![1]!
const fn = `select conversations.post_buyer_message($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15, $16) as result`
const shop = d.shop.shopId
let n = 0
const text = '我的快递三天没动了，麻烦看一下'
const variants: Record<string, { setup?: string[]; role?: string; text: string; values: (i: number) => unknown[] }> = {
  bare: { text: grab('bare'), values: (i) => [d.made[i]!.id, `c${n++}aaaaaaaa`, text, new Date()] },
  full: { text: grab('full'), values: (i) => [d.made[i]!.id, `c${n++}aaaaaaaa`, text, new Date(), shop, newId(), newId()] },
}
const fnValues = (i: number) => [shop, d.made[i]!.id, d.made[i]!.visitorId, newId(), `c${n++}aaaaaaaa`, text, '[]', text, new Date(), newId(), newId(), newId(), new Date(), 7, 10, 60]
const dir = process.argv[2]
variants['fn app'] = { role: 'fivehearts_app', text: fn, values: fnValues }
variants['fn super'] = { text: fn, values: fnValues }
if (dir) for (const f of process.argv.slice(3)) {
  const body = readFileSync(`${dir}/${f}.sql`, 'utf8')
  await onServer(d.databaseUrl, body)
  const name = existsSync(`${dir}/${f}.call`) ? readFileSync(`${dir}/${f}.call`, 'utf8').trim() : fn.replace('post_buyer_message', f)
  variants[f] = { role: 'fivehearts_app', text: name, values: fnValues }
}
const cpu = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
const clients: Record<string, { c: pg.Client; pid: number; out: number[] }> = {}
for (const [k, v] of Object.entries(variants)) {
  const c = new pg.Client({ connectionString: d.databaseUrl, options: `-c synchronous_commit=${process.env['SYNC'] ?? 'off'}` + (v.role ? ` -c role=${v.role}` : '') })
  await c.connect()
  const { rows } = await c.query('select pg_backend_pid() as pid')
  clients[k] = { c, pid: rows[0].pid, out: [] }
}
const rounds = Number(process.env['ROUNDS'] ?? 8)
for (let r = 0; r < rounds; r++) for (const [k, v] of Object.entries(variants)) {
  const { c, pid, out } = clients[k]!
  const N = 400
  const b = cpu(pid)
  for (let j = 0; j < N; j++) await c.query({ name: 'x', text: v.text, values: v.values((r * 397 + j * 13) % 2000) })
  if (r > 0) out.push((cpu(pid) - b) / N)
}
if (process.env['PERF']) {
  const { spawn } = await import('node:child_process')
  for (const k of process.env['PERF']!.split(',')) {
    const { c, pid } = clients[k]!
    const v = variants[k]!
    const p = spawn('perf', ['record', '-g', '-F', '4000', '-p', String(pid), '-o', `/tmp/pg-${k.replace(' ', '-')}.data`], { stdio: 'ignore' })
    await new Promise((r) => setTimeout(r, 1500))
    for (let j = 0; j < 6000; j++) await c.query({ name: 'x', text: v.text, values: v.values((j * 13) % 2000) })
    p.kill('SIGINT')
    await new Promise((r) => p.once('exit', r))
  }
}
for (const [k, { out, c }] of Object.entries(clients)) { console.log(k.padEnd(24), median(out).toFixed(0), 'µs CPU in the backend, least', Math.min(...out).toFixed(0)); await c.end() }
void randomUUID
await cluster.stop()
