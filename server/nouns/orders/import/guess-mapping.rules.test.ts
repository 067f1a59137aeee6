import { describe, expect, test } from 'vitest'
import { checkMapping } from '#contract/orders/check-mapping.ts'
import { guessMapping } from './guess-mapping.rules.ts'

/** Header, rows, and what must be found of it; fields that are not named may be found or not. */
interface Table {
  name: string
  header: string
  rows: string[]
  finds: Readonly<Record<string, string>>
  /** Must not be taken for these. */
  not?: readonly string[]
  rowsAre?: 'order' | 'line'
  says?: object
  missing?: string[]
}

const tables: Table[] = [
  {
    name: 'Northwind orders',
    header:
      'order_id,customer_id,employee_id,order_date,required_date,shipped_date,ship_via,freight,ship_name,ship_address,ship_city,ship_region,ship_postal_code,ship_country',
    rows: [
      '10248,VINET,5,1996-07-04,1996-08-01,1996-07-16,3,32.38,Vins et alcools,59 rue,Reims,,51100,France',
      '10249,TOMSP,6,1996-07-05,1996-08-16,1996-07-10,1,11.61,Toms,Luisenstr. 48,Münster,,44087,Germany',
    ],
    finds: {
      'order.id': 'order_id',
      'buyer.account': 'customer_id',
      'order.placedAt': 'order_date',
      'order.dispatchDueAt': 'required_date',
      'order.shippedAt': 'shipped_date',
      'order.freight': 'freight',
      'parcel.carrier': 'ship_via',
      'recipient.name': 'ship_name',
      'recipient.line': 'ship_address',
      'recipient.city': 'ship_city',
      'recipient.province': 'ship_region',
      'recipient.zip': 'ship_postal_code',
      'recipient.country': 'ship_country',
    },
    rowsAre: 'order',
    missing: ['order.total'],
  },
  {
    name: 'WooCommerce, by one of its export plug-ins',
    header:
      'Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Email (Billing),Phone (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount',
    rows: [
      '1001,Processing,2026-03-08 10:00,,Ida,ida@example.com,07700900111,Card,0,40.00,4.00,0,44.00,0,LC-S,1,Linen Cushion,1,20.00,,0',
      '1001,Processing,2026-03-08 10:00,,Ida,ida@example.com,07700900111,Card,0,40.00,4.00,0,44.00,0,LT,2,Linen Tote,1,20.00,,0',
    ],
    finds: {
      'order.id': 'Order Number',
      'order.status': 'Order Status',
      'order.placedAt': 'Order Date',
      'buyer.email': 'Email (Billing)',
      'order.total': 'Order Total Amount',
      'order.freight': 'Order Shipping Amount',
      'line.title': 'Item Name',
      'line.sku': 'SKU',
      'line.quantity': 'Quantity (- Refund)',
      'line.unitPrice': 'Item Cost',
      'order.note': 'Customer Note',
    },
    rowsAre: 'line',
  },
  {
    name: 'JD',
    header:
      '订单号,商品ID,商品名称,订购数量,订单类型,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,下单帐号,客户姓名,客户地址,联系电话,订单备注,发票类型,发票抬头,商家备注,运费金额,付款确认时间,货号,订单完成时间',
    rows: [
      '="291234567890",100012,雪平锅,1,SOP,2026-03-08 10:00:00,201.12,201.12,201.12,0,211.12,等待出库,jd_ida,艾达,北京市朝阳区示例路1号,138****0000,,,,,10.00,2026-03-08 10:01:00,PAN-1,',
      '="291234567891",100013,漏勺,2,SOP,2026-03-08 11:00:00,20.00,40.00,40.00,0,40.00,完成,jd_bo,波,上海市示例路2号,139****0000,,,,,0,2026-03-08 11:01:00,SPN-1,2026-03-12 08:00:00',
    ],
    finds: {
      'order.id': '订单号',
      'line.title': '商品名称',
      'line.quantity': '订购数量',
      'order.placedAt': '下单时间',
      'order.paidAt': '付款确认时间',
      'order.completedAt': '订单完成时间',
      'order.status': '订单状态',
      'buyer.account': '下单帐号',
      'order.freight': '运费金额',
      'line.sku': '货号',
    },
    rowsAre: 'order',
  },
  {
    name: 'Youzan',
    header:
      '订单号,订单状态,订单创建时间,买家付款时间,商品名称,商品规格,规格编码,商品单价,商品数量,商品金额合计,运费,订单实付金额,买家姓名,买家手机号,收货人/提货人,收货人手机号/提货人手机号,收货人省份,收货人城市,收货人地区,详细收货地址/提货地址,买家备注,商家订单备注,商家发货时间,发货物流公司,发货物流单号',
    rows: [
      'E20260308100000123456789,已完成,2026-03-08 10:00:00,2026-03-08 10:00:20,茶壶,白色,TP-W,98.00,1,98.00,10.00,108.00,艾达,13800000001,艾达,13800000001,浙江省,杭州市,西湖区,示例路1号,,,2026-03-08 16:00:00,顺丰速运,SF1234567890',
      'E20260308110000123456780,待发货,2026-03-08 11:00:00,2026-03-08 11:00:20,茶杯,,TC,18.00,2,36.00,0.00,36.00,波,13800000002,李,13800000003,上海市,上海市,静安区,示例路2号,尽快,,,,',
    ],
    finds: {
      'order.id': '订单号',
      'order.status': '订单状态',
      'order.placedAt': '订单创建时间',
      'order.paidAt': '买家付款时间',
      'order.shippedAt': '商家发货时间',
      'line.title': '商品名称',
      'line.variant': '商品规格',
      'line.sku': '规格编码',
      'line.unitPrice': '商品单价',
      'line.quantity': '商品数量',
      'order.freight': '运费',
      'order.total': '订单实付金额',
      'buyer.phone': '买家手机号',
      'recipient.name': '收货人/提货人',
      'recipient.province': '收货人省份',
      'recipient.city': '收货人城市',
      'parcel.carrier': '发货物流公司',
      'parcel.trackingNumber': '发货物流单号',
      'order.note': '买家备注',
      'order.sellerNote': '商家订单备注',
    },
  },
  {
    name: 'Etsy, sold order items',
    header:
      'Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,SKU',
    rows: [
      '03/14/26,Linen Cushion,idabrook,1,54.00,,0.00,0.00,4.00,0.00,54.00,GBP,3900000001,120001,03/14/2026,03/15/2026,Ida Brook,1 Sample St,Leeds,,LS1 1AA,United Kingdom,3100000001,Colour: Sand,LC-S',
      '03/15/26,Linen Tote,bo_kay,2,12.50,,0.00,0.00,3.00,0.00,25.00,GBP,3900000002,120002,03/15/2026,,Bo Kay,2 Sample St,York,,YO1 1AA,United Kingdom,3100000002,,LT',
    ],
    finds: {
      'order.id': 'Order ID',
      'order.placedAt': 'Sale Date',
      'line.title': 'Item Name',
      'line.quantity': 'Quantity',
      'line.unitPrice': 'Price',
      'order.freight': 'Order Shipping',
      'order.currency': 'Currency',
      'order.paidAt': 'Date Paid',
      'order.shippedAt': 'Date Shipped',
      'recipient.name': 'Ship Name',
      'recipient.city': 'Ship City',
      'recipient.country': 'Ship Country',
      'buyer.account': 'Buyer',
      'line.variant': 'Variations',
      'line.sku': 'SKU',
    },
    says: { times: { order: 'mdy' } },
  },
  {
    name: 'Amazon, order report',
    header:
      'amazon-order-id,purchase-date,payments-date,buyer-email,buyer-name,buyer-phone-number,sku,product-name,quantity-purchased,currency,item-price,item-tax,shipping-price,ship-service-level,recipient-name,ship-address-1,ship-city,ship-state,ship-postal-code,ship-country,ship-phone-number',
    rows: [
      '026-1234567-1234567,2026-03-08T10:00:00+00:00,2026-03-08T10:00:30+00:00,abc123@example.com,Ida,07700900111,LC-S,Linen Cushion,1,GBP,54.00,9.00,4.00,Standard,Ida Brook,1 Sample St,Leeds,West Yorkshire,LS1 1AA,GB,07700900111',
    ],
    finds: {
      'order.id': 'amazon-order-id',
      'order.placedAt': 'purchase-date',
      'order.paidAt': 'payments-date',
      'buyer.email': 'buyer-email',
      'buyer.name': 'buyer-name',
      'line.sku': 'sku',
      'line.title': 'product-name',
      'line.quantity': 'quantity-purchased',
      'order.freight': 'shipping-price',
      'recipient.name': 'recipient-name',
      'recipient.line': 'ship-address-1',
      'recipient.zip': 'ship-postal-code',
    },
    missing: [],
  },
  {
    name: 'eBay, orders report',
    header:
      'Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Ship To Name,Ship To Phone,Ship To Address 1,Ship To City,Ship To Zip,Ship To Country,Item Number,Item Title,Custom Label,Quantity,Sold For,Postage And Packaging,Total Price,Payment Method,Sale Date,Paid On Date,Ship By Date,Dispatched On Date,Delivery Service,Tracking Number',
    rows: [
      '101,12-12345-12345,ida_86,Ida Brook,ida@example.com,Ida Brook,07700900111,1 Sample St,Leeds,LS1 1AA,United Kingdom,110001,Linen Cushion,LC-S,1,£54.00,£4.00,£58.00,PayPal,08-Mar-26,08-Mar-26,10-Mar-26,09-Mar-26,Royal Mail 48,AB123456789GB',
    ],
    finds: {
      'order.id': 'Order Number',
      'buyer.account': 'Buyer Username',
      'buyer.name': 'Buyer Name',
      'buyer.email': 'Buyer Email',
      'recipient.name': 'Ship To Name',
      'line.title': 'Item Title',
      'line.quantity': 'Quantity',
      'line.unitPrice': 'Sold For',
      'order.freight': 'Postage And Packaging',
      'order.total': 'Total Price',
      'order.placedAt': 'Sale Date',
      'order.paidAt': 'Paid On Date',
      'order.dispatchDueAt': 'Ship By Date',
      'order.shippedAt': 'Dispatched On Date',
      'parcel.trackingNumber': 'Tracking Number',
    },
    says: { money: { currency: 'GBP' } },
  },
  {
    name: 'a UK retailer’s invoice lines',
    header: 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
    rows: [
      '536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850,United Kingdom',
      '536365,71053,WHITE METAL LANTERN,6,12/1/2010 8:26,3.39,17850,United Kingdom',
      '536370,22728,ALARM CLOCK,24,12/13/2010 8:45,3.75,12583,France',
    ],
    finds: {
      'order.id': 'InvoiceNo',
      'line.sku': 'StockCode',
      'line.title': 'Description',
      'line.quantity': 'Quantity',
      'order.placedAt': 'InvoiceDate',
      'line.unitPrice': 'UnitPrice',
      'buyer.account': 'CustomerID',
      'recipient.country': 'Country',
    },
    rowsAre: 'line',
    says: { times: { order: 'mdy' } },
    missing: [],
  },
  {
    name: 'a shop’s own ledger in Chinese',
    header: '日期,单号,客户,电话,品名,规格,数量,单价,金额,快递,运单号,备注',
    rows: [
      '2026/3/8,A0001,艾达,13800000001,梅子青茶壶,大,1,¥198.00,¥198.00,顺丰,SF1234567890,送人',
      '2026/3/8,A0002,波,13800000002,棉麻桌旗,,2,¥39.50,¥79.00,中通,78120000000001,',
    ],
    finds: {
      'order.placedAt': '日期',
      'order.id': '单号',
      'buyer.name': '客户',
      'line.title': '品名',
      'line.variant': '规格',
      'line.quantity': '数量',
      'line.unitPrice': '单价',
      'order.total': '金额',
      'parcel.carrier': '快递',
      'parcel.trackingNumber': '运单号',
      'order.sellerNote': '备注',
    },
    says: { money: { currency: 'CNY' } },
    missing: [],
  },
  {
    name: 'a till in German notation',
    header: 'Order No;Date;Customer;E-Mail;Product;Qty;Price;Discount %;Total',
    rows: [
      'R-17;08.03.2026;Ida Brook;ida@example.com;Kissen;1;54,00 €;10;48,60 €',
      'R-18;31.03.2026;Bo Kay;bo@example.com;Tasche;2;12,50 €;0;25,00 €',
    ],
    finds: {
      'order.id': 'Order No',
      'order.placedAt': 'Date',
      'buyer.email': 'E-Mail',
      'line.title': 'Product',
      'line.quantity': 'Qty',
      'line.unitPrice': 'Price',
      'line.discount': 'Discount %',
      'order.total': 'Total',
    },
    says: { times: { order: 'dmy' }, money: { currency: 'EUR' } },
  },
  {
    name: 'a list of customers is no orders',
    header: 'Name,Email,Phone,City',
    rows: ['Ida,ida@example.com,07700900111,Leeds'],
    finds: { 'buyer.email': 'Email' },
    missing: ['order.id', 'order.placedAt', 'order.total'],
  },
  {
    name: 'columns that nobody named, told by their values',
    header: 'A,B,C,D',
    rows: ['x1,2026-03-08 10:00,ida@example.com,12.50', 'x2,2026-03-08 11:00,bo@example.com,7.00'],
    finds: { 'order.placedAt': 'B', 'buyer.email': 'C', 'order.total': 'D' },
    missing: ['order.id'],
  },
]

