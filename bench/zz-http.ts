import { fastify } from 'fastify'
import { createHttpServer } from './zz-server.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { createLog } from '#platform/log/log.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { postBuyerMessage } from '#contract/conversations/widget.ts'
import { newId } from '#platform/ids/ids.ts'
import { median } from './samples.ts'
import { startChild, answer } from './child.ts'
import { keepConnection, postHead } from './chat/wire.ts'
const reply = () => ({ message: { id: newId(), number: 3, author: 'buyer', automatic: null, agentName: null, text: '我的快递三天没动了，麻烦看一下', attachments: [], at: new Date().toISOString(), clientId: 'abcdefghijkl', answeredInMs: null } }) as never
const wait = () => new Promise<void>((r) => setImmediate(r))
const make: Record<string, () => Promise<number>> = {
  bare: async () => { const app = fastify(); app.post('/api/widget/messages', async (q) => { void (q.body as { text: string }).text; await wait(); return reply() }); await app.listen({ port: 0 }); return (app.server.address() as any).port },
  ours: async () => {
    const http = await createHttpServer({ db: null as never, clock: systemClock(), log: createLog('warn'), trustedProxies: 0, credentials: { visitor: async () => ({ kind: 'visitor', visitorId: newId(), shopId: 'x' }) } as never })
    if (!process.env['NOMETRICS']) createMetrics().watch(http.app)
    http.route(postBuyerMessage, async () => { await wait(); return reply() }, process.env['NORATE'] ? {} : { limit: 1_000_000 })
    await http.app.listen({ port: 0 }); return (http.app.server.address() as any).port
  },
}
const commands = { start: (k: string) => make[k]!(), cpu: () => { const c = process.cpuUsage(); return c.user + c.system } }
if (process.send) answer(commands)
else {
  const out: Record<string, number[]> = {}
  const kids = await Promise.all([['bare',''],['ours','']].concat(process.argv.slice(2).map((e) => ['ours', e])).map(async ([kind, e]) => { const k = kind + ' ' + e; const child = startChild<typeof commands>(new URL('zz-http.ts', import.meta.url), [], Object.fromEntries(e!.split(',').filter(Boolean).map((x) => [x, '1']))); return { k, child, port: await child.ask('start', kind as never) } }))
  for (let r = 0; r < 12; r++) for (const { k, child, port } of kids) {
    const head = postHead({ path: '/api/widget/messages', headers: { authorization: 'Bearer abcabcabcabcabcabc' } })
    const body = JSON.stringify({ text: '我的快递三天没动了，麻烦看一下', clientId: 'abcdefghijkl' })
    const text = `${head}${Buffer.byteLength(body)}\r\n\r\n${body}`
    const b = await child.ask('cpu', undefined as never)
    const N = 4000
    let left = N
    await Promise.all(Array.from({ length: 16 }, async () => { const c = await keepConnection(port); await new Promise<void>((done) => { const go = () => { if (left-- <= 0) { c.close(); return done() } c.send(text, (s) => { if (s !== 200) throw new Error(String(s)); go() }) }; go() }) }))
    const e = await child.ask('cpu', undefined as never)
    if (r > 4) (out[k] ??= []).push((e - b) / N)
  }
  for (const [k, v] of Object.entries(out)) console.log(k.padEnd(40), 'median', median(v).toFixed(0), 'least', Math.min(...v).toFixed(0), 'µs CPU per request')
  for (const { child } of kids) await child.stop()
}
