import { describe, expect, test } from 'vitest'
import { readImport, type ReadImport } from '#test/builders/read-import.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, type ShopifyRow } from '#test/builders/store-exports.ts'
import type { ImportedOrder } from '#contract/orders/import-record.ts'
import { shopifyOrders } from './shopify.ts'

const further = shopifyFurtherRow
const options = { timeZone: 'Europe/London', currency: 'GBP' }

function read(rows: ShopifyRow[]): Promise<ReadImport> {
  return readImport(shopifyOrders, shopifyFile(rows), options)
}

async function only(changes: ShopifyRow): Promise<ImportedOrder> {
  const { orders, refused } = await read([shopifyRow(changes)])
  expect(refused).toEqual([])
  return orders[0] as ImportedOrder
}

/** `name: title ×quantity …` */
function shown(orders: ImportedOrder[]): string[] {
  return orders.map(
    ({ name, lines }) => `${name}: ${lines.map((line) => `${line.title} ×${line.quantity}`).join(', ')}`,
  )
}

describe('[RPT-08] an order of the export', () => {
  test('with every column that is used', async () => {
    const order = await only({
      Id: '5123456789012345678',
      Shipping: '4.50',
      Taxes: '9.00',
      Subtotal: '54.00',
      Total: '67.50',
      'Discount Amount': '6.00',
      'Refunded Amount': '0.00',
      'Fulfillment Status': 'fulfilled',
      'Fulfilled at': '2026-03-13 16:00:00 +0000',
      Phone: "'+447911123456",
      'Customer ID': "'7001234567890123456",
      'Billing Name': 'Brook, Ida',
      'Shipping Name': "'t Hart, Mother",
      'Shipping Address1': '1 Example Lane',
      'Shipping Address2': 'Flat 2',
      'Shipping City': 'London',
      'Shipping Zip': "'N1 1AA",
      'Shipping Province': 'ENG',
      'Shipping Phone': '+447911999888',
      Notes: 'please ring\n"twice"',
      Tags: 'vip, repeat',
    })
    expect(order).toEqual({
      externalId: '5123456789012345678',
      externalIdFrom: 'id',
      name: '#SL1001',
      status: 'shipped',
      sourceStatus: 'paid / fulfilled',
      closeReason: null,
      cashOnDelivery: false,
      placedAt: '2026-03-12T09:14:02+00:00',
      paidAt: '2026-03-12T09:14:02+00:00',
      shippedAt: '2026-03-13T16:00:00+00:00',
      completedAt: null,
      cancelledAt: null,
      currency: 'GBP',
      totals: { goods: 5400, freight: 450, tax: 900, discount: 600, total: 6750, paid: null, refunded: 0 },
      buyer: {
        platformAccount: '7001234567890123456',
        email: 'ida.brook@example.com',
        phone: '+447911123456',
        name: 'Brook, Ida',
      },
      recipient: {
        name: "'t Hart, Mother",
        phone: '+447911999888',
        country: 'United Kingdom',
        province: 'ENG',
        city: 'London',
        line: '1 Example Lane, Flat 2',
        zip: 'N1 1AA',
      },
      note: 'please ring\n"twice"',
      sellerNote: null,
      tags: ['vip', 'repeat'],
      lines: [{ title: 'Linen Cushion - Sand', sku: 'LC-S', quantity: 1, unitPrice: 5400 }],
      missingLines: 0,
      parcels: [],
      sourceLines: [2],
    })
  })

  test('without an e-mail or any name it is an order all the same', async () => {
    const order = await only({ Email: '', 'Billing Name': '', 'Shipping Name': '' })
    expect([order.buyer, order.recipient]).toEqual([{}, { country: 'United Kingdom' }])
  })

  test('a cut-down export without Total adds up what it has; without Id the name is the id', async () => {
    const { orders } = await readImport(
      shopifyOrders,
      'Name,Financial Status,Currency,Subtotal,Shipping,Created at,Lineitem quantity,Lineitem name\n' +
        '#SL1,paid,JPY,5400,600,2026-03-12 09:14:02,2,Cushion\n',
      options,
    )
    expect(orders[0]).toMatchObject({
      externalId: '#SL1',
      externalIdFrom: 'name',
      currency: 'JPY',
      totals: { goods: 5400, freight: 600, total: 6000 },
      placedAt: '2026-03-12T09:14:02+00:00',
      lines: [{ quantity: 2, unitPrice: null }],
    })
  })

  test('an id that a spreadsheet program has rounded counts as none', async () => {
    const rows = ['#SL1', '#SL2'].map((Name) => shopifyRow({ Name, Id: '5.12346E+12' }))
    expect((await read(rows)).orders.map((order) => order.externalId)).toEqual(['#SL1', '#SL2'])
  })

  test('two stores of one file share a name and not an id', async () => {
    const { orders, refused } = await read([
      shopifyRow({ Id: '11' }),
      shopifyRow({ Id: '12', Email: 'bo@example.com' }),
    ])
    expect([orders.map((order) => order.externalId), refused]).toEqual([['11', '12'], []])
  })
})

