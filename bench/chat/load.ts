import { answer } from '../child.ts'
import { percentile } from '../samples.ts'
import { keepConnection, openStream, postHead, type Address, type KeptConnection } from './wire.ts'

// Buyers who write, and one agent who watches: a message counts when it was answered and has arrived on the agent's
// stream; its time runs from the moment it was sent (or should have been) to its arrival there.

export interface Contestant {
  port: number
  stream: Address
  buyers: Address[]
}
/** Milliseconds; `all` counts the warm-up's messages too. */
export interface Outcome {
  perSecond: number
  p50: number
  p95: number
  p99: number
  most: number
  messages: number
  refused: number
  all: number
}
export interface Crowd {
  clients: number
  seconds: number
  warmUpSeconds: number
  isOneConversation?: boolean
}
export interface Rate {
  perSecond: number
  seconds: number
  warmUpSeconds: number
}

const texts = [
  '在吗',
  '今天拍什么时候发货',
  '这款床头灯的雾蓝色还有货吗？',
  '我的快递三天没动了，麻烦看一下',
  '好的，谢谢',
  '能便宜一点吗，我买两个',
]
const bodies = texts.map((text) => JSON.stringify({ text }).slice(0, -1))
const marker = '"clientId":"'
const idLength = 12

/** In one conversation after the other so many, then the next: a buyer may write 60 times a minute. */
const burst = 20

interface Sent {
  at: number
  isAnswered: boolean
  isPushed: boolean
  done: (tookMs: number) => void
  pushedAt: number
}

const open = async ({ port, stream, buyers }: Contestant, clients: number) => {
  const under = new Map<string, Sent>()
  const heads = buyers.map(postHead)
  let rest = ''
  let count = Math.floor(Math.random() * 2 ** 40)
  let refused = 0
  let sent = 0
  const settle = (id: string, sent: Sent) => {
    if (!sent.isAnswered || !sent.isPushed) return
    under.delete(id)
    sent.done(sent.pushedAt - sent.at)
  }
  const pushed = (text: string) => {
    rest += text
    let at = rest.indexOf(marker)
    for (; at >= 0 && at + marker.length + idLength <= rest.length; at = rest.indexOf(marker, at + 1)) {
      const id = rest.slice(at + marker.length, at + marker.length + idLength)
      const sent = under.get(id)
      if (!sent || sent.isPushed) continue
      sent.isPushed = true
      sent.pushedAt = performance.now()
      settle(id, sent)
    }
    rest = at >= 0 ? rest.slice(at) : rest.slice(-marker.length)
  }
  const closeStream = await openStream(port, stream, pushed)
  const connections = await Promise.all(Array.from({ length: clients }, () => keepConnection(port)))
  return {
    connections,
    refused: () => refused,
    sent: () => sent,
    /** `done` is told the milliseconds from `at` (now unless said) to the push; NaN when it was refused. */
    write: (
      connection: KeptConnection,
      buyer: number,
      done: (tookMs: number) => void,
      at = performance.now(),
    ) => {
      sent++
      const id = (count++).toString(36).padStart(idLength, '0')
      const one: Sent = { at, isAnswered: false, isPushed: false, done, pushedAt: 0 }
      under.set(id, one)
      const body = `${bodies[count % bodies.length]},"clientId":"${id}"}`
      connection.send(`${heads[buyer % heads.length]}${Buffer.byteLength(body)}\r\n\r\n${body}`, (status) => {
        if (status !== 200) {
          refused++
          one.isPushed = true
          one.pushedAt = NaN
        }
        one.isAnswered = true
        settle(id, one)
      })
    },
    close: () => {
      closeStream()
      for (const connection of connections) connection.close()
    },
  }
}

const summary = (took: number[], seconds: number, refused: number, all: number): Outcome => ({
  perSecond: took.length / seconds,
  p50: percentile(took, 0.5),
  p95: percentile(took, 0.95),
  p99: percentile(took, 0.99),
  most: percentile(took, 1),
  messages: took.length,
  refused,
  all,
})

/** Every client writes again as soon as its last message has arrived. */
const crowd = async ({
  contestant,
  clients,
  seconds,
  warmUpSeconds,
  isOneConversation,
}: Crowd & { contestant: Contestant }): Promise<Outcome> => {
  const desk = await open(contestant, clients)
  const took: number[] = []
  const start = performance.now() + warmUpSeconds * 1000
  const end = start + seconds * 1000
  let next = Math.floor(Math.random() * contestant.buyers.length)
  let written = 0
  const buyer = () => (isOneConversation && written++ % burst !== 0 ? next : ++next)
  await Promise.all(
    desk.connections.map(
      (connection) =>
        new Promise<void>((finished) => {
          const again = () =>
            desk.write(connection, buyer(), (tookMs) => {
              const now = performance.now()
              if (now >= start && now < end && tookMs >= 0) took.push(tookMs)
              if (now < end) again()
              else finished()
            })
          again()
        }),
    ),
  )
  desk.close()
  return summary(took, seconds, desk.refused(), desk.sent())
}

/** Runs every path often enough to be compiled; what a server does in its first seconds is nobody's measure. */
const warmUp = async ({
  contestant,
  messages,
}: {
  contestant: Contestant
  messages: number
}): Promise<void> => {
  const desk = await open(contestant, 16)
  let left = messages
  await Promise.all(
    desk.connections.map(
      (connection) =>
        new Promise<void>((finished) => {
          const again = () => (left-- > 0 ? desk.write(connection, left, again) : finished())
          again()
        }),
    ),
  )
  desk.close()
}

/** So many a second, come what may: who is kept waiting behind a slow one is counted from the moment they wanted to write. */
const rate = async ({
  contestant,
  perSecond,
  seconds,
  warmUpSeconds,
}: Rate & { contestant: Contestant }): Promise<Outcome> => {
  const desk = await open(contestant, 64)
  const took: number[] = []
  const free = [...desk.connections]
  const begin = performance.now()
  const total = Math.floor((warmUpSeconds + seconds) * perSecond)
  const first = warmUpSeconds * perSecond
  await new Promise<void>((finished) => {
    const waiting: { number: number; at: number }[] = []
    let asked = 0
    let arrived = 0
    const send = () => {
      for (let connection = free.pop(); connection; connection = free.pop()) {
        const kept = connection
        const wish = waiting.shift()
        if (!wish) return void free.push(kept)
        desk.write(
          kept,
          wish.number * 7,
          (tookMs) => {
            free.push(kept)
            if (wish.number >= first && tookMs >= 0) took.push(tookMs)
            if (++arrived === total) {
              clearInterval(tick)
              finished()
            } else send()
          },
          wish.at,
        )
      }
    }
    const tick = setInterval(() => {
      const now = performance.now()
      for (; asked < total && begin + (asked * 1000) / perSecond <= now; asked++)
        waiting.push({ number: asked, at: now })
      send()
    }, 1)
  })
  desk.close()
  return summary(took, seconds, desk.refused(), desk.sent())
}

export type LoadCommands = { warmUp: typeof warmUp; crowd: typeof crowd; rate: typeof rate }
answer<LoadCommands>({ warmUp, crowd, rate })
