import { readFileSync } from 'node:fs'
import pg from 'pg'
import { startCluster } from './cluster.ts'
import { prepareShop } from './desk/prepare.ts'
import { onServer } from '#test/database/scratch.ts'
import { newId } from '#platform/ids/ids.ts'
import { median, percentile } from './samples.ts'
const cluster = await startCluster()
const open = { conversations: 2000, agents: 20, waiting: 0, owed: 0, quiet: 2000, days: 2 }
const d = await prepareShop(cluster, 'desk', open)
await onServer(d.databaseUrl, 'vacuum analyze')
if (process.env['SETUP']) await onServer(d.databaseUrl, ...process.env['SETUP'].split(';'))
const shop = d.shop.shopId
let n = 0
const text = '我的快递三天没动了，麻烦看一下'
const size = Number(process.env['SIZE'] ?? 16)
const rec = (i: number, k: number) => ({ n: k, shop, conversation: d.made[i]!.id, visitor: d.made[i]!.visitorId, message: newId(), client: `c${n++}aaaaaaaa`, text, attachments: [], preview: text, at: new Date(), turn: newId(), inquiry: newId(), event: newId(), clock_at: new Date(), target_s: 7, due_s: 10, away_s: 60 })
const call = (f: string) => `select r.n, conversations.${f}(r.shop, r.conversation, r.visitor, r.message, r.client, r.text, r.attachments, r.preview, r.at, r.turn, r.inquiry, r.event, r.clock_at, r.target_s, r.due_s, r.away_s) as result
 from json_to_recordset($1::json) as r (n int, shop uuid, conversation uuid, visitor uuid, message uuid, client text, text text, attachments jsonb, preview text, at timestamptz, turn uuid, inquiry uuid, event uuid, clock_at timestamptz, target_s int, due_s int, away_s int)`
const runs: Record<string, { text: string }> = { 'as is': { text: call('post_buyer_message') } }
for (const f of process.argv.slice(2)) {
  await onServer(d.databaseUrl, readFileSync(`/tmp/fn/${f}.sql`, 'utf8'))
  runs[f] = { text: call(f) }
}
runs['record only'] = { text: `select r.n, r.client as result from json_to_recordset($1::json) as r (n int, shop uuid, conversation uuid, visitor uuid, message uuid, client text, text text, attachments jsonb, preview text, at timestamptz, turn uuid, inquiry uuid, event uuid, clock_at timestamptz, target_s int, due_s int, away_s int)` }
const cpu = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
const clients: Record<string, { c: pg.Client; pid: number; out: number[] }> = {}
for (const k of Object.keys(runs)) {
  const c = new pg.Client({ connectionString: d.databaseUrl, options: `-c synchronous_commit=off -c role=${process.env['ROLE'] ?? 'fivehearts_app'}` })
  await c.connect()
  clients[k] = { c, pid: (await c.query('select pg_backend_pid() as pid')).rows[0].pid, out: [] }
}
for (let r = 0; r < 60; r++) for (const [k, v] of Object.entries(runs)) {
  const { c, pid, out } = clients[k]!
  const b = cpu(pid)
  for (let j = 0; j < 64; j += size) await c.query({ name: 'x', text: v.text, values: [JSON.stringify(Array.from({ length: size }, (_, q) => rec((r * 37 + j * 13 + q * 7) % 150, q)))] })
  if (r > 3) out.push((cpu(pid) - b) / 64)
}
for (const [k, { out, c }] of Object.entries(clients)) { console.log(k.padEnd(16), 'pg: median', median(out).toFixed(0), 'p20', percentile(out, 0.2).toFixed(0), 'least', Math.min(...out).toFixed(0)); await c.end() }
await cluster.stop()
