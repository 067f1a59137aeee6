import { carriers, cities, goods, nicks, siteNames, type Good } from './cast.ts'
import type { Random } from './random.ts'

const dayMs = 86_400_000
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const shanghai = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
const yuan = (minor: number) => (minor / 100).toFixed(2)

/** Newer orders come more often than old ones; the last is from this morning. */
const placedAt = (random: Random, now: Date, days: number) =>
  new Date(now.getTime() - Math.floor(random.next() ** 2 * days * dayMs) - random.below(6 * 3_600_000))

/** How far an order of this age has come. */
const stageOf = (random: Random, ageDays: number): 'pending' | 'paid' | 'shipped' | 'done' | 'closed' => {
  if (random.next() < 0.04) return 'closed'
  if (ageDays < 0.6) return random.next() < 0.15 ? 'pending' : 'paid'
  if (ageDays < 5) return 'shipped'
  return random.next() < 0.08 ? 'shipped' : 'done'
}
const taobaoStatus = {
  pending: '等待买家付款',
  paid: '买家已付款，等待卖家发货',
  shipped: '卖家已发货，等待买家确认',
  done: '交易成功',
  closed: '交易关闭',
}

/** Some of the unsent orders are doubtful, so that their screen lives. */
const unsentNotes = ['', '门牌写错了，麻烦改成 12 号', '', '没有灰的就发白色，或者等到货也行'] as const
const noteOf = (stage: string, i: number, isCareful: boolean): string => {
  const unsent = stage === 'paid' ? (unsentNotes[i % unsentNotes.length] ?? '') : ''
  return unsent || (isCareful ? '请包厚一点，怕碎' : '')
}

/** Somebody's order that is not left to chance. */
export interface Told {
  nick: string
  good: Good
  daysAgo: number
}
/**
 * A Taobao order report of the demo shop, as the platform would export it (UTF-8 as re-saved): so many orders by chance, or
 * those that are told, long arrived.
 */
export const taobaoReport = (
  random: Random,
  now: Date,
  count: number,
  told: readonly Told[] = [],
): string => {
  const columns = [
    '订单编号',
    '买家会员名',
    '买家应付货款',
    '买家应付邮费',
    '总金额',
    '买家实际支付金额',
    '订单状态',
    '买家留言',
    '收货人姓名',
    '收货地址 ',
    '运送方式',
    '联系手机',
    '订单创建时间',
    '订单付款时间 ',
    '宝贝标题 ',
    '宝贝种类 ',
    '物流单号 ',
    '物流公司',
    '订单备注',
    '宝贝总数量',
    '店铺名称',
    '订单关闭原因',
    '退款金额',
    '发货时间',
    '确认收货时间',
  ]
  const rows = Array.from({ length: count + told.length }, (_, i) => {
    const one = told[i - count]
    const nick = one?.nick ?? random.pick(nicks)
    const good = one?.good ?? random.pick(goods)
    const placed = one ? new Date(now.getTime() - one.daysAgo * dayMs) : placedAt(random, now, 180)
    const stage = one ? 'done' : stageOf(random, (now.getTime() - placed.getTime()) / dayMs)
    const [province, city, district] = random.pick(cities)
    const isPaid = stage !== 'pending' && stage !== 'closed'
    const isSent = stage === 'shipped' || stage === 'done'
    const sent = new Date(placed.getTime() + 9 * 3_600_000)
    const freight = good.price > 9900 ? 0 : 800
    const cells: Record<string, string> = {
      订单编号: `="${3_515_313_147_000_000_000n + BigInt(one ? 9000 + i : i) * 1_000_003n}"`,
      买家会员名: nick,
      买家应付货款: yuan(good.price),
      买家应付邮费: yuan(freight),
      总金额: yuan(good.price + freight),
      买家实际支付金额: isPaid ? yuan(good.price + freight) : '0.00',
      订单状态: taobaoStatus[stage],
      买家留言: noteOf(stage, i, random.next() < 0.1),
      收货人姓名: `${nick.slice(0, 1)}女士`,
      '收货地址 ': `${province} ${city} ${district} 示例街道${1 + random.below(99)}号(000000)`,
      运送方式: '快递',
      联系手机: `'138****${1000 + random.below(9000)}`,
      订单创建时间: shanghai(placed),
      '订单付款时间 ': isPaid ? shanghai(new Date(placed.getTime() + 90_000)) : '',
      '宝贝标题 ': good.zh,
      '宝贝种类 ': '1',
      '物流单号 ': isSent ? `No:SF10${String(10 ** 9 + random.below(9 * 10 ** 8))}` : '',
      物流公司: isSent ? random.pick(carriers) : '',
      宝贝总数量: '1',
      店铺名称: '半亩居',
      订单关闭原因: stage === 'closed' ? '买家未付款' : '订单未关闭',
      退款金额: '0.00',
      发货时间: isSent ? shanghai(sent) : '',
      确认收货时间: stage === 'done' ? shanghai(new Date(sent.getTime() + 3 * dayMs)) : '',
    }
    return columns.map((name) => (name === '订单编号' ? cells[name] : quoted(cells[name] ?? ''))).join(',')
  })
  return [columns.map(quoted).join(','), ...rows, ''].join('\r\n')
}

export const emailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@example.com`

/** A Shopify orders export of the demo shop's own site. */
export const shopifyExport = (random: Random, now: Date, count: number): string => {
  const columns = [
    'Id',
    'Name',
    'Email',
    'Financial Status',
    'Paid at',
    'Fulfillment Status',
    'Fulfilled at',
    'Currency',
    'Subtotal',
    'Total',
    'Created at',
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
    'Billing Name',
    'Shipping Name',
    'Shipping City',
    'Shipping Country',
  ]
  const stamp = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} +0000`
  const rows = Array.from({ length: count }, (_, i) => {
    const name = random.pick(siteNames)
    const good = random.pick(goods)
    const quantity = 1 + random.below(2)
    const placed = placedAt(random, now, 150)
    const stage = stageOf(random, (now.getTime() - placed.getTime()) / dayMs)
    const isPaid = stage !== 'pending' && stage !== 'closed'
    const isSent = stage === 'shipped' || stage === 'done'
    return [
      String(5_120_000_000_000n + BigInt(i)),
      `#BM${1001 + i}`,
      emailOf(name),
      isPaid ? 'paid' : stage === 'closed' ? 'voided' : 'pending',
      isPaid ? stamp(placed) : '',
      isSent ? 'fulfilled' : 'unfulfilled',
      isSent ? stamp(new Date(placed.getTime() + 8 * 3_600_000)) : '',
      'CNY',
      yuan(good.price * quantity),
      yuan(good.price * quantity),
      stamp(placed),
      String(quantity),
      good.en,
      yuan(good.price),
      name,
      name,
      'Leeds',
      'United Kingdom',
    ]
      .map(quoted)
      .join(',')
  })
  return [columns.map(quoted).join(','), ...rows, ''].join('\n')
}
