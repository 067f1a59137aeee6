import { expect, test } from 'vitest'
import { frameReader } from './stream-frames.ts'

const text =
  ': awake\n\nevent: cursor\ndata: {"after":"1.20.3"}\n\nevent: signal\ndata: {"kind":"typing",\ndata: "conversationId":"c","by":"buyer"}\n\n'
const frames = [
  { event: 'cursor', data: { after: '1.20.3' } },
  { event: 'signal', data: { kind: 'typing', conversationId: 'c', by: 'buyer' } },
]

test('frames come out whole wherever the network cuts them', () => {
  for (let size = 1; size <= text.length; size += 7) {
    const cut = frameReader()
    const got = []
    for (let at = 0; at < text.length; at += size) got.push(...cut(text.slice(at, at + size)))
    expect(got).toEqual(frames)
  }
})

test('an unfinished frame waits, also with line ends of two signs', () => {
  const cut = frameReader()
  expect(cut('event: reset\r\ndata: {"reason":"restored"}\r\n')).toEqual([])
  expect(cut('\r\n')).toEqual([{ event: 'reset', data: { reason: 'restored' } }])
})
