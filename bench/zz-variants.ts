import { startCluster } from './cluster.ts'
import { startChild } from './child.ts'
import { startContestants } from './chat/contestants.ts'
import type { LoadCommands } from './chat/load.ts'

import { median } from './samples.ts'

import { readFileSync, readdirSync } from 'node:fs'
import { prepareShop } from './desk/prepare.ts'
import { tokenOf } from './generate/conversations.ts'
import { mkdtemp } from 'node:fs/promises'
const cluster = await startCluster()
const load = startChild<LoadCommands>(new URL('chat/load.ts', import.meta.url))
const rounds = Number(process.argv[2] ?? 3), clients = Number(process.argv[3] ?? 32)
const envs = process.argv.slice(4)
const conversations = 2_000
const settings = { answerTargetSeconds: 3600, answerDueSeconds: 7200, awayReplySeconds: 3600 }
const open = { conversations, agents: 20, settings, waiting: 0, owed: 0, quiet: conversations, days: 2 }
const base = await startContestants({ isQuick: true, profileFolder: null, say: console.error }, cluster)
const running: any[] = base.filter((b) => b.name !== 'desk')
await base.find((b) => b.name === 'desk')!.stop()
for (const [i, e] of envs.entries()) {
  const d = await prepareShop(cluster, 'v' + i, open)
  const child = startChild<any>(new URL('desk/server.ts', import.meta.url), [], Object.fromEntries(e.split(',').filter((x) => x.includes('=')).map((x) => x.split('=') as [string, string])))
  const port = await child.ask('start', { databaseUrl: d.databaseUrl, dataFolder: await mkdtemp(cluster.folder + '/v') } as never)
  running.push({ name: e, stop: child.stop, child, contestant: { port, stream: { path: '/api/stream', headers: d.shop.owner.headers }, buyers: d.made.map((_, n) => ({ path: '/api/widget/messages', headers: { authorization: `Bearer ${tokenOf(d.shop.shopId, n)}` } })) } })
}
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
      else if (f[1] === postmaster) kind = 'postgres'
      else if (pid === postmaster) { kind = 'postgres'; t = Number(f[13]) + Number(f[14]) }
      if (kind) out[kind] = (out[kind] ?? 0) + t
    } catch { /* gone */ }
  }
  return out
}
const acc: Record<string, { rate: number[]; cpu: Record<string, number[]>; p50: number[] }> = {}
for (const r of running) await load.ask('crowd', { contestant: r.contestant, clients: 16, seconds: Number(process.env['WARM'] ?? 8), warmUpSeconds: 1 })
for (let i = 0; i < rounds; i++) for (let j = 0; j < running.length; j++) {
  const r = running[(i + j) % running.length]
  await cluster.settle()
  const before = ticks()
  const o = await load.ask('crowd', { contestant: r.contestant, clients, seconds: 3, warmUpSeconds: 0 })
  const after = ticks()
  const a = (acc[r.name] ??= { rate: [], cpu: {}, p50: [] })
  a.rate.push(o.perSecond); a.p50.push(o.p50)
  for (const k of Object.keys(after)) (a.cpu[k] ??= []).push(((after[k]! - (before[k] ?? 0)) * 10_000) / o.messages)
}
for (const [n, a] of Object.entries(acc)) {
  const m = Object.fromEntries(Object.entries(a.cpu).map(([k, v]) => [k, Math.round(median(v))]))
  console.log(n.padEnd(14), String(Math.round(median(a.rate))).padStart(6), '/s  p50', median(a.p50).toFixed(2), ' CPU µs/message', m, 'sum', Object.values(m).reduce((x, y) => x + y, 0))
}
await Promise.all(running.map((r) => r.stop()))
await load.stop()
await cluster.stop()
