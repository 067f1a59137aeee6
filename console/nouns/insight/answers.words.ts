import { defineWords } from '../../parts/words.tsx'

export const answersWords = defineWords({
  zh: {
    title: '应答', thing: '应答', by: '按什么看', agent: '按人', hour: '按钟点', channel: '按渠道', period: '看多久', days: { 1: '过去一天', 7: '过去七天', 30: '过去三十天' },
    first: '只看首问', columns: { turns: '开口', median: '一半在', unanswered: '没人答', automatic: '自动' },
    within: (s: number) => `${s} 秒内`, between: (a: number, b: number) => `${a} 到 ${b} 秒`, over: (s: number) => `超过 ${s} 秒`,
    seconds: (s: string) => `${s} 秒`, autoNote: '自动答不算人答，只数在最后一列；下班后开口的，从开门起算。',
    none: '这段时间没有买家开口。', noneLead: '买家开口一次，到有人回话为止，算一次应答。首问不超过 7 秒，最晚 10 秒。',
    rows: '这些对话', all: '全部', of: (name: string) => `${name}的`, noRows: '没有这样的对话。', more: '看后面的', open: '还开着', closed: '已了结', unnamed: '没有文字',
    clocks: { kept_target: '7 秒内答的', kept: '10 秒内答的', missed: '答晚了的' }, clear: '看全部',
  },
  en: {
    title: 'Answers', thing: 'The answers', by: 'Sorted by', agent: 'By person', hour: 'By hour', channel: 'By channel', period: 'Period', days: { 1: 'Last day', 7: 'Last seven days', 30: 'Last thirty days' },
    first: 'First questions only', columns: { turns: 'Asked', median: 'Half within', unanswered: 'Unanswered', automatic: 'Automatic' },
    within: (s) => `within ${s} s`, between: (a, b) => `${a} to ${b} s`, over: (s) => `over ${s} s`,
    seconds: (s) => `${s} s`, autoNote: 'Automatic answers are no answers; they stand in the last column. What is asked after hours counts from opening.',
    none: 'No buyer spoke up in this time.', noneLead: 'One turn runs from a buyer’s message to a person’s answer. First answers within 7 s, at the latest 10 s.',
    rows: 'The conversations', all: 'All', of: (name) => name, noRows: 'No such conversation.', more: 'Show more', open: 'open', closed: 'settled', unnamed: 'no text',
    clocks: { kept_target: 'answered within target', kept: 'answered before due', missed: 'answered late' }, clear: 'Show all',
  },
})
