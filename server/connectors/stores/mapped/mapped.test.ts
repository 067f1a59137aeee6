import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ImportOptions } from '#contract/orders/import-record.ts'
import { checkMapping } from '#contract/orders/check-mapping.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import { readImport } from '#test/builders/read-import.ts'
import { rowOf, sheetOf, xlsxOf } from '#test/builders/xlsx.ts'
import { mappedOrders } from './mapped.ts'
import { mostOpen, mostRowsOfOrder } from './order-groups.ts'

const orders: OrderMapping = {
  version: 1,
  rows: 'order',
  order: { id: 'No', placedAt: 'Day', status: 'State', total: 'Sum' },
  line: { title: 'What', quantity: 'Qty', unitPrice: 'Price' },
  buyer: { account: 'Who' },
}
const lines: OrderMapping = { ...orders, rows: 'line', order: { id: 'No', placedAt: 'Day', goods: 'Goods' } }
const read = (mapping: OrderMapping, text: string, options: Partial<ImportOptions> = {}) => {
  expect(checkMapping(mapping)).toMatchObject({ ok: true })
  return readImport(mappedOrders(mapping), text, options)
}
const header = 'No,Day,State,Sum,What,Qty,Price,Who\n'

describe('one row an order', () => {
  test('every part of an order, named by its column', async () => {
    const all: OrderMapping = {
      version: 1,
      rows: 'order',
      times: { zone: 'Europe/London', order: 'dmy' },
      money: { currency: 'GBP' },
      statuses: { 'on the van': 'shipped' },
      order: {
        id: 'Ref',
        name: { column: ['Prefix', 'Ref'], join: '-' },
        status: 'State',
        placedAt: 'Ordered',
        shippedAt: 'Sent',
        dispatchDueAt: 'Due',
        freight: 'Post',
        discount: { sum: ['Off', 'Voucher'] },
        note: 'Note',
        tags: 'Tags',
        currency: { constant: 'GBP' },
      },
      line: {
        title: ['Product', 'Colour'],
        sku: 'Code',
        quantity: 'Pieces',
        unitPrice: { column: 'Pence', unit: 'minor' },
      },
      buyer: { email: 'Mail', name: { first: ['Nick', 'Name'] } },
      recipient: { name: 'Name', line: 'Street', city: 'Town', country: { constant: 'GB' } },
      parcel: { carrier: 'By', trackingNumber: 'Parcel' },
    }
    const text =
      'Ref;Prefix;State;Ordered;Sent;Due;Post;Off;Voucher;Note;Tags;Product;Colour;Code;Pieces;Pence;Mail;Nick;Name;Street;Town;By;Parcel\n' +
      '7;W;On the van;8.3.2026;9.3.2026 14:05;10.3.2026;3,50 £;1.00;;ring twice;a, b;Cushion;Sand;LC-S;2;5400;ida@example.com;;Ida Brook;1 Sample St;Leeds;Royal Mail;AB1,AB2\n'
    const { orders: found, end, refused } = await read(all, text)
    expect([refused, end]).toEqual([[], 1])
    expect(found[0]).toMatchObject({
      externalId: '7',
      name: 'W-7',
      status: 'shipped',
      sourceStatus: 'On the van',
      placedAt: '2026-03-08T00:00:00+00:00',
      shippedAt: '2026-03-09T14:05:00+00:00',
      dispatchDueAt: '2026-03-10T23:59:59+00:00',
      currency: 'GBP',
      totals: { goods: 10800, freight: 350, discount: 100, total: 11150 },
      buyer: { email: 'ida@example.com', name: 'Ida Brook' },
      recipient: { name: 'Ida Brook', line: '1 Sample St', city: 'Leeds', country: 'GB' },
      note: 'ring twice',
      tags: ['a', 'b'],
      lines: [{ title: 'Cushion Sand', sku: 'LC-S', quantity: 2, unitPrice: 5400 }],
      parcels: [
        { carrier: 'Royal Mail', trackingNumber: 'AB1' },
        { carrier: 'Royal Mail', trackingNumber: 'AB2' },
      ],
    })
  })

  test('the same row again is ignored, the same order with other content refused', async () => {
    const row = 'A1,2026-03-08,paid,5,Pot,1,5,ida\n'
    const {
      orders: found,
      refused,
      duplicates,
    } = await read(orders, `${header}${row}${row}A1,2026-03-08,paid,6,Pot,1,6,ida\n`)
    expect(found).toHaveLength(1)
    expect(duplicates).toEqual(['3 = 2'])
    expect(refused).toEqual(['4 No conflict 2'])
  })

  test.each([
    ['a time that does not exist', 'A1,2026-02-30,paid,5,Pot,1,5,ida', '2 Day bad_time 2026-02-30'],
    ['no time', 'A1,,paid,5,Pot,1,5,ida', '2 Day missing_value'],
    ['a negative amount', 'A1,2026-03-08,paid,-5,Pot,1,5,ida', '2 Sum bad_money -5'],
    [
      'an absurd amount',
      'A1,2026-03-08,paid,3515313147329000101,Pot,1,5,ida',
      '2 Sum bad_money 3515313147329000101',
    ],
    [
      'an amount that may be a thousand or one',
      'A1,2026-03-08,paid,1.250,Pot,1,5,ida',
      '2 Sum bad_money 1.250',
    ],
    ['an amount in another currency', 'A1,2026-03-08,paid,€5,Pot,1,5,ida', '2 Sum bad_currency €5'],
    ['a price in another currency', 'A1,2026-03-08,paid,5,Pot,1,USD 5,ida', '2 Price bad_currency USD 5'],
    ['a formula', 'A1,2026-03-08,paid,=E2*F2,Pot,1,5,ida', '2 Sum bad_money =E2*F2'],
    ['no amount at all', 'A1,2026-03-08,paid,,Pot,1,,ida', '2 Sum missing_value'],
    ['no pieces', 'A1,2026-03-08,paid,5,Pot,0,5,ida', '2 Qty bad_quantity 0'],
    ['less than none', 'A1,2026-03-08,paid,5,Pot,-1,5,ida', '2 Qty bad_quantity -1'],
    [
      'an id that lost its digits',
      '3.51531E+18,2026-03-08,paid,5,Pot,1,5,ida',
      '2 No lost_digits 3.51531E+18',
    ],
    [
      'an account that lost its digits',
      'A1,2026-03-08,paid,5,Pot,1,5,6.28E+12',
      '2 Who lost_digits 6.28E+12',
    ],
    ['no id', ',2026-03-08,paid,5,Pot,1,5,ida', '2 No missing_value'],
    ['too many cells', 'A1,2026-03-08,paid,5,Pot,1,5,ida,x', '2 - wrong_cell_count 9/8'],
  ])('%s is refused with its reason, and the next row is not', async (_name, row, said) => {
    const { orders: found, refused } = await read(
      orders,
      `${header}${row}\nA2,2026-03-08,paid,5,Pot,1,5,bo\n`,
    )
    expect(refused).toEqual([said])
    expect(found.map(({ externalId }) => externalId)).toEqual(['A2'])
  })

  test('numbers that lost their digits are no parcel, no code and no phone; a code of letters is one', async () => {
    const coded: OrderMapping = {
      ...orders,
      line: { ...orders.line, sku: 'Code', id: 'Line' },
      buyer: { phone: 'Phone' },
      parcel: { trackingNumber: 'Parcel' },
    }
    const { orders: found, refused } = await read(
      coded,
      `No,Day,State,Sum,What,Qty,Price,Code,Line,Phone,Parcel\n` +
        'A1,2026-03-08,paid,5,Pot,1,5,6.28E+12,6.28E+12,1.38E+10,7.73e+14\n' +
        'A2,2026-03-08,paid,5,Pot,1,5,12E4,1,13812345678,773012345678901\n',
    )
    expect(refused).toEqual([])
    expect(found.map(({ lines: own, buyer, parcels }) => [own[0]?.sku, buyer.phone, parcels])).toEqual([
      [undefined, undefined, []],
      ['12E4', '13812345678', [{ trackingNumber: '773012345678901' }]],
    ])
  })

  test('ids above 2^53 stay whole; encrypted and masked values stay text', async () => {
    const { orders: found } = await read(
      orders,
      `${header}="3515313147329000101",2026-03-08,paid,5,Pot,1,5,##pLm3kQ9xTTf8Hn2v\n`,
    )
    expect(found[0]).toMatchObject({
      externalId: '3515313147329000101',
      buyer: { platformAccount: '##pLm3kQ9xTTf8Hn2v' },
    })
  })

  test.each([
    ['Paid', 'paid'],
    ['等待买家付款', 'pending'],
    ['已发货，待收货', 'shipped'],
    ['部分发货', 'partially_shipped'],
    ['未发货，退款成功', 'closed'],
    ['已收货 / 无售后或售后取消', 'completed'],
    ['Cancelled by buyer', 'cancelled'],
    ['Unfulfilled', 'paid'],
    ['Partially refunded', 'unknown'],
    ['in the clouds', 'unknown'],
    ['Not shipped', 'unknown'],
    ['not yet shipped', 'unknown'],
    ['To be shipped', 'unknown'],
    ['Hasn’t been delivered', 'unknown'],
    ['Not paid', 'unknown'],
    ['Unconfirmed', 'unknown'],
    ['Incomplete', 'unknown'],
    ['Undelivered', 'unknown'],
    ['un-delivered', 'unknown'],
    ['Delivery failed', 'unknown'],
    ['Cancellation requested', 'unknown'],
    ['Partially completed', 'unknown'],
    ['未完成', 'unknown'],
    ['未全部完成', 'unknown'],
    ['未确认收货', 'unknown'],
    ['没有签收', 'unknown'],
    ['未取消', 'unknown'],
    ['申请取消', 'unknown'],
    ['下单成功', 'unknown'],
    ['Paid, not shipped', 'paid'],
    ['Shipped, not delivered', 'shipped'],
    ['Completed, no refund', 'completed'],
    ['partially_shipped', 'partially_shipped'],
    ['OrderCompleted', 'completed'],
    ['wc-on-hold', 'pending'],
    ['wc-completed', 'completed'],
    ['Failed', 'cancelled'],
    ['尚未付款', 'pending'],
    ['未发货，已取消', 'cancelled'],
    ['未发货取消', 'cancelled'],
    ['已发货未签收', 'shipped'],
    ['待确认收货', 'shipped'],
    ['超时取消', 'cancelled'],
    ['成功', 'completed'],
  ])('the status %s is %s', async (word, status) => {
    const { orders: found } = await read(orders, `${header}A1,2026-03-08,"${word}",5,Pot,1,5,ida\n`)
    expect(found[0]).toMatchObject({ status, sourceStatus: word })
  })

  test('without a status the times tell it, beyond what is said for all', async () => {
    const timed = { ...orders, order: { ...orders.order, status: { constant: 'paid' }, shippedAt: 'State' } }
    const { orders: found } = await read(
      timed,
      `${header}A1,2026-03-08,2026-03-09,5,Pot,1,5,ida\nA2,2026-03-08,,5,Pot,1,5,ida\n`,
    )
    expect(found.map(({ status }) => status)).toEqual(['shipped', 'paid'])
  })

  test('a share off a line is taken before the cents are rounded, once for the order', async () => {
    const shared: OrderMapping = {
      version: 1,
      rows: 'line',
      order: { id: 'No', placedAt: 'Day' },
      line: { title: 'What', quantity: 'Qty', unitPrice: 'Price', discount: { column: 'Off', as: 'share' } },
    }
    const text =
      'No,Day,What,Qty,Price,Off\nA1,2026-03-08,a,1,0.10,0.25\nA1,2026-03-08,b,1,0.10,0.250000012\nA1,2026-03-08,c,1,9.80000019,0\n'
    const { orders: found } = await read(shared, text)
    expect(found[0]?.totals).toMatchObject({ goods: 995, discount: 5, total: 995 })
    expect(found[0]?.lines.map(({ discountPpm }) => discountPpm)).toEqual([250_000, 250_000, undefined])
  })
})

