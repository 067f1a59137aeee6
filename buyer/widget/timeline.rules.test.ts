import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BuyerMessage } from '#contract/conversations/widget.ts'
import { acknowledge, newItem, type Outbox } from './outbox.rules.ts'
import {
  addEarlier,
  countUnread,
  emptyTimeline,
  entriesOf,
  gapAfter,
  joinNewest,
  lastNumber,
  mergeMessages,
  readByShopUpTo,
  type Timeline,
} from './timeline.rules.ts'

const message = (number: number, author: BuyerMessage['author'] = 'agent'): BuyerMessage => ({
  id: `id-${number}`,
  number,
  author,
  automatic: null,
  agentName: author === 'buyer' ? null : '阿禾',
  text: `message ${number}`,
  attachments: [],
  at: new Date(1_700_000_000_000 + number * 1000).toISOString(),
  clientId: `client-${number}`,
  answeredInMs: null,
})
const numbers = ({ messages }: Timeline) => messages.map(({ number }) => number)
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('merging', () => {
  test('a message that comes twice is there once, and the timeline stays the same object', () => {
    const once = mergeMessages(emptyTimeline, [message(1), message(2)])
    expect(mergeMessages(once, [message(2)])).toBe(once)
    expect(numbers(once)).toEqual([1, 2])
  })
  test('messages stand in number order whatever order they come in', () => {
    expect(numbers(mergeMessages(emptyTimeline, [message(3), message(1), message(2), message(3)]))).toEqual([
      1, 2, 3,
    ])
  })
  test('a page of earlier messages brings its own word on what lies before it', () => {
    const newest = addEarlier(emptyTimeline, [message(3), message(4)], true)
    const all = addEarlier(newest, [message(1), message(2)], false)
    expect([newest.hasEarlier, all.hasEarlier, numbers(all)]).toEqual([true, false, [1, 2, 3, 4]])
  })
})

describe('the newest page', () => {
  const many = (from: number, to: number) =>
    upTo(to)
      .slice(from - 1)
      .map((number) => message(number))
  const held = addEarlier(emptyTimeline, many(10, 20), true)
  test('is joined to what is here when it overlaps', () => {
    const joined = joinNewest(held, many(15, 30), true)
    expect([numbers(joined).length, joined.hasEarlier]).toEqual([21, true])
  })
  test('that reaches further back brings its own word on what lies before', () => {
    expect(joinNewest(held, many(1, 30), false)).toMatchObject({ hasEarlier: false })
    expect(joinNewest(addEarlier(emptyTimeline, many(1, 20), false), many(15, 30), true)).toMatchObject({
      hasEarlier: false,
    })
  })
  test('of another conversation, or after a long absence, takes its place', () => {
    expect(numbers(joinNewest(held, many(40, 50), true))[0]).toBe(40)
    const others = many(1, 3).map((each) => ({ ...each, id: `other-${each.number}` }))
    expect(numbers(joinNewest(held, others, false))).toEqual([1, 2, 3])
  })
})

describe('gaps', () => {
  test.each([
    [[], null],
    [[5, 6, 7], null],
    [[1, 2, 5], 2],
    [[1, 3, 5], 1],
  ])('%j is missing something after %j', (held, after) => {
    expect(
      gapAfter(
        mergeMessages(
          emptyTimeline,
          held.map((number) => message(number)),
        ),
      ),
    ).toBe(after)
  })
})

describe('unread and read', () => {
  const timeline = mergeMessages(emptyTimeline, [
    message(1),
    message(2, 'buyer'),
    message(3, 'automatic'),
    message(4),
  ])
  test('only what the shop wrote counts as unread', () => {
    expect([0, 1, 3, 4].map((read) => countUnread(timeline, read))).toEqual([3, 2, 1, 0])
  })
  test('the read mark of the shop never goes back', () => {
    expect(readByShopUpTo(readByShopUpTo(timeline, 2), 1).readByShop).toBe(2)
  })
  test('the last number of nothing is 0', () => {
    expect([lastNumber(emptyTimeline), lastNumber(timeline)]).toEqual([0, 4])
  })
})

