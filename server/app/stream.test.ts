import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AddressInfo } from 'node:net'
import type { StreamEvent } from '#contract/events.ts'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'

let chat: ChatDesk
let address: string
beforeAll(async () => {
  chat = await openChatDesk()
  await chat.composed.live.start()
  await chat.http.app.listen({ port: 0, host: '127.0.0.1' })
  address = `http://127.0.0.1:${(chat.http.app.server.address() as AddressInfo).port}`
})
afterAll(() => chat.close())

interface Frame {
  event: string
  data: Record<string, unknown>
}
/** A live stream over a real socket, as a browser holds it. */
const openStream = async (path: string, headers: Record<string, string>) => {
  const abort = new AbortController()
  const response = await fetch(`${address}${path}`, { headers, signal: abort.signal })
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  const pump = async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString()
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const match = /^event: (\w+)\ndata: (.*)$/s.exec(part)
        if (match?.[1] && match[2])
          frames.push({ event: match[1], data: JSON.parse(match[2]) as Record<string, unknown> })
      }
      for (const wake of waiting) wake()
    }
  }
  const ended = pump().catch(() => undefined)
  const events = () =>
    frames.filter((frame) => frame.event === 'event').map((frame) => frame.data as unknown as StreamEvent)
  return {
    response,
    frames,
    events,
    ended,
    cursor: () => frames.filter((frame) => frame.event === 'cursor').at(-1)?.data['after'] as string,
    /** Resolves when the condition holds; fails after five seconds. */
    until: (condition: () => boolean) =>
      new Promise<void>((resolve, reject) => {
        const check = () => {
          if (!condition()) return
          clearTimeout(limit)
          waiting.delete(check)
          resolve()
        }
        const limit = setTimeout(() => {
          waiting.delete(check)
          reject(new Error(`not within 5 s; frames: ${frames.map((f) => f.event).join(' ')}`))
        }, 5000)
        waiting.add(check)
        check()
      }),
    close: async () => {
      abort.abort()
      await ended
    },
  }
}
const numbers = (events: StreamEvent[]) =>
  events
    .filter((e) => e.name === 'message.posted')
    .map((e) => (e.data['message'] as { number: number }).number)

