import { readFileSync } from 'node:fs'
import pg from 'pg'
import { startCluster } from './cluster.ts'
import { prepareShop } from './desk/prepare.ts'
import { onServer } from '#test/database/scratch.ts'
import { newId } from '#platform/ids/ids.ts'
import { median } from './samples.ts'
const cluster = await startCluster()
const open = { conversations: 2000, agents: 20, waiting: 0, owed: 0, quiet: 2000, days: 2 }
const d = await prepareShop(cluster, 'desk', open)
const shop = d.shop.shopId
let n = 0
const text = '我的快递三天没动了，麻烦看一下'
const parts: Record<string, [string, (i: number) => unknown[]]> = {
  select: ['select $1::uuid', (i) => [d.made[i]!.id]],
  set_config: [`select set_config('app.shop', $1::text, true)`, () => [shop]],
  keys: ['insert into conversations.message_keys values ($1,$2,$3,$4) on conflict do nothing', (i) => [d.made[i]!.id, `k${n++}`, shop, newId()]],
  update: [`update conversations.conversations set last_number = last_number + 1, last_text = $3, last_at = $4, last_author = 'buyer', version = version + 1
    where id = $1 and visitor_id = $2`, (i) => [d.made[i]!.id, d.made[i]!.visitorId, text, new Date()]],
  message: [`insert into conversations.messages (id, shop_id, conversation_id, number, author, text, at, client_id) values ($1,$2,$3,$4,'buyer',$5,$6,$7)`,
    (i) => [newId(), shop, d.made[i]!.id, n++, text, new Date(), `k${n++}`]],
  event: [`insert into platform.events (id, shop_id, name, subject, version, audience, timeline, actor, facts, occurred_at, recorded_at)
    values ($1, $2, 'message.posted', $3, 3, array['desk', 'visitor:' || $4::text], null, null, jsonb_build_object('message', $1::uuid, 'number', 3, 'author', 'buyer'), $5, $5) returning xid::text, seq`,
    (i) => [newId(), shop, d.made[i]!.id, d.made[i]!.visitorId, new Date()]],
}
const cpu = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000
const measure = async (label: string) => {
  for (const role of (process.env['ROLES'] ?? 'postgres,fivehearts_app').split(',')) {
    const c = new pg.Client({ connectionString: d.databaseUrl, options: `-c synchronous_commit=off -c app.shop=${shop}` + (role === 'postgres' ? '' : ` -c role=${role}`) })
    await c.connect()
    const pid = (await c.query('select pg_backend_pid() as pid')).rows[0].pid
    const out: Record<string, number[]> = {}
    for (let r = 0; r < 6; r++) for (const [k, [sql, values]] of Object.entries(parts)) {
      const b = cpu(pid)
      for (let j = 0; j < 300; j++) await c.query({ name: k, text: sql, values: values((r * 397 + j * 13) % 2000) })
      if (r > 0) (out[k] ??= []).push((cpu(pid) - b) / 300)
    }
    console.log(label.padEnd(34), role.padEnd(16), Object.entries(out).map(([k, v]) => `${k} ${Math.min(...v).toFixed(0)}/${median(v).toFixed(0)}`).join('  '))
    await c.end()
  }
}
await measure('as is')
for (const step of process.argv.slice(2)) {
  await onServer(d.databaseUrl, step)
  await measure(step.slice(0, 34))
}
await cluster.stop()
