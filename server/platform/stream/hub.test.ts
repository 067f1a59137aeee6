import { expect, test } from 'vitest'
import type { LoggedEvent } from '../events/event.ts'
import { createHub, type Subscriber } from './hub.ts'

const event = (id: string): LoggedEvent => ({
  id,
  shop: 'shop',
  xid: 1n,
  seq: 1,
  name: 'message.posted',
  subject: 'subject',
  version: 1,
  audience: ['desk'],
  timeline: null,
  actor: null,
  facts: {},
  occurredAt: new Date(0),
  recordedAt: new Date(0),
})

/** A hub whose fillings end when the test says so, and one listener. */
const open = () => {
  const fillings = new Map<string, PromiseWithResolvers<Record<string, unknown>>>()
  const failed: unknown[] = []
  const hub = createHub(
    ({ id }) => {
      const filling = Promise.withResolvers<Record<string, unknown>>()
      fillings.set(id, filling)
      return filling.promise
    },
    (error) => failed.push(error),
  )
  const heard: string[] = []
  const listener: Subscriber = {
    shop: 'shop',
    topics: ['desk'],
    audience: 'desk',
    isBehind: false,
    send: (frame) => {
      const { id, reason } = JSON.parse(frame.slice(frame.indexOf('data: ') + 6)) as Record<string, string>
      heard.push(id ?? reason ?? frame)
    },
    end: () => undefined,
  }
  hub.add(listener)
  return { hub, fillings, failed, heard, listener }
}

test('what was published counts as delivered only when it has been filled and sent', async () => {
  const { hub, fillings, heard } = open()
  expect(hub.delivered()).toBeNull()
  hub.publish(event('slow'))
  hub.publish(event('fast'))
  const delivered = hub.delivered()
  fillings.get('fast')?.resolve({})
  await Promise.resolve()
  expect(hub.delivered()).not.toBeNull()
  fillings.get('slow')?.resolve({})
  await delivered
  expect(heard.toSorted()).toEqual(['fast', 'slow'])
  expect(hub.delivered()).toBeNull()
})

test('what cannot be filled makes its listeners fetch everything again', async () => {
  const { hub, fillings, failed, heard } = open()
  hub.publish(event('lost'))
  const delivered = hub.delivered()
  fillings.get('lost')?.reject(new Error('the database was away'))
  await delivered
  expect(heard).toEqual(['missed'])
  expect(failed).toHaveLength(1)
})

test('one listener of several leaves the others theirs', () => {
  const { hub, heard, listener } = open()
  const other: string[] = []
  const second = { ...listener, send: (frame: string) => other.push(frame) }
  hub.add(second)
  hub.signal('shop', ['desk'], { kind: 'typing', conversationId: 'c', by: 'buyer' })
  hub.remove(listener)
  hub.signal('shop', ['desk'], { kind: 'typing', conversationId: 'c', by: 'buyer' })
  expect([heard.length, other.length]).toEqual([1, 2])
  hub.remove(second)
  hub.signal('shop', ['desk'], { kind: 'typing', conversationId: 'c', by: 'buyer' })
  expect([hub.count(), other.length]).toEqual([0, 2])
})
