import { connect, type Socket } from 'node:net'
import { startCluster } from '../cluster.ts'
import { prepareShop, startDesk } from '../desk/prepare.ts'
import { tokenOf } from '../generate/conversations.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { percentile } from '../samples.ts'

const count = figure({ name: 'streams.idle_count', unit: '', atLeast: 10_000 })
const each = figure({ name: 'streams.idle_kib_each', unit: 'KiB', atMost: 20 })
const push = figure({ name: 'streams.push_among_idle_p95_ms', unit: 'ms', atMost: 50 })

/** Buyers who left the chat open, in one process: what each costs in memory, and whether a message still goes through at once. */
export const streams: Group = {
  name: 'streams',
  figures: [count, each, push],
  run: async (run) => {
    const wanted = run.isQuick ? 2_000 : 10_000
    const cluster = await startCluster()
    const sockets: Socket[] = []
    try {
      run.say(`streams: a shop with ${wanted} buyers`)
      const { databaseUrl, shop } = await prepareShop(cluster, 'streams', {
        conversations: wanted,
        waiting: 0,
        owed: 0,
        quiet: wanted,
        days: 3,
        agents: 4,
      })
      const desk = await startDesk(run, cluster, databaseUrl, ['--expose-gc'])
      try {
        const before = await desk.child.ask('memory', undefined as never)
        run.say('streams: connecting')
        for (let first = 0; first < wanted; first += 100) {
          await Promise.all(
            Array.from({ length: 100 }, async (_, i) => {
              sockets[first + i] = await listen(desk.port, tokenOf(shop.shopId, first + i), first + i)
            }),
          )
        }
        const after = await desk.child.ask('memory', undefined as never)
        run.say('streams: a message to one among them')
        const times = await pushes(run, desk.port, shop.shopId, sockets)
        const open = sockets.filter((socket) => !socket.destroyed).length
        return [
          count.take(open, run.isQuick ? 'a quick run opens 2,000' : ''),
          each.take(
            (after - before) / open / 1024,
            `${Math.round(before / 1e6)} MB without, ${Math.round(after / 1e6)} MB with them`,
          ),
          push.take(
            percentile(times, 0.95),
            `p50 ${percentile(times, 0.5).toFixed(1)}; the buyer's own other tab hears it`,
          ),
        ]
      } finally {
        for (const socket of sockets) socket.destroy()
        await desk.child.stop()
      }
    } finally {
      await cluster.stop()
    }
  },
}

/** Opens one stream and waits for its first bytes. Addresses of the loopback range take turns: each has its own ports. */
const listen = (port: number, token: string, number: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (number % 8)}` })
    socket.once('error', reject)
    socket.once('data', (chunk) => {
      socket.off('error', reject)
      socket.on('error', () => undefined)
      if (chunk.toString().startsWith('HTTP/1.1 200')) resolve(socket)
      else reject(new Error(chunk.toString().slice(0, 100)))
    })
    socket.write(
      `GET /api/widget/stream HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n\r\n`,
    )
  })

const pushes = async (run: Run, port: number, shopId: string, sockets: Socket[]): Promise<number[]> => {
  const times: number[] = []
  for (let i = 0; i < (run.isQuick ? 30 : 100); i++) {
    const number = (i * 97) % sockets.length
    const socket = sockets[number]
    if (!socket) continue
    const clientId = `bench-${i}-${number}`
    const began = performance.now()
    const heard = new Promise<void>((resolve) => {
      const look = (chunk: Buffer) => {
        if (!chunk.includes(clientId)) return
        socket.off('data', look)
        resolve()
      }
      socket.on('data', look)
    })
    const sent = fetch(`http://127.0.0.1:${port}/api/widget/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(shopId, number)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, text: '还在吗' }),
    })
    const response = await sent
    if (response.status !== 200)
      throw new Error(`a message was answered ${response.status} ${await response.text()}`)
    const patience = new Promise<never>((_, reject) =>
      setTimeout(() => {
        reject(new Error(`message ${i} was not pushed within 10 s`))
      }, 10_000).unref(),
    )
    await Promise.race([heard, patience])
    times.push(performance.now() - began)
  }
  return times
}
