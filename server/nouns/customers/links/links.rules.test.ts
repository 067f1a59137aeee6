import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  givenInText,
  isTellingNick,
  pairOf,
  pairsByPhone,
  weigh,
  withEvidence,
  type Evidence,
  type Link,
  type PhoneUser,
} from './links.rules.ts'

const user = (customerId: string, changes: Partial<PhoneUser> = {}): PhoneUser => ({
  customerId,
  headId: customerId,
  name: '王小明',
  orderCount: 1,
  isBuyer: false,
  parcels: [],
  ...changes,
})
const to = (recipient: string, address = '杭州市西湖区文三路 9 号 2 幢', times = 1) =>
  Array.from({ length: times }, () => ({ recipient, address }))
const found = (...users: PhoneUser[]) =>
  pairsByPhone({ key: '0765432193', shown: '139****5670', users }).map(({ oneId, otherId, evidence }) => [
    `${oneId}${otherId}`,
    evidence.kind,
    evidence.weight,
  ])

describe('[CRM-02] a number that two customers have to do with', () => {
  test.each<[string, PhoneUser[], unknown[]]>([
    [
      'most parcels of one go to the number the other buys by: strong',
      [user('a', { parcels: to('王小明', '', 3), orderCount: 4 }), user('b', { isBuyer: true })],
      [['ab', 'recipient_is_buyer', 3]],
    ],
    [
      'one parcel, to somebody called as they are: strong',
      [user('a', { parcels: to('王小明') }), user('b', { isBuyer: true, name: 'wxm' })],
      [['ab', 'recipient_is_buyer', 3]],
    ],
    [
      'their only parcel, to another name: likely',
      [user('a', { parcels: to('小李') }), user('b', { isBuyer: true })],
      [['ab', 'recipient_is_buyer', 2]],
    ],
    [
      'one parcel of many: a present, weak',
      [user('a', { parcels: to('小李'), orderCount: 9 }), user('b', { isBuyer: true })],
      [['ab', 'recipient_is_buyer', 1]],
    ],
    [
      'same name, number and door: likely',
      [user('a', { parcels: to('王小明') }), user('b', { parcels: to('王小明 ') })],
      [['ab', 'same_recipient', 2]],
    ],
    [
      'the same, time and again: strong',
      [
        user('a', { parcels: to('王小明', undefined, 2), orderCount: 2 }),
        user('b', { parcels: to('王小明', undefined, 3), orderCount: 3 }),
      ],
      [['ab', 'same_recipient', 3]],
    ],
    [
      'same name and number, another door: weak',
      [user('a', { parcels: to('王小明') }), user('b', { parcels: to('王小明', '上海市静安区愚园路 1 号') })],
      [['ab', 'same_recipient', 1]],
    ],
    [
      'a masked address is no door',
      [
        user('a', { parcels: to('王小明', '杭州市西湖区****') }),
        user('b', { parcels: to('王小明', '杭州市西湖区****') }),
      ],
      [['ab', 'same_recipient', 1]],
    ],
    [
      'same number, other names: a family',
      [user('a', { parcels: to('王小明') }), user('b', { parcels: to('李红') })],
      [],
    ],
    ['the recipient has no name', [user('a', { parcels: to('') }), user('b', { parcels: to('') })], []],
    [
      'already one person',
      [user('a', { headId: 'b', parcels: to('王小明') }), user('b', { isBuyer: true })],
      [],
    ],
    ['alone', [user('a', { isBuyer: true, parcels: to('王小明') })], []],
    [
      'four buyers at one number: a company, whoever the parcels are for',
      ['a', 'b', 'c', 'd'].map((id) => user(id, { parcels: to('王小明') })),
      [],
    ],
    [
      'four names at one number: a reception',
      [
        user('a', { isBuyer: true }),
        user('b', { parcels: [...to('王一'), ...to('王二'), ...to('王三'), ...to('王四')] }),
      ],
      [],
    ],
  ])('%s', (_, users, pairs) => expect(found(...users)).toEqual(pairs))

  test('the order of the two says nothing', () => {
    const [one, other] = [user('a', { parcels: to('王小明') }), user('b', { isBuyer: true })]
    expect(found(one, other)).toEqual(found(other, one))
  })
})

const evidence = (kind: Evidence['kind'], weight: Evidence['weight'], key: string = kind): Evidence => ({
  kind,
  key,
  weight,
  facts: {},
})