describe('orders of several lines', () => {
  test('further rows belong to the order above, named or not', async () => {
    const { orders, end } = await read([
      shopifyRow({ Subtotal: '79.00' }),
      further(),
      further({ Name: '#SL1001', Email: 'ida.brook@example.com' }),
      shopifyRow({ Name: '#SL1002' }),
      further({ 'Lineitem quantity': '3' }),
    ])
    expect(shown(orders)).toEqual([
      '#SL1001: Linen Cushion - Sand ×1, Linen Tote ×1, Linen Tote ×1',
      '#SL1002: Linen Cushion - Sand ×1, Linen Tote ×3',
    ])
    expect(orders.map((order) => order.sourceLines)).toEqual([
      [2, 3, 4],
      [5, 6],
    ])
    expect(end).toBe(5)
  })

  test("a further row among another order's rows, and one before its order", async () => {
    const { orders, refused } = await read([
      further({ Name: '#SL1002', 'Lineitem name': 'Early' }),
      shopifyRow(),
      shopifyRow({ Name: '#SL1002' }),
      further({ Name: '#SL1001', 'Lineitem name': 'Late' }),
      further({ 'Lineitem name': 'Follows' }),
    ])
    expect(refused).toEqual([])
    expect(shown(orders)).toEqual([
      '#SL1001: Linen Cushion - Sand ×1, Late ×1, Follows ×1',
      '#SL1002: Linen Cushion - Sand ×1, Early ×1',
    ])
  })

  test('a further row without any order', async () => {
    const { orders, refused } = await read([further(), further({ Name: '#SL9' }), shopifyRow()])
    expect(refused).toEqual(['2 - continuation_without_order', '3 - continuation_without_order'])
    expect(orders).toHaveLength(1)
  })

  test('a further row too late for an order that was handed on', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => shopifyRow({ Name: `#SL${2000 + index}` }))
    const { orders, refused } = await read([shopifyRow(), ...many, further({ Name: '#SL1001' })])
    expect(orders).toHaveLength(1002)
    expect(refused).toEqual(['1004 - order_already_read'])
  })

  test('a bad further row stays out alone and the order says that a line is missing', async () => {
    const { orders, refused } = await read([
      shopifyRow(),
      further({ 'Lineitem quantity': '0' }),
      further({ 'Lineitem price': 'free' }),
      further({ 'Lineitem name': '' }),
      further({ Name: '#SL1001', 'Lineitem name': '', 'Lineitem quantity': '' }),
      further(),
    ])
    expect(refused).toEqual([
      '3 Lineitem quantity bad_quantity 0',
      '4 Lineitem price bad_money free',
      '5 Lineitem name missing_value',
      '6 Lineitem name missing_value',
    ])
    expect(orders[0]).toMatchObject({ missingLines: 4, sourceLines: [2, 7] })
  })

  test('a bad first row takes its further rows with it', async () => {
    const { orders, refused } = await read([
      shopifyRow({ 'Created at': 'yesterday' }),
      further(),
      further({ Name: '#SL1001' }),
      shopifyRow({ Name: '#SL1002' }),
    ])
    expect(refused).toEqual(['2 Created at bad_time yesterday', '3 - order_refused', '4 - order_refused'])
    expect(shown(orders)).toEqual(['#SL1002: Linen Cushion - Sand ×1'])
  })

  test('further rows of a first row that cannot be read do not slip to the order before', async () => {
    const text = shopifyFile([shopifyRow(), shopifyRow({ Name: '#SL1002' }), further()]).toString()
    const { orders, refused } = await readImport(
      shopifyOrders,
      text.replace('#SL1002,', '#SL1002,one too many,'),
      options,
    )
    expect(refused).toEqual(['3 - wrong_cell_count 18/17', '4 - order_refused'])
    expect(orders[0]).toMatchObject({ sourceLines: [2], missingLines: 0 })
  })

  test('also when its quote is never closed', async () => {
    const text = shopifyFile([shopifyRow(), further(), shopifyRow({ Name: '#SL1002' })]).toString()
    const { orders, refused } = await readImport(
      shopifyOrders,
      text.replace('Linen Tote', '"Linen Tote'),
      options,
    )
    expect(refused).toEqual(['3 - unclosed_quote'])
    expect(orders.map((order) => order.missingLines)).toEqual([1, 0])
  })

  test('a further row that cannot be read is missed by its order', async () => {
    const bytes = shopifyFile([
      shopifyRow(),
      further({ 'Lineitem name': 'Caf@ Tote' }),
      shopifyRow({ Name: '#SL1002 é' }),
    ])
    bytes[bytes.indexOf('Caf@') + 3] = 0xff
    const { orders, refused } = await readImport(shopifyOrders, bytes, options)
    expect(refused).toEqual(['3 - bad_encoding'])
    expect(orders.map((order) => order.missingLines)).toEqual([1, 0])
  })
})

