import { describe, expect, test } from 'vitest'
import type { Identity, IdentityKind } from './identity.rules.ts'
import { keyOfIdentity, planBuyers, type Buyer, type Owner } from './who-is-who.rules.ts'

const identity = (kind: IdentityKind, value: string): Identity => ({
  kind,
  value,
  storeScoped: kind === 'platform_account' || kind === 'site_login',
})
const nick = (value: string) => identity('platform_account', value)
const email = (value: string) => identity('email', value)
const phone = (value: string) => identity('phone', value)
const buyer = (identities: Identity[], changes: Partial<Buyer> = {}): Buyer => ({
  identities,
  name: '',
  city: null,
  known: null,
  placedAt: '2026-03-01T00:00:00.000Z',
  isCounted: true,
  ...changes,
})
const held = (...pairs: [Identity, string, string?][]) =>
  new Map(
    pairs.map(([one, customerId, name = '']): [string, Owner] => [
      keyOfIdentity(one),
      { customerId, headId: customerId, name },
    ]),
  )
const ids = () => {
  let count = 0
  return () => `new-${++count}`
}
const plan = (buyers: Buyer[], owners = held(), known = new Map<string, Owner>()) =>
  planBuyers(buyers, owners, known, ids())
const whose = (made: ReturnType<typeof plan>) => made.matches.map(({ customerId }) => customerId)

describe('who is who', () => {
  test('a known identity finds its customer', () => {
    const made = plan([buyer([nick('lily'), email('a@b.cn')])], held([email('a@b.cn'), 'anna']))
    expect(whose(made)).toEqual(['anna'])
    expect(made.customers).toEqual([])
    // The nick was nobody's yet.
    expect(made.identities).toEqual([{ customerId: 'anna', identity: nick('lily') }])
  })

  test('nobody known makes a customer, and the next of the batch is found by it', () => {
    const made = plan([
      buyer([email('a@b.cn')]),
      buyer([nick('lily'), email('a@b.cn')]),
      buyer([nick('lily')]),
    ])
    expect(whose(made)).toEqual(['new-1', 'new-1', 'new-1'])
    expect(made.matches.map(({ isNew }) => isNew)).toEqual([true, false, false])
    expect(made.customers).toMatchObject([{ id: 'new-1', added: 3 }])
  })

  test('two known customers are never made one: the surest identity decides, the other is named', () => {
    const made = plan(
      [buyer([nick('lily'), email('a@b.cn'), phone('+8613912345670')])],
      held([email('a@b.cn'), 'anna'], [phone('+8613912345670'), 'ben']),
    )
    expect(made.matches).toEqual([{ customerId: 'anna', isNew: false, gained: 1, others: ['ben'] }])
    expect(made.identities.map(({ identity: one }) => one.kind)).toEqual(['platform_account'])
    const byNick = plan(
      [buyer([nick('lily'), email('a@b.cn')])],
      held([nick('lily'), 'lily'], [email('a@b.cn'), 'anna']),
    )
    expect(byNick.matches).toMatchObject([{ customerId: 'lily', others: ['anna'] }])
  })

  test('who gives no identity is nobody in particular', () => {
    const made = plan([buyer([], { name: 'Ida Brook' })])
    expect(made.matches).toEqual([{ customerId: null, isNew: false, gained: 0, others: [] }])
    expect(made.customers).toEqual([])
  })

  test('what comes by an identity of a merged customer stays with it; two of one person are no conflict', () => {
    const merged = new Map([
      [keyOfIdentity(nick('lily')), { customerId: 'lily', headId: 'ida', name: 'lily' }],
      [keyOfIdentity(email('a@b.cn')), { customerId: 'ida', headId: 'ida', name: 'Ida' }],
    ])
    const made = plan([buyer([nick('lily'), email('a@b.cn')])], merged)
    expect(made.matches).toEqual([{ customerId: 'lily', isNew: false, gained: 0, others: [] }])
    expect([...made.orders.keys()]).toEqual(['lily'])
  })

  test('an order keeps the customer it has, and what is learned goes to that customer', () => {
    const made = plan(
      [buyer([email('a@b.cn')], { known: 'ben', isCounted: false })],
      held([email('a@b.cn'), 'anna']),
      new Map([['ben', { customerId: 'ben', headId: 'ben', name: 'Ben' }]]),
    )
    expect(made.matches).toEqual([{ customerId: 'ben', isNew: false, gained: 0, others: ['anna'] }])
    expect(made.orders.size).toBe(0)
  })

  test('orders are counted once each, with the first and the last time', () => {
    const made = plan(
      [
        buyer([nick('lily')], { placedAt: '2026-03-02T00:00:00.000Z' }),
        buyer([nick('lily')], { placedAt: '2026-01-02T00:00:00.000Z' }),
        buyer([nick('lily')], { isCounted: false, placedAt: '2025-01-02T00:00:00.000Z' }),
      ],
      held([nick('lily'), 'lily']),
    )
    expect([...made.orders]).toEqual([
      ['lily', { added: 2, first: '2026-01-02T00:00:00.000Z', last: '2026-03-02T00:00:00.000Z' }],
    ])
  })

  test.each([
    ['the name that was given', [nick('lily'), email('a@b.cn')], 'Lin Li', 'Lin Li', ['Lin Li', 'lily']],
    ['else the nick', [nick('lily'), email('a@b.cn')], '', 'lily', ['lily']],
    [
      'else what stands before the @; digits are no nick',
      [nick('501234'), email('ida.brook@b.cn')],
      '',
      'ida.brook',
      ['ida.brook'],
    ],
    ['not by the e-mail that is their login', [nick('ida.brook@b.cn')], '', 'ida.brook', ['ida.brook']],
    ['not by the e-mail given as their name', [nick('lily')], 'lily@b.cn', 'lily', ['lily']],
    ['not by the phone that is their login', [nick('+86 139 1234 5670')], '', '', []],
    ['not by the phone in their e-mail', [email('13912345670@b.cn')], '', '', []],
    ['else nothing', [phone('+8613912345670')], '', '', []],
  ])('a customer is called by %s', (_, identities, name, called, names) => {
    const made = plan([buyer(identities, { name })])
    expect(made.customers).toMatchObject([{ name: called }])
    expect(made.names.map((one) => one.name)).toEqual(names)
  })

  test('a makeshift name gives way to a real one; a real one stays', () => {
    const owners = held([email('ida.brook@b.cn'), 'ida', 'ida.brook'], [email('tom@b.cn'), 'tom', 'Tom Reed'])
    const made = plan(
      [
        buyer([email('ida.brook@b.cn')], { name: 'Ida Brook' }),
        buyer([email('tom@b.cn')], { name: 'T. R.' }),
      ],
      owners,
    )
    expect(made.renames).toEqual([{ customerId: 'ida', name: 'Ida Brook' }])
  })
})