/** A desk that stores by clientId, and everything that can happen between it and one page. */
type Deed =
  | { do: 'write' }
  /** The first waiting message is sent; the reply may be lost on the way back. */
  | { do: 'send'; isReplyLost: boolean }
  | { do: 'answer' }
  /** The stream brings message number `which`, early, late, twice or never. */
  | { do: 'stream'; which: number }
  | { do: 'refetch' }
  | { do: 'earlier'; which: number }

const deeds = fc.array(
  fc.oneof(
    fc.constant<Deed>({ do: 'write' }),
    fc.record({ do: fc.constant('send' as const), isReplyLost: fc.boolean() }),
    fc.constant<Deed>({ do: 'answer' }),
    fc.record({ do: fc.constant('stream' as const), which: fc.nat(40) }),
    fc.constant<Deed>({ do: 'refetch' }),
    fc.record({ do: fc.constant('earlier' as const), which: fc.nat(40) }),
  ),
  { maxLength: 60 },
)

interface World {
  stored: BuyerMessage[]
  timeline: Timeline
  outbox: Outbox
  written: string[]
}

function arrive(world: World, messages: readonly BuyerMessage[]): World {
  const clientIds = messages.map(({ clientId }) => clientId)
  return {
    ...world,
    timeline: mergeMessages(world.timeline, messages),
    outbox: acknowledge(world.outbox, clientIds),
  }
}

function store(world: World, author: BuyerMessage['author'], clientId: string): World {
  if (world.stored.some((each) => each.clientId === clientId)) return world
  const stored = { ...message(world.stored.length + 1, author), clientId }
  return { ...world, stored: [...world.stored, stored] }
}

function happen(world: World, deed: Deed): World {
  const { stored, timeline, outbox, written } = world
  if (deed.do === 'write') {
    const clientId = `written-${written.length}`
    return {
      ...world,
      outbox: [...outbox, newItem(clientId, clientId, [], 0)],
      written: [...written, clientId],
    }
  }
  if (deed.do === 'send') {
    const first = outbox[0]
    if (!first) return world
    const after = store(world, 'buyer', first.clientId)
    const reply = after.stored.find(({ clientId }) => clientId === first.clientId)!
    return deed.isReplyLost ? after : arrive(after, [reply])
  }
  if (deed.do === 'answer') return store(world, 'agent', `answer-${stored.length}`)
  if (deed.do === 'stream')
    return arrive(
      world,
      stored.filter(({ number }) => number === deed.which),
    )
  if (deed.do === 'earlier')
    return arrive(
      world,
      stored.filter(({ number }) => number < deed.which),
    )
  const from = gapAfter(timeline) ?? lastNumber(timeline)
  return arrive(
    world,
    stored.filter(({ number }) => number > from),
  )
}

describe('whatever happens on the way', () => {
  const start: World = { stored: [], timeline: emptyTimeline, outbox: [], written: [] }
  test('each message is shown once and in number order, and nothing written is ever missing', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        let world = start
        for (const deed of list) {
          world = happen(world, deed)
          const shown = entriesOf(world.timeline, world.outbox)
          const clientIds = shown.map((entry) =>
            entry.kind === 'said' ? entry.message.clientId : entry.item.clientId,
          )
          expect(new Set(clientIds).size).toBe(clientIds.length)
          const order = numbers(world.timeline)
          expect(order).toEqual([...order].sort((a, b) => a - b))
          const isSafe = (clientId: string) =>
            clientIds.includes(clientId) || world.stored.some((each) => each.clientId === clientId)
          expect(world.written.every(isSafe)).toBe(true)
        }
      }),
    )
  })
  test('once everything is sent and refetched the page shows exactly what the desk has', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        let world = list.reduce(happen, start)
        while (world.outbox.length > 0) world = happen(world, { do: 'send', isReplyLost: false })
        const gaps = world.stored.length + 1
        for (let turn = 0; turn < gaps; turn += 1) world = happen(world, { do: 'refetch' })
        world = happen(world, { do: 'earlier', which: 1000 })
        expect(numbers(world.timeline)).toEqual(upTo(world.stored.length))
        const sent = world.stored.filter(({ author }) => author === 'buyer').map(({ clientId }) => clientId)
        expect([...sent].sort()).toEqual([...world.written].sort())
        expect(sent).toEqual(world.written)
      }),
    )
  })
})