describe('the live stream', () => {
  test('headers keep proxies from holding it back', async () => {
    const shop = await chat.shop()
    const stream = await openStream('/api/stream', shop.owner.headers)
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.response.headers.get('x-accel-buffering')).toBe('no')
    expect(stream.response.headers.get('content-encoding')).toBeNull()
    await stream.close()
  })
  test('a message is pushed to the agent and to the buyer, each with what they may see', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    const agentSide = await openStream('/api/stream', shop.owner.headers)
    const buyerSide = await openStream('/api/widget/stream', buyer.headers)
    await Promise.all([
      agentSide.until(() => agentSide.frames.length > 0),
      buyerSide.until(() => buyerSide.frames.length > 0),
    ])
    await buyer.write('在吗')
    await agentSide.until(() => numbers(agentSide.events()).includes(2))
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await answer(chat, shop.owner, row?.id ?? '', '在，您说')
    await buyerSide.until(() => numbers(buyerSide.events()).includes(3))
    const seen = JSON.stringify(buyerSide.events())
    expect(seen).toContain('在，您说')
    expect(seen).not.toContain('memberId')
    expect(seen).not.toContain('inquiryOwner')
    await Promise.all([agentSide.close(), buyerSide.close()])
  })
  test('another shop and another buyer hear nothing', async () => {
    const shop = await chat.shop({ agents: 1 })
    const other = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    const stranger = await buildBuyer(chat, shop)
    const otherShop = await openStream('/api/stream', other.owner.headers)
    const strangerSide = await openStream('/api/widget/stream', stranger.headers)
    const own = await openStream('/api/stream', shop.owner.headers)
    await Promise.all([otherShop, strangerSide, own].map((s) => s.until(() => s.frames.length > 0)))
    await buyer.write('只给你们看')
    await own.until(() => numbers(own.events()).length > 0)
    expect(JSON.stringify(otherShop.frames) + JSON.stringify(strangerSide.frames)).not.toContain('只给你们看')
    await Promise.all([otherShop.close(), strangerSide.close(), own.close()])
  })
  test('after a broken connection nothing is lost: what is replayed equals what a fetch shows', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    const first = await openStream('/api/stream', shop.owner.headers)
    await buyer.write('一')
    await first.until(() => numbers(first.events()).includes(2))
    const after = first.cursor()
    await first.close()
    await Promise.all(['二', '三', '四'].map((text) => buyer.write(text)))
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await answer(chat, shop.owner, row?.id ?? '', '都看到了，现货')
    await chat.settle()
    const again = await openStream(`/api/stream?after=${after}`, shop.owner.headers)
    await again.until(() => numbers(again.events()).includes(6))
    const heard = new Set([...numbers(first.events()), ...numbers(again.events())])
    expect([...heard].sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6])
    const newest = again
      .events()
      .map((event) => event.data['conversation'] as InboxRow | undefined)
      .filter((c) => c !== undefined)
      .reduce((best, c) => (c.version > best.version ? c : best))
    const fetched = (await inboxOf(chat, shop.owner)).quiet.find((r) => r.id === row?.id)
    expect(newest).toEqual(fetched)
    await again.close()
  })
  test('an unknown place or another epoch says: fetch everything again', async () => {
    const shop = await chat.shop()
    for (const after of ['999.1.1', 'nonsense', '0.0.0']) {
      const stream = await openStream(`/api/stream?after=${after}`, shop.owner.headers)
      await stream.until(() => stream.frames.some((frame) => frame.event === 'reset'))
      await stream.close()
    }
  })
  test('what another process wrote arrives too', async () => {
    const shop = await chat.shop({ agents: 1 })
    const stream = await openStream('/api/stream', shop.owner.headers)
    await stream.until(() => stream.frames.length > 0)
    const { openDatabase } = await import('#platform/database/database.ts')
    const { record } = await import('#platform/events/record.ts')
    const elsewhere = openDatabase(chat.desk.url, { connections: 2 })
    await elsewhere.inShop(shop.shopId, (tx) =>
      record(tx, chat.desk.clock.now(), {
        name: 'shop.changed',
        subject: shop.shopId,
        version: 7,
        audience: ['desk'],
      }),
    )
    await elsewhere.close()
    await stream.until(() => stream.events().some((event) => event.version === 7))
    await stream.close()
  })
  test('the long-poll form answers with what happened since, and with new events as they come', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    const poll = async (after: string) => {
      const text = await (
        await fetch(`${address}/api/stream?poll=1${after}`, { headers: shop.owner.headers })
      ).text()
      return { text, after: `&after=${/"after":"([^"]+)"\}\n\n$/.exec(text)?.[1] ?? ''}` }
    }
    const ask = async () => {
      let { text, after } = await poll('')
      const seen = [text]
      while (!seen.at(-1)?.includes('长轮询也要到')) {
        ;({ text, after } = await poll(after))
        seen.push(text)
      }
      return seen
    }
    const asking = ask()
    await buyer.write('长轮询也要到')
    expect((await asking).join('').match(/长轮询也要到/g)?.length).toBeGreaterThanOrEqual(1)
  })
  test('whoever leaves the shop stops hearing at once', async () => {
    const shop = await chat.shop({ agents: 1 })
    const [agent] = shop.agents
    const stream = await openStream('/api/stream', agent?.headers ?? {})
    await stream.until(() => stream.frames.length > 0)
    let hasEnded = false
    void stream.ended.then(() => {
      hasEnded = true
    })
    await chat.call('POST /api/staff/:id/departure', {
      params: { id: agent?.memberId ?? '' },
      body: {},
      headers: shop.owner.headers,
    })
    await stream.ended
    expect(hasEnded).toBe(true)
    expect((await fetch(`${address}/api/stream`, { headers: agent?.headers ?? {} })).status).toBe(401)
  })
  test('typing reaches the other side and is stored nowhere', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.settle()
    const stream = await openStream('/api/stream', shop.owner.headers)
    await stream.until(() => stream.frames.length > 0)
    const before = await chat.desk.db.asSystem((tx) =>
      tx
        .selectFrom('platform.events')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    )
    await chat.call('POST /api/widget/typing', { body: {}, headers: buyer.headers })
    await stream.until(() =>
      stream.frames.some((frame) => frame.event === 'signal' && frame.data['kind'] === 'typing'),
    )
    const then = await chat.desk.db.asSystem((tx) =>
      tx
        .selectFrom('platform.events')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    )
    expect(then.n).toBe(before.n)
    await stream.close()
  })
})
