import { describe, expect, test } from 'vitest'
import type { ImportedOrder } from '#contract/orders/import-record.ts'
import { draftLimits, draftOf, isSameDraft, lastStepAt, mergeDrafts } from './order-draft.rules.ts'

const order = (changes: Partial<ImportedOrder> = {}): ImportedOrder => ({
  externalId: '8001',
  externalIdFrom: 'id',
  name: '#1001',
  status: 'paid',
  sourceStatus: 'paid / unfulfilled',
  closeReason: null,
  cashOnDelivery: false,
  placedAt: '2026-03-12T17:14:02+08:00',
  paidAt: '2026-03-12T09:15:00Z',
  shippedAt: null,
  completedAt: null,
  cancelledAt: null,
  currency: 'GBP',
  totals: { goods: 5400, freight: 300, tax: null, discount: null, total: 5700, paid: null, refunded: null },
  buyer: { platformAccount: '5012', email: 'ida.brook@example.com', name: 'Ida Brook' },
  recipient: {
    name: 'Ida Brook',
    phone: '07700 900123',
    country: 'GB',
    city: 'Leeds',
    line: '1 Mill Lane',
    zip: 'LS1 1AA',
  },
  note: null,
  sellerNote: null,
  tags: ['gift'],
  lines: [{ title: 'Linen Cushion', quantity: 2, unitPrice: 2700 }],
  missingLines: 0,
  parcels: [{ carrier: 'Royal Mail', trackingNumber: 'AB123456789GB' }],
  sourceLines: [2],
  ...changes,
})

describe('an order as it is kept', () => {
  test('times are UTC, sums are of the lines', () => {
    const draft = draftOf(order())
    expect(draft).toMatchObject({
      placedAt: '2026-03-12T09:14:02.000Z',
      title: 'Linen Cushion',
      quantity: 2,
      buyerName: 'Ida Brook',
      recipientAddress: '1 Mill Lane, Leeds, LS1 1AA, GB',
    })
  })

  test('a Chinese address goes from the large to the small', () => {
    const { recipientAddress } = draftOf(
      order({
        recipient: {
          province: '广东省',
          city: '广州市',
          district: '越秀区',
          line: '示例路1号',
          zip: '510180',
        },
      }),
    )
    expect(recipientAddress).toBe('广东省 广州市 越秀区 示例路1号')
    expect(
      draftOf(order({ recipient: { province: '北京市', city: '北京市', line: '示例路1号' } }))
        .recipientAddress,
    ).toBe('北京市 示例路1号')
  })

  test.each([
    [{ platformAccount: '山茶花_86' }, '山茶花_86'],
    [{ platformAccount: '5012', email: 'ida.brook@example.com' }, 'ida.brook'],
    [{ platformAccount: '5012' }, ''],
    [{}, ''],
  ])("the buyer %o is called %j, never by the recipient's name", (buyer, name) => {
    expect(draftOf(order({ buyer })).buyerName).toBe(name)
  })

  test('what would break an index or the database is cut or dropped', () => {
    const draft = draftOf(
      order({
        name: 'n'.repeat(5000),
        note: `a\u0000b\ud800`,
        buyer: { name: '😀'.repeat(300) },
        lines: [{ title: ' ', quantity: 2 ** 40, unitPrice: null }],
        tags: Array.from({ length: 900 }, () => 'tag'),
      }),
    )
    expect([...draft.name]).toHaveLength(draftLimits.name)
    expect([...draft.buyerName]).toHaveLength(draftLimits.person)
    expect(draft.buyerNote).toBe('ab\ufffd')
    expect(draft.quantity).toBe(2 ** 31 - 1)
    expect(draft.tags).toHaveLength(draftLimits.tags)
  })
})

describe('an order that is told of again', () => {
  const full = draftOf(order())

  test('the same says nothing new', () =>
    expect(isSameDraft(full, mergeDrafts(full, draftOf(order())))).toBe(true))

  test('what is not said stays, so a cut-down export takes nothing away', () => {
    const cutDown = draftOf(
      order({
        externalId: '#1001',
        externalIdFrom: 'name',
        recipient: { name: 'Ida Brook', country: 'GB' },
        tags: [],
        parcels: [],
        paidAt: null,
        totals: {
          goods: null,
          freight: null,
          tax: null,
          discount: null,
          total: 5700,
          paid: null,
          refunded: null,
        },
      }),
    )
    expect(isSameDraft(full, mergeDrafts(full, cutDown))).toBe(true)
  })

  test('what is said holds', () => {
    const later = draftOf(
      order({
        status: 'shipped',
        shippedAt: '2026-03-14T10:00:00Z',
        recipient: { name: 'Tom Reed' },
        parcels: [{ trackingNumber: 'ZZ1' }],
      }),
    )
    const merged = mergeDrafts(full, later)
    // The address belonged to somebody else.
    expect(merged).toMatchObject({
      status: 'shipped',
      recipientName: 'Tom Reed',
      recipientAddress: null,
      recipientPhone: null,
    })
    expect(merged.parcels).toEqual([{ carrier: null, trackingNumber: 'ZZ1' }])
    expect(lastStepAt(merged)).toBe('2026-03-14T10:00:00.000Z')
  })

  test('lines that were partly refused do not replace whole ones', () => {
    const broken = draftOf(order({ lines: [{ title: 'Half', quantity: 1, unitPrice: 1 }], missingLines: 1 }))
    expect(mergeDrafts(full, broken)).toMatchObject({ title: 'Linen Cushion', quantity: 2, missingLines: 0 })
  })

  test('an id found later takes the place of the name', () => {
    const byName = draftOf(order({ externalId: '#1001', externalIdFrom: 'name' }))
    expect(mergeDrafts(byName, full)).toMatchObject({ externalId: '8001', idFrom: 'id' })
    expect(mergeDrafts(full, byName)).toMatchObject({ externalId: '8001', idFrom: 'id' })
  })

  test('sums of another currency do not stay beside the new ones', () => {
    const inEuro = draftOf(
      order({
        currency: 'EUR',
        totals: {
          goods: null,
          freight: null,
          tax: null,
          discount: null,
          total: 6600,
          paid: null,
          refunded: null,
        },
      }),
    )
    expect(mergeDrafts(full, inEuro)).toMatchObject({
      currency: 'EUR',
      total: 6600,
      goods: null,
      freight: null,
    })
  })
})

test.each([
  [{ platformAccount: 'jane.whitfield@example.com' }, 'jane.whitfield'],
  [{ platformAccount: '5012', email: 'ida.brook@example.com' }, 'ida.brook'],
  [{ platformAccount: '山茶花_86' }, '山茶花_86'],
  [{ platformAccount: '@shop' }, ''],
  [{}, ''],
])('a buyer without a name is called by what is no address: %j', (buyer, name) => {
  expect(draftOf(order({ buyer })).buyerName).toBe(name)
})
