import type { CustomerLink } from '#contract/customers/links.ts'
import { defineWords } from '../../parts/words.tsx'

export const linksWords = defineWords({
  zh: {
    tabs: {
      people: '全部',
      prospects: '意向客户',
      next: '下一件',
      open: '像同一个人',
      weak: '线索弱的',
      decided: '定过的',
    },
    tabsLabel: '客户的几种看法',
    lead: '两份资料可能是同一位买家。看凭据，由您来定；合并随时可以拆开，谁的订单都不会改写。',
    leadWeak: '只凭一点像，多半不是同一个人。有空再看。',
    weights: { 1: '线索弱', 2: '可能', 3: '很像' } as Readonly<Record<number, string>>,
    same_order: (f: Facts) => `同一张订单或同一行资料里，写着这两位的凭据：${f.shown}`,
    recipient_is_buyer: (f: Facts) =>
      `一位的包裹寄给${f.name ? ` ${f.name}` : ''} ${f.shown}，另一位买东西留的正是这个手机号（${f.of} 单里的 ${f.orders} 单）`,
    same_recipient: (f: Facts) =>
      `两边共 ${f.orders} 单寄给同一个 ${f.name} ${f.shown}，${f.sameAddress ? '门牌也一样' : '地址不同'}`,
    email_in_chat: (f: Facts) => `一位在聊天里写了另一位的邮箱 ${f.shown}`,
    phone_in_chat: (f: Facts) => `一位在聊天里写了另一位的手机号 ${f.shown}`,
    order_in_chat: (f: Facts) => `一位在聊天里报了另一位的单号 ${f.shown}`,
    same_nick: (f: Facts) => `在「${f.stores.join('」和「')}」都叫 ${f.shown}；同名不等于同一个人`,
    evidence: '凭据',
    same: '是同一个人',
    two: '不是',
    keep: (name: string) => `留「${name}」这份`,
    keepLabel: '合并后以谁为准',
    merged: '合并了',
    dismissed: '不是同一个人',
    by: (name: string, day: string) => `${name} ${day} 定的`,
    orders: (n: string) => `${n} 单`,
    noOrders: '没买过',
    lastOrder: (day: string) => `最近 ${day}`,
    empty: { title: '没有要定的。', lead: '导入新的订单或有人来聊以后，像同一个人的会列在这里。' },
    emptyDecided: { title: '还没有定过。', lead: '定过的都在这里，谁定的、什么时候，随时看得到。' },
    older: '更早的',
    onPage: '可能还是这位',
    seeChat: '看那段对话',
    seeOrder: '看那张订单',
  },
  en: {
    tabs: {
      people: 'All',
      prospects: 'Prospects',
      next: 'Next item',
      open: 'Maybe the same',
      weak: 'Weak hints',
      decided: 'Decided',
    },
    tabsLabel: 'Views of people',
    lead: 'Two records that may be one buyer. Look at the evidence and decide; a merge can be undone at any time, and nobody’s orders are rewritten.',
    leadWeak: 'Alike in one thing only; most are two people. For a quiet hour.',
    weights: { 1: 'Weak hint', 2: 'Likely', 3: 'Very likely' },
    same_order: (f) => `One order, or one line of a file, names both: ${f.shown}`,
    recipient_is_buyer: (f) =>
      `Parcels of one go to${f.name ? ` ${f.name}` : ''} ${f.shown}, the number by which the other buys (${f.orders} of ${f.of} orders)`,
    same_recipient: (f) =>
      `${f.orders} orders of both went to the same ${f.name} ${f.shown}, ${f.sameAddress ? 'to the same door' : 'at different addresses'}`,
    email_in_chat: (f) => `One wrote the other’s e-mail ${f.shown} in a chat`,
    phone_in_chat: (f) => `One wrote the other’s number ${f.shown} in a chat`,
    order_in_chat: (f) => `One asked about the other’s order ${f.shown} in a chat`,
    same_nick: (f) => `Called ${f.shown} in both ${f.stores.join(' and ')}; a like name is no proof`,
    evidence: 'Evidence',
    same: 'The same person',
    two: 'Two people',
    keep: (name) => `Keep ${name}`,
    keepLabel: 'Whose record stays',
    merged: 'merged',
    dismissed: 'two people',
    by: (name, day) => `decided by ${name}, ${day}`,
    orders: (n) => (n === '1' ? '1 order' : `${n} orders`),
    noOrders: 'never bought',
    lastOrder: (day) => `last ${day}`,
    empty: {
      title: 'Nothing to decide.',
      lead: 'When orders are imported or somebody writes, pairs that may be one person stand here.',
    },
    emptyDecided: {
      title: 'Nothing decided yet.',
      lead: 'Who decided what, and when, stays to be seen here.',
    },
    older: 'Earlier',
    onPage: 'May also be',
    seeChat: 'the chat',
    seeOrder: 'the order',
  },
})

interface Facts {
  shown: string
  name: string
  stores: readonly string[]
  orders: number
  of: number
  sameAddress: boolean
}

/** The sentence for a piece of evidence. */
export const evidenceSaid = (
  words: Pick<(typeof linksWords)['zh'], CustomerLink['evidence'][number]['kind']>,
  { kind, facts }: CustomerLink['evidence'][number],
): string =>
  words[kind]({
    shown: facts.shown ?? '',
    name: facts.name ?? '',
    stores: facts.stores ?? [],
    orders: facts.orders ?? 0,
    of: facts.of ?? 0,
    sameAddress: facts.sameAddress ?? false,
  })
