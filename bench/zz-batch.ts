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
await onServer(d.databaseUrl, readFileSync('bench/bare/bare.sql', 'utf8'), `insert into bare.conversations (id) select unnest('{${d.made.map((m) => m.id).join(',')}}'::uuid[])`, 'vacuum analyze')
for (const f of process.argv.slice(2)) await onServer(d.databaseUrl, readFileSync(f, 'utf8'))
const src = readFileSync('bench/bare/server.ts', 'utf8')
const grab = (name: string) => new RegExp('const ' + name + ' = `([^`]*)`').exec(src)![1]!
const shop = d.shop.shopId
let n = 0
const text = '我的快递三天没动了，麻烦看一下'
const fnValues = (i: number) => [shop, d.made[i]!.id, d.made[i]!.visitorId, newId(), `c${n++}aaaaaaaa`, text, '[]', text, new Date(), newId(), newId(), newId(), new Date(), 7, 10, 60]
const rec = (i: number, k: number) => { const v = fnValues(i); return { n: k, shop: v[0], conversation: v[1], visitor: v[2], message: v[3], client: v[4], text, attachments: [], preview: text, at: v[8], turn: v[9], inquiry: v[10], event: v[11], clock_at: v[12], target_s: 7, due_s: 10, away_s: 60 } }
const rs = (t: string) => `select r.n, conversations.post_buyer_message(r.shop, r.conversation, r.visitor, r.message, r.client, r.text, r.attachments, r.preview, r.at, r.turn, r.inquiry, r.event, r.clock_at, r.target_s, r.due_s, r.away_s) as result
 from ${t}_to_recordset($1::${t}) as r (n int, shop uuid, conversation uuid, visitor uuid, message uuid, client text, text text, attachments jsonb, preview text, at timestamptz, turn uuid, inquiry uuid, event uuid, clock_at timestamptz, target_s int, due_s int, away_s int)`
const runs: Record<string, { size: number; role: string; text: string; values: (i: number) => unknown[] }> = {
  bare: { size: 1, role: 'postgres', text: grab('bare'), values: (i) => [d.made[i]!.id, `c${n++}aaaaaaaa`, text, new Date()] },
  full: { size: 1, role: 'postgres', text: grab('full'), values: (i) => [d.made[i]!.id, `c${n++}aaaaaaaa`, text, new Date(), shop, newId(), newId()] },
  one: { size: 1, role: 'fivehearts_app', text: `select conversations.post_buyer_message($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15, $16) as result`, values: fnValues },
}
for (const t of ['json', 'jsonb']) for (const size of [1, 4, 16]) runs[`${t} ${size}`] = { size, role: 'fivehearts_app', text: rs(t), values: (i) => [JSON.stringify(Array.from({ length: size }, (_, k) => rec((i + k * 7) % 150, k)))] }
const cpu = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
const clients: Record<string, { c: pg.Client; pid: number; out: number[]; node: number[] }> = {}
for (const [k, v] of Object.entries(runs)) {
  const c = new pg.Client({ connectionString: d.databaseUrl, options: `-c synchronous_commit=${process.env['SYNC'] ?? 'on'} -c role=${v.role}` })
  await c.connect()
  clients[k] = { c, pid: (await c.query('select pg_backend_pid() as pid')).rows[0].pid, out: [], node: [] }
}
for (let r = 0; r < 50; r++) for (const [k, v] of Object.entries(runs)) {
  const { c, pid, out, node } = clients[k]!
  const b = cpu(pid), u = process.cpuUsage()
  for (let j = 0; j < 64; j += v.size) await c.query({ name: 'x', text: v.text, values: v.values((r * 37 + j * 13) % 150) })
  const e = process.cpuUsage(u)
  if (r > 3) { out.push((cpu(pid) - b) / 64); node.push((e.user + e.system) / 64) }
}
for (const [k, { out, node, c }] of Object.entries(clients)) { console.log(k.padEnd(16), 'pg: median', median(out).toFixed(0), 'p20', percentile(out, 0.2).toFixed(0), 'least', Math.min(...out).toFixed(0), ' node: p20', percentile(node, 0.2).toFixed(0)); await c.end() }
await cluster.stop()
