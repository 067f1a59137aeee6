import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { encodeGbk } from '#test/builders/gbk.ts'
import { taobaoHeaders2019, taobaoLine } from '#test/builders/store-exports.ts'
import { createRandom, type Random } from './random.ts'
import { cities, nickOf, personName } from './texts.ts'

export type ExportShape = 'taobao' | 'shopify'
export interface WantedExport {
  shape: ExportShape
  /** Rows without the header; an order of Shopify's takes one or more. */
  rows: number
  seed?: number
}

/**
 * Writes an order export of a store that has worked for three years: in the order in which they were placed, by buyers of
 * whom few come back often and most never do, for few titles that sell well and many that do not. Returns how many orders.
 */
export const generateExport = async (path: string, wanted: WantedExport): Promise<number> => {
  const random = createRandom(wanted.seed ?? 5)
  const file = createWriteStream(path)
  const buyers = createBuyers(random)
  const titles = Array.from({ length: 600 }, (_, index) => titleOf(random, wanted.shape, index))
  const write = async (lines: string[]) => {
    const text = lines.join('')
    if (!file.write(wanted.shape === 'taobao' ? encodeGbk(text) : text)) await once(file, 'drain')
  }
  let lines =
    wanted.shape === 'taobao'
      ? [`${taobaoHeaders2019.map((header) => `"${header}"`).join(',')}\r\n`]
      : [`${shopifyHeaders.join(',')}\n`]
  let orders = 0
  const step = (3 * 365 * 86_400_000) / wanted.rows
  for (let rows = 0; rows < wanted.rows; orders++) {
    const order = { number: orders, at: start + rows * step, buyer: buyers.next(), titles, random }
    const made =
      wanted.shape === 'taobao' ? [taobaoOrder(order)] : shopifyOrder(order).slice(0, wanted.rows - rows)
    rows += made.length
    lines.push(...made)
    if (lines.length < 2_000) continue
    await write(lines)
    lines = []
  }
  await write(lines)
  file.end()
  await finished(file)
  return orders
}

const start = Date.UTC(2023, 0, 1)

interface Buyer {
  number: number
  nick: string
  name: string
  city: string
}
interface Wanted {
  number: number
  at: number
  buyer: Buyer
  titles: readonly string[]
  random: Random
}

/** Six in ten orders are a buyer's first; the others go to those who came before, to a few of them again and again. */
const createBuyers = (random: Random) => {
  const made: Buyer[] = []
  return {
    next: (): Buyer => {
      const known = made[Math.floor(made.length * random.next() ** 3)]
      if (known && !random.chance(0.6)) return known
      const number = made.length
      const buyer = {
        number,
        nick: nickOf(random, number),
        name: personName(random),
        city: random.skewed(cities),
      }
      made.push(buyer)
      return buyer
    },
  }
}

const titleOf = (random: Random, shape: ExportShape, index: number): string =>
  shape === 'taobao'
    ? `${random.pick(words)}${random.pick(words)}北欧简约现代卧室床头${random.pick(words)}家用 第${index}款`
    : `${random.pick(english)} ${random.pick(english)} lamp no. ${index} - ${random.pick(english)}`
const words = ['原木', '陶瓷', '黄铜', '亚麻', '玻璃', '藤编', '折叠', '暖光', '护眼', '充电']
const english = ['Oak', 'Linen', 'Brass', 'Sand', 'Moss', 'Clay', 'Warm', 'Slim', 'Folding', 'Reading']

const chinaTime = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')

const taobaoOrder = ({ number, at, buyer, titles, random }: Wanted): string => {
  const pieces = random.chance(0.85) ? 1 : 2
  const price = 1_900 + random.whole(40_000)
  const isShipped = random.chance(0.9)
  const yuan = (minor: number) => `"${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}"`
  const line = taobaoLine(
    {
      订单编号: `="${3_515_313_147_329_000_000n + BigInt(number)}"`,
      买家会员名: `"${buyer.nick}"`,
      买家支付宝账号: '""',
      买家应付货款: yuan(price * pieces),
      买家应付邮费: '"0.00"',
      总金额: yuan(price * pieces),
      买家实际支付金额: yuan(price * pieces),
      订单状态: isShipped ? '"交易成功"' : '"买家已付款，等待卖家发货"',
      收货人姓名: `"${buyer.name}"`,
      收货地址: `"浙江省 ${buyer.city}市 滨江区 长河街道示例路${buyer.number % 900}号(000000)"`,
      联系手机: `"'139${String(buyer.number % 10_000).padStart(4, '0')}${String((buyer.number * 7) % 10_000).padStart(4, '0')}"`,
      订单创建时间: `"${chinaTime(at)}"`,
      订单付款时间: `"${chinaTime(at + 40_000)}"`,
      宝贝标题: `"${random.skewed(titles)}"`,
      宝贝总数量: `"${pieces}"`,
      物流单号: isShipped ? `"No:77${String(3_160_000_000_000 + number * 13)}"` : '""',
      物流公司: isShipped ? '"申通快递"' : '""',
    },
    taobaoHeaders2019,
  )
  return `${line}\r\n`
}

const shopifyHeaders = (
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,' +
  'Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping Name,' +
  'Shipping Street,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Payment Method,' +
  'Refunded Amount,Id,Tags,Phone'
).split(',')

const shopifyOrder = ({ number, at, buyer, titles, random }: Wanted): string[] => {
  const count = random.chance(0.7) ? 1 : 2 + random.whole(3)
  const time = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000`
  const items = Array.from({ length: count }, () => {
    const title = random.skewed(titles)
    return { title, price: 900 + random.whole(9_000), sku: `SKU-${titles.indexOf(title)}` }
  })
  const pounds = (minor: number) => (minor / 100).toFixed(2)
  const goods = pounds(items.reduce((sum, { price }) => sum + price, 0))
  const name = `#SL${1000 + number}`
  return items.map(({ title, price, sku }, index) => {
    const item = {
      'Lineitem quantity': '1',
      'Lineitem name': title,
      'Lineitem price': pounds(price),
      'Lineitem sku': sku,
    }
    const head: Record<string, string> =
      index > 0
        ? { Name: name, ...item }
        : {
            Name: name,
            ...item,
            Id: `${5_100_000_000_000 + number}`,
            Email: `buyer${buyer.number}@mail.example`,
            'Financial Status': 'paid',
            'Paid at': time,
            'Fulfillment Status': 'fulfilled',
            'Fulfilled at': time,
            Currency: 'GBP',
            Subtotal: goods,
            Shipping: '0.00',
            Taxes: '0.00',
            Total: goods,
            'Discount Amount': '0.00',
            'Created at': time,
            'Billing Name': buyer.name,
            'Shipping Name': buyer.name,
            'Shipping Street': `${buyer.number % 900} Sample Road`,
            'Shipping City': 'Leeds',
            'Shipping Zip': 'LS1 1AA',
            'Shipping Country': 'GB',
            'Refunded Amount': '0.00',
          }
    return `${shopifyHeaders.map((header) => head[header] ?? '').join(',')}\n`
  })
}