const cells = (line: string, header: string) => line.split(header.includes(';') ? ';' : ',')

describe('columns are guessed from names and values, in both languages', () => {
  test.each(tables.map((table) => [table.name, table] as const))('%s', (_name, table) => {
    const headers = cells(table.header, table.header)
    const guessed = guessMapping(
      headers,
      table.rows.map((row) => cells(row, table.header)),
    )
    const found = Object.fromEntries(guessed.guesses.map(({ field, column }) => [field, headers[column]]))
    expect(found).toMatchObject(table.finds)
    if (table.rowsAre) expect(guessed.mapping.rows).toBe(table.rowsAre)
    if (table.says) expect(guessed.mapping).toMatchObject(table.says)
    if (table.missing) expect(guessed.missing).toEqual(table.missing)
    // What is guessed whole is a mapping that reads.
    if (guessed.missing.length === 0) expect(checkMapping(guessed.mapping)).toMatchObject({ ok: true })
  })

  test('how sure a guess is goes with how plainly it is said', () => {
    const { guesses } = guessMapping(['Order ID', 'B'], [['17', '2026-03-08']])
    const sure = Object.fromEntries(guesses.map(({ field, confidence }) => [field, confidence]))
    expect(sure['order.id']).toBeGreaterThan(0.9)
    expect(sure['order.placedAt']).toBeLessThan(0.5)
  })
})

