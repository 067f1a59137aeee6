import { defineWords } from '../../parts/words.tsx'

/** The one line worth reading, by its kind. Arguments are facts; empty where the server has none. */
export const panelLineWords = defineWords({
  zh: {
    last_trouble: (f: LineFacts) =>
      f.trouble === 'late'
        ? `上回的「${f.title}」发晚了。先说一声抱歉，再答话。`
        : f.trouble === 'unsent'
          ? `上回的「${f.title}」没发出就退款了。这回先把能不能发说准。`
          : `上回给过差评：「${f.what || f.title}」。先问问后来怎么样了。`,
    broken_word: (f: LineFacts) => `答应过「${f.what}」，${f.due} 到期，没做到。先把这件事说清楚。`,
    open_word: (f: LineFacts) =>
      f.isSoon
        ? `答应了「${f.what}」，${f.due} 就到期。要是来不及，现在先说。`
        : `答应了「${f.what}」，${f.due} 前要做到。`,
    returning: (f: LineFacts) =>
      f.orders > 0
        ? `老客人，买过 ${f.orders} 单${f.lastTitle ? `，上回是${f.lastAt}的${f.lastTitle}` : ''}。${f.style ? `叫「${f.style}」。` : ''}`
        : `来问过，还没买过。${f.style ? `叫「${f.style}」。` : ''}`,
    new_buyer: (f: LineFacts): string =>
      f.earlier > 0 ? '聊过，还不知道是谁。' : '头一回来。第一句答得快，比答得多要紧。',
    unpaid_order: (f: LineFacts) => `${f.placed}拍下「${f.title}」，还没付款。多半是有话想问。`,
    order_on_road: (f: LineFacts) =>
      `「${f.title}」还在路上${f.carrier ? `，走${f.carrier}` : ''}。多半是来问到哪儿了。`,
    note: (f: LineFacts) => f.note,
    from: { order: '据订单', word: '据说过的话', conversation: '据以前的对话', customer: '据客户资料' },
  },
  en: {
    last_trouble: (f) =>
      f.trouble === 'late'
        ? `Their last “${f.title}” was sent late. Say sorry first, then answer.`
        : f.trouble === 'unsent'
          ? `Their last “${f.title}” was paid back unsent. Be sure of what can be sent this time.`
          : `They left a bad review: “${f.what || f.title}”. Ask how it ended.`,
    broken_word: (f) => `We said “${f.what}” by ${f.due} and did not do it. Speak of that first.`,
    open_word: (f) =>
      f.isSoon
        ? `We said “${f.what}”, due ${f.due}. If it will be late, say so now.`
        : `We said “${f.what}”, due ${f.due}.`,
    returning: (f) =>
      f.orders > 0
        ? `An old customer with ${f.orders === 1 ? 'one order' : `${f.orders} orders`}${f.lastTitle ? `, the last on ${f.lastAt}: ${f.lastTitle}` : ''}.${f.style ? ` Say “${f.style}”.` : ''}`
        : `Has asked before and not bought yet.${f.style ? ` Say “${f.style}”.` : ''}`,
    new_buyer: (f) =>
      f.earlier > 0
        ? 'Has written before; not known yet.'
        : 'Here for the first time. A quick first answer counts more than a long one.',
    unpaid_order: (f) => `Ordered “${f.title}” ${f.placed} and has not paid. There is probably a question.`,
    order_on_road: (f) =>
      `“${f.title}” is on its way${f.carrier ? ` with ${f.carrier}` : ''}. Probably asks where it is.`,
    note: (f) => f.note,
    from: {
      order: 'From the order',
      word: 'From the words given',
      conversation: 'From an earlier chat',
      customer: 'From what we know of them',
    },
  },
})

export interface LineFacts {
  what: string
  trouble: string
  title: string
  due: string
  placed: string
  carrier: string
  lastTitle: string
  lastAt: string
  style: string
  note: string
  orders: number
  earlier: number
  isSoon: boolean
}