describe('one row a line', () => {
  const lineHeader = 'No,Day,Goods,What,Qty,Price,Who\n'

  test('rows of an order need not stand together', async () => {
    const { orders: found, end } = await read(
      lines,
      `${lineHeader}A1,2026-03-08,,Pot,1,5,ida\nA2,2026-03-08,,Cup,2,1,bo\nA1,2026-03-08,,Lid,1,2,ida\n`,
    )
    expect(found.map(({ externalId, lines: own, totals }) => [externalId, own.length, totals.total])).toEqual(
      [
        ['A1', 2, 700],
        ['A2', 1, 200],
      ],
    )
    expect(end).toBe(3)
  })

  test('further rows may leave out what the first said', async () => {
    const { orders: found, refused } = await read(
      lines,
      `${lineHeader}A1,2026-03-08,,Pot,1,5,ida\n,,,Lid,1,2,\nA2,2026-03-08,,Cup,1,1,bo\n`,
    )
    expect(refused).toEqual([])
    expect(found.map(({ externalId, lines: own }) => [externalId, own.length])).toEqual([
      ['A1', 2],
      ['A2', 1],
    ])
  })

  test('a row that says otherwise of its order is refused, and its line counted as missing', async () => {
    const { orders: found, refused } = await read(
      lines,
      `${lineHeader}A1,2026-03-08,,Pot,1,5,ida\nA1,2026-03-09,,Lid,1,2,ida\nA1,2026-03-08,,Cup,1,1,bo\nA1,2026-03-08,,Mug,x,1,ida\n`,
    )
    expect(refused).toEqual(['3 Day conflict 2', '4 Who conflict 2', '5 Qty bad_quantity x'])
    expect(found).toMatchObject([{ externalId: 'A1', missingLines: 3, lines: [{ title: 'Pot' }] }])
  })

  test('equal rows are one row doubled, unless the goods’ sum says that both are meant', async () => {
    const row = (id: string, goods: string) => `${id},2026-03-08,${goods},Pot,1,5,ida\n`
    const { orders: found, duplicates } = await read(
      lines,
      `${lineHeader}${row('A1', '')}${row('A1', '')}${row('A2', '10')}${row('A2', '10')}`,
    )
    expect(duplicates).toEqual(['3 = 2'])
    expect(found.map(({ lines: own }) => own.length)).toEqual([1, 2])
  })

  test('amounts of which each row tells a part are added up', async () => {
    const parts = { ...lines, order: { ...lines.order, goods: { column: 'Goods', each: 'row' as const } } }
    const { orders: found } = await read(
      parts,
      `${lineHeader}A1,2026-03-08,5,Pot,1,5,ida\nA1,2026-03-08,2,Lid,1,2,ida\n`,
    )
    expect(found[0]?.totals).toMatchObject({ goods: 700, total: 700 })
  })

  test('an order is held for its rows as long as memory allows; later ones are told as such', async () => {
    const row = (id: string, what: string) => `${id},2026-03-08,,${what},1,5,ida\n`
    let text = lineHeader + row('A0', 'Pot')
    for (let index = 1; index <= mostOpen.orders + 1; index += 1) text += row(`A${index}`, 'Pot')
    const {
      orders: found,
      refused,
      duplicates,
    } = await read(lines, `${text}${row('A0', 'Lid')}${row('A0', 'Pot')}`)
    expect(found).toHaveLength(mostOpen.orders + 2)
    const last = mostOpen.orders + 4
    expect(refused).toEqual([`${last} No order_already_read A0`])
    expect(duplicates).toEqual([`${last + 1} = 2`])
  })
})