test('cells of tens of thousands of characters are guessed from in good time', () => {
  const long = (sign: string) => sign.repeat(1 << 16)
  const started = performance.now()
  guessMapping(
    ['a', 'Total', 'E-mail', 'd'],
    Array.from({ length: 200 }, () => [`1${long(' ')}x`, `1${long("'")}x`, `a@${long('.')}@`, long('1')]),
  )
  expect(performance.now() - started).toBeLessThan(2000)
})

describe('how amounts are written', () => {
  const headers = ['Order ID', 'Order Date', 'Total', 'Freight']
  const guess = (totals: string[], freights: string[] = [], home: string | null = null) =>
    guessMapping(
      headers,
      totals.map((total, index) => [`A${index}`, '2026-03-08', total, freights[index] ?? '']),
      home,
    ).mapping

  test('one amount that tells the mark tells it for those that do not', () => {
    expect(guess(['1.250', '12,50']).money).toEqual({ mark: ',' })
    expect(guess(['1.250', '12.50']).money).toEqual({ mark: '.' })
    expect(guess(['1.250', '2.000']).money).toBeUndefined()
  })

  test('columns that are written differently are told apart', () => {
    const { money, order } = guess(['1.250', '12,50'], ['3.50', '2.000'])
    expect(money).toBeUndefined()
    expect(order).toMatchObject({
      total: { column: 'Total', mark: ',' },
      freight: { column: 'Freight', mark: '.' },
    })
  })

  test('the currency that most amounts name; what a sign leaves open is the one at home', () => {
    expect(guess(['¥12.50', '€3.00', '€4.00']).money).toEqual({ currency: 'EUR', mark: '.' })
    expect(guess(['$12.50'], [], 'CAD').money).toMatchObject({ currency: 'CAD' })
    expect(guess(['USD 12.50'], [], 'CNY').money).toMatchObject({ currency: 'USD' })
  })
})