test.each<[Evidence[], number]>([
  [[], 0],
  [[evidence('same_nick', 1)], 1],
  [[evidence('same_nick', 1), evidence('same_recipient', 1)], 2],
  [[evidence('same_nick', 1, 'a'), evidence('same_nick', 1, 'b')], 1],
  [[evidence('email_in_chat', 2), evidence('same_nick', 1)], 3],
  [[evidence('same_order', 3), evidence('same_nick', 1)], 3],
])('%j together weigh %i', (all, weight) => expect(weigh(all)).toBe(weight))

describe('what a no means', () => {
  const nick = evidence('same_nick', 1)
  const mail = evidence('email_in_chat', 2)
  const link = (state: Link['state'], known: Evidence[], dismissedKeys: string[] = []): Link => ({
    state,
    evidence: known,
    dismissedKeys,
  })
  test.each<[string, Link | null, Evidence[], Link | null]>([
    ['nothing found', null, [], null],
    ['new', null, [nick], link('open', [nick])],
    ['found again, nothing new', link('open', [nick]), [nick], null],
    ['more is known', link('open', [nick]), [mail], link('open', [nick, mail])],
    ['dismissed, the same evidence', link('dismissed', [nick], [nick.key]), [nick], null],
    [
      'dismissed, the same with other counts',
      link('dismissed', [nick], [nick.key]),
      [{ ...nick, weight: 3, facts: { orders: 5 } }],
      null,
    ],
    [
      'dismissed, something new',
      link('dismissed', [nick], [nick.key]),
      [nick, mail],
      link('open', [nick, mail], [nick.key]),
    ],
    ['merged', link('accepted', [nick]), [mail], null],
  ])('%s', (_, known, more, after) => expect(withEvidence(known, more)).toEqual(after))

  test('facts in another order are the same facts', () => {
    const one = { ...mail, facts: { shown: 'a', name: 'b' } }
    expect(withEvidence(link('open', [one]), [{ ...mail, facts: { name: 'b', shown: 'a' } }])).toBeNull()
  })

  test('whatever was dismissed, finding it again any number of times changes nothing', () => {
    const some = fc.subarray([nick, mail, evidence('same_order', 3), evidence('phone_in_chat', 2)])
    fc.assert(
      fc.property(some, some, (known, again) => {
        const keys = known.map(({ key }) => key)
        const after = withEvidence(link('dismissed', known, keys), again)
        expect(after === null).toBe(again.every(({ key }) => keys.includes(key)))
      }),
    )
  })
})

test.each([
  ['lily', true],
  ['山茶花', true],
  ['12345678', false],
  ['t**8', false],
  ['ab', false],
])('the nick %s tells: %s', (nick, tells) => expect(isTellingNick(nick)).toBe(tells))

test('a pair is the same whichever comes first', () => {
  const proof = evidence('same_nick', 1)
  expect(pairOf('b', 'a', proof)).toEqual(pairOf('a', 'b', proof))
})

describe('what a message gives away', () => {
  test.each<[string, Partial<ReturnType<typeof givenInText>>]>([
    ['我邮箱 Lily.M@mail.example，谢谢', { emails: ['Lily.M@mail.example'] }],
    ['打 139 1234 5670 给我', { phones: ['139 1234 5670'] }],
    ['+86 139-1234-5670', { phones: ['+86 139-1234-5670'] }],
    ['１３９１２３４５６７０', { phones: ['13912345670'] }],
    ['订单 3515313147329000101 到哪了', { numbers: ['3515313147329000101'] }],
    ['about #SL1001', { numbers: ['SL1001'] }],
    ['138****0000', { phones: [], numbers: [] }],
    ['##abc12345##', { emails: [], phones: [], numbers: [] }],
    ['li**@mail.example', { emails: [] }],
    ['价格 59 元', { emails: [], phones: [], numbers: [] }],
    ['', { emails: [], phones: [], numbers: [] }],
  ])('%j', (text, given) => expect(givenInText(text)).toMatchObject(given))
  test('however long a text, it is quick and gives few', () => {
    const given = givenInText(`${'1'.repeat(5000)}@${'a.'.repeat(5000)} ${'12345678 '.repeat(500)}`)
    expect(Object.values(given).every((list) => list.length <= 5)).toBe(true)
  })
})