describe('a second file with the lines', () => {
  const joined: OrderMapping = {
    version: 1,
    rows: 'order',
    order: { id: 'No', placedAt: 'Day', freight: 'Post' },
    lines: { order: 'Order', line: { title: 'What', sku: 'Code', quantity: 'Qty', unitPrice: 'Price' } },
  }

  test('is joined by the order’s number, however it is sorted; what has no order is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fh-lines-'))
    const path = join(folder, 'lines.csv')
    await writeFile(
      path,
      'Order,What,Code,Qty,Price\nA2,Cup,C,2,1.50\nA1,Pot,P,1,5\nA9,Lid,L,1,1\nA2,Mug,M,1,2\nA1,Pot,P,1,5\nA1,Bad,B,0,5\nA3,Tin,T,1,1\n',
    )
    const {
      orders: found,
      refused,
      duplicates,
      end,
    } = await read(joined, 'No,Day,Post\nA1,2026-03-08,1\nA2,2026-03-08,\nA3,never,\nA4,2026-03-08,2\n', {
      lines: path,
    })
    expect(
      found.map(({ externalId, lines: own, totals }) => [
        externalId,
        own.map(({ sku }) => sku),
        totals.goods,
        totals.total,
      ]),
    ).toEqual([
      ['A1', ['P'], 500, 600],
      ['A2', ['C', 'M'], 500, 500],
      ['A4', [], null, 200],
    ])
    expect(refused).toEqual([
      '4 Day bad_time never',
      '4 - line_without_order A9',
      '7 Qty bad_quantity 0',
      '8 - order_refused A3',
    ])
    expect(duplicates).toEqual(['6 = 3'])
    expect(end).toBe(11)
    await rm(folder, { recursive: true })
  })

  test('a file that cannot be read fails the whole, and says which it was', async () => {
    const { end } = await read(joined, 'No,Day,Post\nA1,2026-03-08,1\n', { lines: '/nowhere/lines.csv' })
    expect(end).toMatch(/^unreadable lines:/)
  })
})

