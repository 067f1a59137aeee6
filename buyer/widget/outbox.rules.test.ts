import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  acknowledge,
  afterFailure,
  change,
  changeFile,
  hasRoom,
  newItem,
  nextToSend,
  outboxLimits,
  pauseMs,
  restore,
  sendAgain,
  type OutboxFile,
} from './outbox.rules.ts'

const item = (clientId: string, files: OutboxFile[] = []) =>
  newItem(clientId, `text ${clientId}`, files, 1_700_000_000_000)
const file = (localId: string, fileId: string | null = null): OutboxFile => ({
  localId,
  name: 'lamp.jpg',
  mime: 'image/jpeg',
  bytes: 10,
  fileId,
})

describe('what goes next', () => {
  test('the first that was written, one at a time', () => {
    const outbox = [item('a'), item('b')]
    expect(nextToSend(outbox)?.clientId).toBe('a')
    expect(nextToSend(change(outbox, 'a', { state: 'sending' }))).toBeNull()
    expect(nextToSend(acknowledge(outbox, ['a']))?.clientId).toBe('b')
  })
  test('a message waits for its files, and what was written after it waits too', () => {
    const outbox = [item('a', [file('f1'), file('f2', 'up')]), item('b')]
    expect(nextToSend(outbox)).toBeNull()
    expect(nextToSend(changeFile(outbox, 'f1', 'up'))?.clientId).toBe('a')
  })
  test('a refused message holds nobody up and goes behind them when sent again', () => {
    const refused = change([item('a'), item('b')], 'a', { state: 'refused', refusal: 'request.invalid' })
    expect(nextToSend(refused)?.clientId).toBe('b')
    expect(sendAgain(refused, 'a').map(({ clientId, state }) => [clientId, state])).toEqual([
      ['b', 'waiting'],
      ['a', 'waiting'],
    ])
  })
  test('only a refused message can be sent again', () => {
    const outbox = [item('a'), item('b')]
    expect(sendAgain(outbox, 'a')).toBe(outbox)
  })
  test('what was acknowledged is gone, and nothing changes for what is not here', () => {
    const outbox = [item('a')]
    expect(acknowledge(outbox, ['z'])).toBe(outbox)
    expect(acknowledge(outbox, ['a', 'z'])).toEqual([])
  })
})

describe('after a failed try', () => {
  const refusal = (
    code: Parameters<typeof afterFailure>[0]['code'],
    status: number,
    waitMs: number | null = null,
  ) => ({
    code,
    status,
    waitMs,
  })
  test.each([
    [refusal('offline', 0), 'retry'],
    [refusal('unavailable', 503), 'retry'],
    [refusal('internal', 500), 'retry'],
    [refusal('request.too_many', 429), 'retry'],
    [refusal('session.missing', 401), 'introduce'],
    [refusal('message.empty', 422), 'refuse'],
    [refusal('request.too_large', 413), 'refuse'],
    [refusal('not_found', 404), 'refuse'],
  ])('%j means %s', (given, kind) => {
    expect(afterFailure(given, 0, 0.5).kind).toBe(kind)
  })
  test('the desk’s own wish is honoured', () => {
    expect(afterFailure(refusal('request.too_many', 429, 6000), 0, 0)).toEqual({ kind: 'retry', inMs: 6000 })
  })
  test('the first pause is below a second, later ones grow to half a minute and no further', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
        const pause = pauseMs(tries, chance)
        expect(pause).toBeGreaterThan(250)
        expect(pause).toBeLessThanOrEqual(30_000)
        if (tries === 0) expect(pause).toBeLessThan(1000)
      }),
    )
    expect(pauseMs(9, 1)).toBe(30_000)
  })
})

describe('between pages', () => {
  const stored = (outbox: unknown) => restore(JSON.parse(JSON.stringify(outbox)))
  test('what was on its way waits again, with the same clientId', () => {
    const sending = change([item('a'), item('b')], 'a', { state: 'sending', tries: 3 })
    expect(stored(sending).map(({ clientId, state, tries }) => [clientId, state, tries])).toEqual([
      ['a', 'waiting', 3],
      ['b', 'waiting', 0],
    ])
  })
  test('a refusal is remembered', () => {
    const refused = change([item('a')], 'a', { state: 'refused', refusal: 'request.too_large' })
    expect(stored(refused)[0]).toMatchObject({ state: 'refused', refusal: 'request.too_large' })
  })
  test('a file that was not up is lost and says so; the words can go without it', () => {
    const [lost] = stored([item('a', [file('f1'), file('f2', 'up')])])
    expect(lost).toMatchObject({ state: 'refused', refusal: 'file_lost' })
    expect(sendAgain([lost!], 'a')[0]).toMatchObject({ state: 'waiting', files: [file('f2', 'up')] })
    const nothingElse = stored([{ ...item('b', [file('f3')]), text: '' }])
    expect(sendAgain(nothingElse, 'b')).toBe(nothingElse)
  })
  test('whatever else stands in storage yields nothing and throws nothing', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(restore(value))))
    expect(restore([null, 7, { clientId: 1 }, item('a')])).toHaveLength(1)
  })
  test('it holds so many messages and so many characters, and refuses beyond', () => {
    const full = Array.from({ length: outboxLimits.items }, (_, index) => item(`i${index}`))
    expect(hasRoom(full, 'x')).toBe(false)
    expect(hasRoom(full.slice(1), 'x')).toBe(true)
    expect(hasRoom([], 'x'.repeat(outboxLimits.characters + 1))).toBe(false)
  })
})
