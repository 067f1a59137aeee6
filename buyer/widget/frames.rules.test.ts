import fc from 'fast-check'
import { expect, test } from 'vitest'
import { frameReader } from './frames.rules.ts'

const stream = [
  ': hello\n\n',
  'event: cursor\ndata: {"after":"1.20.3"}\n\n',
  'event: event\ndata: {"id":"1","name":"message.posted","data":{"text":"换行\\n在里面"}}\n\n',
  ': beat\n\n',
  'event: signal\r\ndata: {"kind":"typing"}\r\n\r\n',
  'event: reset\ndata: {"reason":\ndata: "epoch"}\n\n',
].join('')
const frames = [
  { event: 'cursor', data: { after: '1.20.3' } },
  { event: 'event', data: { id: '1', name: 'message.posted', data: { text: '换行\n在里面' } } },
  { event: 'signal', data: { kind: 'typing' } },
  { event: 'reset', data: { reason: 'epoch' } },
]

test('frames come out whole wherever the network cuts the stream', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), (cuts) => {
      const read = frameReader()
      const ends = [...cuts, stream.length].sort((a, b) => a - b)
      const found = ends.flatMap((end, index) => read(stream.slice(ends[index - 1] ?? 0, end)))
      expect(found).toEqual(frames)
    }),
  )
})

test('a frame that is no JSON is left out and the next one still comes', () => {
  const read = frameReader()
  expect(read('event: event\ndata: {"broken\n\nevent: cursor\ndata: {"after":"1.1.1"}\n\n')).toEqual([
    { event: 'cursor', data: { after: '1.1.1' } },
  ])
})

test('an unfinished frame waits', () => {
  const read = frameReader()
  expect(read('event: cursor\ndata: {"after":"1.1.1"}\n')).toEqual([])
  expect(read('\n')).toHaveLength(1)
})