describe('orders that come again', () => {
  test('the same row is ignored, wherever it stands', async () => {
    const { orders, duplicates, refused } = await read([
      shopifyRow(),
      shopifyRow({ Name: '#SL1002' }),
      shopifyRow(),
    ])
    expect([shown(orders).length, duplicates, refused]).toEqual([2, ['4 = 2'], []])
  })

  test('an order of several rows as a whole, and only the rows that match', async () => {
    const tote = further()
    const { orders, duplicates } = await read([
      shopifyRow(),
      tote,
      shopifyRow({ Name: '#SL1002' }),
      shopifyRow(),
      tote,
      further({ 'Lineitem name': 'Forgotten' }),
    ])
    expect(duplicates).toEqual(['5 = 2', '6 = 3'])
    expect(shown(orders)[0]).toBe('#SL1001: Linen Cushion - Sand ×1, Linen Tote ×1, Forgotten ×1')
  })

  test('with other content it is refused, with the field that differs and the line of the first', async () => {
    const { orders, refused } = await read([
      shopifyRow(),
      further(),
      shopifyRow({ 'Shipping Country': 'Germany' }),
      further(),
      shopifyRow({ Name: '#SL1002' }),
    ])
    expect(refused).toEqual(['4 Shipping Country conflict 2', '5 - order_refused'])
    expect(shown(orders)).toEqual([
      '#SL1001: Linen Cushion - Sand ×1, Linen Tote ×1',
      '#SL1002: Linen Cushion - Sand ×1',
    ])
  })

  test('also when the first was handed on long before', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => shopifyRow({ Name: `#SL${2000 + index}` }))
    const { orders, duplicates, refused } = await read([
      shopifyRow(),
      further(),
      ...many,
      shopifyRow(),
      further(),
      shopifyRow(),
      shopifyRow({ Email: 'bo@example.com' }),
      further(),
    ])
    expect(orders).toHaveLength(1002)
    expect(duplicates).toEqual(['1005 = 2', '1006 = 2'])
    expect(refused).toEqual(['1007 Name conflict 2', '1008 Name conflict 2', '1009 Name conflict 2'])
  })

  test('two equal products stay two unless the subtotal proves one of them a repeat', async () => {
    const tote = further()
    const twice = await read([shopifyRow({ Subtotal: '79.00' }), tote, tote])
    const doubled = await read([shopifyRow({ Subtotal: '66.50' }), tote, tote])
    const unclear = await read([shopifyRow({ Subtotal: '70.00' }), tote, tote])
    const discounted = await read([shopifyRow({ Subtotal: '60.00', 'Discount Amount': '6.50' }), tote, tote])
    expect([twice, doubled, unclear, discounted].map(({ orders }) => orders[0]?.lines.length)).toEqual([
      3, 2, 3, 2,
    ])
    expect(doubled.duplicates).toEqual(['4 = 3'])
    expect(doubled.orders[0]?.missingLines).toBe(0)
  })
})

