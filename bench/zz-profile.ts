import { startCluster } from './cluster.ts'
import { startChild } from './child.ts'
import { startContestants } from './chat/contestants.ts'
import type { LoadCommands } from './chat/load.ts'
import { execSync, spawn } from 'node:child_process'
import { median } from './samples.ts'
const which = (process.argv[2] ?? 'desk').split(',')
const rounds = Number(process.argv[3] ?? 3)
const clients = Number(process.argv[4] ?? 32)
const cluster = await startCluster()
const load = startChild<LoadCommands>(new URL('chat/load.ts', import.meta.url))
const running = await startContestants({ isQuick: true, profileFolder: process.env['PROF'] ?? null, say: console.error }, cluster)
import { readFileSync, readdirSync } from 'node:fs'
const postmaster = readFileSync(`${cluster.folder}/postgres/postmaster.pid`, 'utf8').split('\n')[0]
const ticks = () => {
  const out: Record<string, number> = {}
  for (const pid of readdirSync('/proc').filter((p) => /^\d+$/.test(p))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const f = stat.slice(stat.lastIndexOf(') ') + 2).split(' ')
      const cmd = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      const isOurs = f[1] === String(process.pid)
      let kind: string | undefined
      let t = Number(f[11]) + Number(f[12])
      if (isOurs && /desk\/server|bare\/server/.test(cmd)) kind = 'server'
      else if (isOurs && /chat\/load/.test(cmd)) kind = 'load'
      else if (f[1] === postmaster) kind = /checkpointer|walwriter|background|autovac|logical|io worker/.test(cmd) ? 'pg-aux' : 'postgres'
      else if (pid === postmaster) { kind = 'postgres'; t = Number(f[13]) + Number(f[14]) }
      if (kind) out[kind] = (out[kind] ?? 0) + t
    } catch { /* gone */ }
  }
  return out
}
const results: Record<string, number[]> = {}
for (const r of running) if (which.includes(r.name)) await load.ask('crowd', { contestant: r.contestant, clients: 8, seconds: r.name === 'desk' ? 20 : 4, warmUpSeconds: 1 })
let total = 0
if (process.env['PERFMAP']) {
  await load.ask('crowd', { contestant: running[0]!.contestant, clients: 8, seconds: 4, warmUpSeconds: 3 })
  const pid = await running[0]!.child.ask('pid', null)
  const perf = spawn('perf', ['record', '-F', '2000', '-e', 'cpu-clock', '-g', '-p', String(pid), '-o', '/tmp/desk.perf'], { stdio: 'inherit' })
  await new Promise((r) => setTimeout(r, 1000))
  const o = await load.ask('crowd', { contestant: running[0]!.contestant, clients: 8, seconds: 10, warmUpSeconds: 0 })
  perf.kill('SIGINT')
  await new Promise((r) => perf.once('exit', r))
  console.log('messages', o.messages)
}
if (process.env['CPU']) { await load.ask('crowd', { contestant: running[0]!.contestant, clients: 8, seconds: 4, warmUpSeconds: 3 }); await running[0]!.child.ask('profile', null) }
for (let i = 0; i < rounds; i++) for (const r of running) {
  if (!which.includes(r.name)) continue
  await cluster.settle()
  const before = ticks()
  if (process.env['PERF']) spawn('perf', ['record', '-a', '-g', '-F', '499', '-o', `/tmp/perf-${r.name.replace(' ', '-')}.data`, '--', 'sleep', '4'], { stdio: 'ignore' })
  const o = await load.ask('crowd', { contestant: r.contestant, clients, seconds: 5, warmUpSeconds: 0.2 })
  total += o.messages * 5.2 / 5
  const after = ticks()
  const per = (k: string) => `${k} ${((((after[k] ?? 0) - (before[k] ?? 0)) * 10_000) / (o.perSecond * 5.2)).toFixed(0)} µs`
  console.log(r.name, Math.round(o.perSecond), '/s p50', o.p50.toFixed(2), Object.keys(after).map(per).join(', '))
  ;(results[r.name] ??= []).push(o.perSecond)
}
if (process.env['CPU']) { await running[0]!.child.ask('profile', process.env['CPU']); console.log('messages', total) }
if (process.env['PGSS']) {
  const { default: pg } = await import('pg')
  const url = cluster.urlOf('desk')
  const a = new pg.Client({ connectionString: url })
  await a.connect()
  await a.query(`create extension if not exists pg_stat_statements`)
  await a.query('select pg_stat_statements_reset()')
  const o = await load.ask('crowd', { contestant: running[0]!.contestant, clients, seconds: 5, warmUpSeconds: 0 })
  console.log(o)
  const { rows } = await a.query(`select calls, round((total_exec_time*1000/$1)::numeric,1) us_per_message, round((total_exec_time*1000/nullif(calls,0))::numeric,1) us, round((total_plan_time*1000/$1)::numeric,1) plan_us_per_message, rows, toplevel as top, left(regexp_replace(query,'\\s+',' ','g'),110) q from pg_stat_statements order by total_exec_time desc limit 25`, [o.messages])
  console.log(o.messages); console.table(rows)
  await a.end()
}
for (const [n, v] of Object.entries(results)) console.log(n, Math.round(median(v)))
await Promise.all(running.map((r) => r.stop()))
await load.stop()
await cluster.stop()
