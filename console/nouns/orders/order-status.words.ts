import { defineWords } from '../../parts/words.tsx'

/** Where an order stands, in the words of the shop; `unknown` is said by the platform's own word. */
export const orderStatusWords = defineWords({
  zh: {
    pending: '等付款',
    paid: '等发货',
    partially_shipped: '发了一部分',
    shipped: '在路上',
    completed: '已完成',
    closed: '已关闭',
    cancelled: '已取消',
    unknown: '说不清',
  },
  en: {
    pending: 'awaiting payment',
    paid: 'to be sent',
    partially_shipped: 'partly sent',
    shipped: 'on its way',
    completed: 'completed',
    closed: 'closed',
    cancelled: 'cancelled',
    unknown: 'unclear',
  },
})

/** The status in words, or as the platform said it where we do not know the word. */
export function statusSaid(
  words: Readonly<Record<string, string>>,
  status: string,
  sourceStatus = '',
): string {
  if (status === 'unknown' && sourceStatus !== '') return sourceStatus
  return words[status] ?? (sourceStatus || status)
}