describe('statuses', () => {
  test.each([
    ['pending', 'unfulfilled', '', 'pending'],
    ['authorized', '', '', 'pending'],
    ['paid', 'unfulfilled', '', 'paid'],
    ['paid', 'partial', '', 'partially_shipped'],
    ['paid', 'fulfilled', '', 'shipped'],
    ['pending', 'fulfilled', '', 'shipped'],
    ['partially_refunded', 'fulfilled', '', 'shipped'],
    ['refunded', 'fulfilled', '', 'closed'],
    ['paid', 'unfulfilled', '2026-03-13 10:00:00 +0000', 'cancelled'],
    ['voided', 'unfulfilled', '', 'cancelled'],
    ['refunded', 'restocked', '2026-03-13 10:00:00 +0000', 'closed'],
    ['someday', '', '', 'unknown'],
  ])('%s / %s %s is %s', async (financial, fulfillment, cancelled, status) => {
    const changes = {
      'Financial Status': financial,
      'Fulfillment Status': fulfillment,
      'Cancelled at': cancelled,
    }
    expect((await only(changes)).status).toBe(status)
  })

  test('cash on delivery stays pending until it is sent', async () => {
    const order = await only({
      'Financial Status': 'pending',
      'Paid at': '',
      'Payment Method': 'Cash on Delivery (COD)',
    })
    expect(order).toMatchObject({ status: 'pending', cashOnDelivery: true, paidAt: null })
  })
})

describe('refused values', () => {
  test.each<[ShopifyRow, string]>([
    [{ Name: '' }, '2 Name missing_value'],
    [{ 'Created at': '' }, '2 Created at missing_value'],
    [{ 'Paid at': '12/03/2026' }, '2 Paid at bad_time 12/03/2026'],
    [{ Currency: 'POUNDS' }, '2 Currency bad_currency POUNDS'],
    [{ Subtotal: 'n/a' }, '2 Subtotal bad_money n/a'],
    [{ Subtotal: '', Total: '' }, '2 Subtotal missing_value'],
    [{ Total: '-5.00' }, '2 Total bad_money -5.00'],
    [{ Currency: 'JPY', Total: '54.50' }, '2 Total bad_money 54.50'],
    [{ 'Lineitem quantity': '1.5' }, '2 Lineitem quantity bad_quantity 1.5'],
    [{ 'Lineitem quantity': '' }, '2 Lineitem quantity missing_value'],
    [{ 'Lineitem price': '-1' }, '2 Lineitem price bad_money -1'],
  ])('%j: %s', async (changes, refused) => {
    const result = await read([shopifyRow(changes), shopifyRow({ Name: '#SL1002' })])
    expect(result.refused).toEqual([refused])
    expect(result.orders.map((order) => order.name)).toEqual(['#SL1002'])
  })
})

describe('headers', () => {
  test.each([
    ['Customer ID,First Name,Last Name,Email,Total Spent,Total Orders\n', 'wrong_report'],
    ['Name,Created at,Financial Status,Lineitem name\n', 'missing_column Lineitem quantity'],
    ['订单编号,订单状态\n', 'header_not_recognised'],
    ['a,b\n', 'header_not_recognised a b'],
    ['Name,Name,Created at,Financial Status,Lineitem name,Lineitem quantity\n', 'duplicate_column Name'],
    ['\x89PNG\r\n', 'header_not_recognised'],
    ['GIF89a', 'image_file'],
  ])('%j: %s', async (header, failure) => {
    expect((await readImport(shopifyOrders, header, options)).end).toContain(failure)
  })

  test('sniffing', () => {
    const head = new Uint8Array()
    const names = ['Name', 'Created at', 'Financial Status', 'Lineitem name', 'Lineitem quantity']
    expect(shopifyOrders.sniff(head, names)).toBe(1)
    expect(shopifyOrders.sniff(head, names.slice(1))).toBe(0.5)
    expect(shopifyOrders.sniff(head, ['First Name', 'Last Name', 'Total Spent', 'Total Orders'])).toBe(0.5)
    expect(shopifyOrders.sniff(head, ['订单编号'])).toBe(0)
  })

  test('a file saved anew with semicolons and decimal commas', async () => {
    const text = shopifyFile([shopifyRow()]).toString().replaceAll(',', ';').replaceAll('54.00', '54,00')
    const { orders } = await readImport(shopifyOrders, text, options)
    expect(orders[0]?.totals.total).toBe(5400)
  })
})
