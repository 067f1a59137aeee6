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
const ticks = () => {
  const out: Record<string, number> = {}
  for (const line of execSync('ps -eo pid,ppid,times,cputimes,args --no-headers').toString().split('\n')) void line
  for (const pid of execSync('ls /proc').toString().split('\n').filter((p) => /^\d+$/.test(p))) {
    try {
      const stat = execSync(`cat /proc/${pid}/stat /proc/${pid}/cmdline 2>/dev/null | tr '\\0' ' '`).toString()
      const f = stat.slice(stat.lastIndexOf(') ') + 2).split(' ')
      const cmd = stat.slice(stat.indexOf('\n'))
      const kind = /desk\/server|bare\/server/.test(cmd) ? 'server' : /chat\/load/.test(cmd) ? 'load' : /postgres: .*fivehearts|postgres/.test(cmd) ? (/walwriter/.test(cmd) ? 'walwriter' : 'postgres') : 'others'
      out[kind] = (out[kind] ?? 0) + Number(f[11]) + Number(f[12])
    } catch { /* gone */ }
  }
  return out
}
const results: Record<string, number[]> = {}
for (const r of running) if (which.includes(r.name)) await load.ask('crowd', { contestant: r.contestant, clients: 8, seconds: 1, warmUpSeconds: 3 })
for (let i = 0; i < rounds; i++) for (const r of running) {
  if (!which.includes(r.name)) continue
  await cluster.settle()
  const before = ticks()
  if (process.env['PERF']) spawn('perf', ['record', '-a', '-g', '-F', '499', '-o', `/tmp/perf-${r.name.replace(' ', '-')}.data`, '--', 'sleep', '4'], { stdio: 'ignore' })
  const o = await load.ask('crowd', { contestant: r.contestant, clients, seconds: 5, warmUpSeconds: 0.2 })
  const after = ticks()
  const per = (k: string) => `${k} ${((((after[k] ?? 0) - (before[k] ?? 0)) * 10_000) / (o.perSecond * 5.2)).toFixed(0)} µs`
  console.log(r.name, Math.round(o.perSecond), '/s p50', o.p50.toFixed(2), Object.keys(after).map(per).join(', '))
  ;(results[r.name] ??= []).push(o.perSecond)
}
for (const [n, v] of Object.entries(results)) console.log(n, Math.round(median(v)))
await Promise.all(running.map((r) => r.stop()))
await load.stop()
await cluster.stop()