test('a look takes no more out of a packed file than it may', async () => {
  const bytes = await xlsxOf(sheetOf(rowOf(1, 'No', 'Day', 'Sum'), rowOf(2, 'A1', '2026-03-08', 5)))
  const small: OrderMapping = {
    version: 1,
    rows: 'order',
    order: { id: 'No', placedAt: 'Day', total: 'Sum' },
  }
  expect((await readImport(mappedOrders(small), bytes)).end).toBe(1)
  expect((await readImport(mappedOrders(small), bytes, { maxInflated: 500 })).end).toMatch(/^zip_bomb/)
})

describe('the header', () => {
  test.each([
    ['No,Day,State,Sum,What,Qty,Price\n', 'missing_column Who'],
    ['No,Day,State,Sum,Sum,What,Qty,Price,Who\n', 'duplicate_column Sum'],
  ])('%j: %s', async (text, said) => {
    expect((await read(orders, text)).end).toBe(said)
  })

  test('names are found whatever their case and spaces; of two, the one that is asked for', async () => {
    const second = { ...orders, order: { ...orders.order, total: { column: 'sum', nth: 2 } } }
    const { orders: found } = await read(
      second,
      ' no ,DAY,State,Sum,SUM,What,Qty,Price,Who\nA1,2026-03-08,paid,1,2,Pot,1,2,ida\n',
    )
    expect(found[0]?.totals.total).toBe(200)
  })

  test('a file without one is given its names; any run of spaces may stand between', async () => {
    const bare: OrderMapping = {
      version: 1,
      rows: 'order',
      file: { headers: ['who', 'day', 'n', 'sum'], delimiter: 'spaces' },
      order: { id: { row: true }, placedAt: 'day', total: 'sum' },
      buyer: { account: 'who' },
    }
    const { orders: found } = await read(bare, ' 0004 19970101  2   29.33\n 0004 19970118  2   29.73\n')
    expect(
      found.map(({ externalId, totals, buyer }) => [externalId, totals.total, buyer.platformAccount]),
    ).toEqual([
      ['1', 2933, '0004'],
      ['2', 2973, '0004'],
    ])
  })
})

test('an order of more rows than any has is refused beyond them, in flat memory', async () => {
  const rows = Array.from({ length: mostRowsOfOrder + 50 }, (_, i) => `1,2026-03-01,,,Pot ${i},1,1.00,a`)
  const { orders: found, refused } = await read(
    { ...lines, order: { id: 'No', placedAt: 'Day' } },
    header + rows.join('\n'),
  )
  expect(found[0]?.missingLines).toBe(50)
  expect(refused).toHaveLength(50)
  expect(refused[0]).toBe('10002 No bad_id 1')
})
