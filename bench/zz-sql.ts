import { readFileSync, existsSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { startCluster } from './cluster.ts'
import { prepareShop } from './desk/prepare.ts'
import { onServer } from '#test/database/scratch.ts'
import { newId } from '#platform/ids/ids.ts'
import { median, percentile } from './samples.ts'
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
if (process.env['SETUP']) await onServer(d.databaseUrl, ...process.env['SETUP'].split(';'))
const cpu = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
const clients: Record<string, { c: pg.Client; pid: number; out: number[] }> = {}
for (const [k, v] of Object.entries(variants)) {
  const c = new pg.Client({ connectionString: d.databaseUrl, options: `-c synchronous_commit=${process.env['SYNC'] ?? 'off'}` + (v.role ? ` -c role=${v.role}` : '') })
  await c.connect()
  const { rows } = await c.query('select pg_backend_pid() as pid')
  clients[k] = { c, pid: rows[0].pid, out: [] }
}
if (process.env['PGSS']) {
  const c = new pg.Client({ connectionString: d.databaseUrl, options: `-c role=fivehearts_app` })
  await c.connect()
  const a = new pg.Client({ connectionString: d.databaseUrl })
  await a.connect()
  await a.query(`create extension if not exists pg_stat_statements`)
  for (const k of process.env['PGSS']!.split(',')) {
    const v = variants[k]!
    for (let j = 0; j < 300; j++) await c.query({ name: k, text: v.text, values: v.values(j) })
    await a.query('select pg_stat_statements_reset()')
    for (let j = 0; j < 1000; j++) await c.query({ name: k, text: v.text, values: v.values(j) })
    const { rows } = await a.query(`select calls, plans, round((total_exec_time*1000/calls)::numeric,1) us, round((min_exec_time*1000)::numeric,1) least, round((total_plan_time*1000/calls)::numeric,1) plan_us, toplevel, left(regexp_replace(query,'\\s+',' ','g'),110) q from pg_stat_statements where calls > 100 order by total_exec_time desc`)
    console.log(k); console.table(rows)
  }
  await c.end(); await a.end(); await cluster.stop(); process.exit(0)
}
const rounds = Number(process.env['ROUNDS'] ?? 50)
for (let r = 0; r < rounds; r++) for (const [k, v] of Object.entries(variants)) {
  const { c, pid, out } = clients[k]!
  const N = 60
  const b = cpu(pid)
  for (let j = 0; j < N; j++) await c.query({ name: 'x', text: v.text, values: v.values((r * 37 + j * 13) % 150) })
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
for (const [k, { out, c }] of Object.entries(clients)) { console.log(k.padEnd(24), 'median', median(out).toFixed(0), 'p20', percentile(out, 0.2).toFixed(0), 'least', Math.min(...out).toFixed(0)); await c.end() }
void randomUUID
await cluster.stop()
