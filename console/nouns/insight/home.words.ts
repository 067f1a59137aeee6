import type { ReactNode } from 'react'
import { defineWords, sentence } from '../../parts/words.tsx'

const s = (n: number) => (n === 1 ? '' : 's')

export const homeWords = defineWords({
  zh: {
    title: '五心',
    lastDays: '过去七天', range: (from: string, to: string) => `${from} 至 ${to}`,
    orders: (n: string) => `${n} 单`, talks: (n: string) => `${n} 段对话`, dataAt: (time: string) => `数据到 ${time}`,
    thing: '五心',
    verdict: {
      empty: '这张桌子是新的。先做这几件，第一位买家来的时候就接得住。',
      unattended: (waiting: ReactNode) => sentence('现在有 ', waiting, '等着，没有人在岗。'),
      broken_one: (heart: string, what: string, given: ReactNode, broken: ReactNode, isOnly: boolean) =>
        sentence(`这七天在${heart}上失了信：答应「${what}」的 `, given, '，', broken, `没守住。${isOnly ? '别的四颗心没失过信。' : ''}`),
      broken_some: (heart: string, ended: ReactNode, broken: ReactNode, isOnly: boolean) =>
        sentence(`这七天在${heart}上失了信：到期的 `, ended, '，', broken, `没守住。${isOnly ? '别的四颗心没失过信。' : ''}`),
      late: (turns: ReactNode, late: ReactNode, seconds: number, isAllKept: boolean) =>
        sentence('这七天买家开口 ', turns, '，', late, `等过了 ${seconds} 秒。${isAllKept ? '说过的话都守住了。' : ''}`),
      kept: (words: ReactNode) => sentence('这七天到期的 ', words, '都守住了，也没有让谁久等。'),
      in_time: (turns: ReactNode, seconds: number) => sentence('这七天买家开口 ', turns, `，都在 ${seconds} 秒里接住了。`),
      only_orders: (orders: ReactNode) => sentence(orders, '已经在这里，还没有买家来问过。'),
    },
    nWords: (n: number) => `${n} 句`, nTurns: (n: number) => `${n} 次`, nOrders: (n: number) => `${n} 单`, nBuyers: (n: number) => `${n} 位买家`,
    flows: { purchase: '购买', dispatch: '发货', delivery: '送货', aftersales: '售后', care: '关怀' },
    kept: (percent: number) => `守话 ${percent}%`, unknown: (percent: number) => `未知 ${percent}%`, open: (n: number) => `没到期 ${n}`,
    noData: '还没有数据',
    noDataWhy: {
      purchase: '有买家来问就开始算', dispatch: '答应了发货就开始算', delivery: '答应了送到就开始算',
      aftersales: '答应了售后就开始算', care: '答应了回访就开始算',
    },
    legendGood: '好：说过的话都守住', legendUnknown: '还不知道', legendLost: '失掉的', how: '怎么算的', howTitle: '五瓣花怎么算',
    howLines: [
      '一单一颗心：买家点了不好，或者有一句话没守住，就是失掉；点了好，或者说过的话守住了，就是好；别的都是还不知道。',
      '分数是好的那一份占全部的百分之几。每一瓣按面积填：从花心往外，先是好的，再是还不知道的，失掉的空着。',
      '五颗心不加成一个总分：一颗心的好，补不了另一颗的失信。',
      '答得快慢是我们量自己的钟，不算进分数，只用来说明为什么。',
    ],
    answers: '应答', median: (seconds: string) => `一半在 ${seconds} 秒里`, automatic: (n: number) => `自动答 ${n} 次，另算`,
    noTurns: '这七天没有买家开口。',
    within: (seconds: number) => `${seconds} 秒内`, between: (from: number, to: number) => `${from} 到 ${to} 秒`, over: (seconds: number) => `超过 ${seconds} 秒`,
    now: '此刻', waiting: '等我们答', owed: '欠一个回答', onDesk: '在岗', people: (n: number) => `${n} 位`, nobody: '没有人',
    firstThing: '先做这一件', thenThese: '接着', setUp: '开张的几件事',
    steps: {
      import_orders: { title: '把订单放进来', about: '淘宝订单报表或 Shopify 导出。先试一遍，不合的行说清第几行、为什么。', go: '导入订单' },
      put_widget: { title: '把聊天放到网站上', about: '一行代码。买家在您的网页上开口，这里就响。', go: '看那一行代码' },
      invite_team: { title: '请同事进来', about: '发一个链接，七天有效，用一次就失效。', go: '请人' },
      set_hours: { title: '核一下营业时间', about: '不改就是每天 09:00 到 22:00。时限只在营业时间里走。', go: '看营业时间' },
      go_on_desk: { title: '上岗', about: '现在没有人在岗，新来的买家分不出去。', go: '我来接待' },
      answer_waiting: { title: '先去答等着的买家', about: '有人在等。', go: '去对话' },
    },
    mostBroken: '最常失信的一句', brokenOf: (given: number, broken: number) => `${given} 句里 ${broken} 句`, seeBroken: (n: number) => `看这 ${n} 句`,
    noneBroken: '这七天没有一句失信。',
    thanks: '该谢的一个人', thanksLine: (name: string, of: ReactNode, seconds: number, caught: ReactNode) =>
      sentence(`${name}。`, of, `急着问，${seconds} 秒里接住 `, caught, '。'),
    nPeople: (n: number) => `${n} 位`,
    risks: '接下来到期的话', risksRange: '每天到期几句', nothingDue: '七天里没有要到期的话。',
    riskLine: (count: ReactNode, usual: number) => sentence('到期集中，', count, `，平日 ${usual}`), seeDue: (n: number) => `看这 ${n} 句`,
    dueOn: (day: string, n: number) => `${day} ${n} 句`,
  },
  en: {
    title: 'Five hearts',
    lastDays: 'Last seven days', range: (from, to) => `${from} to ${to}`,
    orders: (n) => `${n} orders`, talks: (n) => `${n} conversations`, dataAt: (time) => `as of ${time}`,
    thing: 'The five hearts',
    verdict: {
      empty: 'This desk is new. Do these few things, and the first buyer will be in good hands.',
      unattended: (waiting) => sentence(waiting, ' waiting now, and nobody is on the desk.'),
      broken_one: (heart, what, given, broken, isOnly) =>
        sentence(`We broke our word in ${heart} these seven days: of `, given, ` saying “${what}”, `, broken, ` did not hold.${isOnly ? ' The other four hearts broke none.' : ''}`),
      broken_some: (heart, ended, broken, isOnly) =>
        sentence(`We broke our word in ${heart} these seven days: of `, ended, ' that fell due, ', broken, ` did not hold.${isOnly ? ' The other four hearts broke none.' : ''}`),
      late: (turns, late, seconds, isAllKept) =>
        sentence('Buyers spoke up ', turns, ' these seven days; ', late, ` they waited more than ${seconds} s.${isAllKept ? ' Every word given was kept.' : ''}`),
      kept: (words) => sentence('All ', words, ' that fell due were kept, and nobody was left waiting.'),
      in_time: (turns, seconds) => sentence('Buyers spoke up ', turns, ` these seven days, each answered within ${seconds} s.`),
      only_orders: (orders) => sentence(orders, ' in, and no buyer has asked anything yet.'),
    },
    nWords: (n) => `${n} word${s(n)}`, nTurns: (n) => (n === 1 ? 'once' : `${n} times`), nOrders: (n) => `${n} order${s(n)}`, nBuyers: (n) => `${n} buyer${n === 1 ? ' is' : 's are'}`,
    flows: { purchase: 'purchase', dispatch: 'dispatch', delivery: 'delivery', aftersales: 'after-sales', care: 'care' },
    kept: (percent) => `kept ${percent}%`, unknown: (percent) => `unknown ${percent}%`, open: (n) => `open ${n}`,
    noData: 'no data yet',
    noDataWhy: {
      purchase: 'starts with a question', dispatch: 'starts with a date given', delivery: 'starts with a date given',
      aftersales: 'starts with a word given', care: 'starts with a call given',
    },
    legendGood: 'good: every word kept', legendUnknown: 'not known yet', legendLost: 'lost', how: 'How it is counted', howTitle: 'How the flower is counted',
    howLines: [
      'Per order and heart: lost if the buyer tapped bad or any word broke; else good if they tapped good or a word was kept; else not known.',
      'The score is the share of good in all. Each petal is filled by area from the middle outward: good first, then not known; what is lost stays empty.',
      'There is no total: one heart’s good does not mend another’s broken word.',
      'Seconds to an answer are a clock we measure ourselves by. They explain a score and are no part of it.',
    ],
    answers: 'Answers', median: (seconds) => `half within ${seconds} s`, automatic: (n) => `${n} automatic, apart`,
    noTurns: 'No buyer spoke up these seven days.',
    within: (seconds) => `within ${seconds} s`, between: (from, to) => `${from} to ${to} s`, over: (seconds) => `over ${seconds} s`,
    now: 'Right now', waiting: 'waiting for us', owed: 'owed an answer', onDesk: 'on desk', people: (n) => `${n}`, nobody: 'nobody',
    firstThing: 'Do this first', thenThese: 'Then', setUp: 'To open the desk',
    steps: {
      import_orders: { title: 'Bring your orders in', about: 'A Taobao order report or a Shopify export. Tried first; refused lines are named with their reason.', go: 'Import orders' },
      put_widget: { title: 'Put the chat on your site', about: 'One line of code. A buyer speaks on your page, and it rings here.', go: 'See the line' },
      invite_team: { title: 'Ask your colleagues in', about: 'A link, good for seven days, once.', go: 'Invite' },
      set_hours: { title: 'Check the opening hours', about: 'Every day 09:00 to 22:00 unless you change it. Clocks run only while you are open.', go: 'See the hours' },
      go_on_desk: { title: 'Go on the desk', about: 'Nobody is on it: new buyers have nowhere to go.', go: 'I am here' },
      answer_waiting: { title: 'Answer those who wait', about: 'Somebody is waiting.', go: 'To the inbox' },
    },
    mostBroken: 'The word most broken', brokenOf: (given, broken) => `${broken} of ${given}`, seeBroken: (n) => `See the ${n}`,
    noneBroken: 'No word was broken these seven days.',
    thanks: 'One person to thank', thanksLine: (name, of, seconds, caught) =>
      sentence(`${name}. Of `, of, ` buyers in a hurry, `, caught, ` had an answer within ${seconds} s.`),
    nPeople: (n) => `${n}`,
    risks: 'Words falling due', risksRange: 'per day', nothingDue: 'Nothing falls due within seven days.',
    riskLine: (count, usual) => sentence('many at once, ', count, `, usually ${usual}`), seeDue: (n) => `See the ${n}`,
    dueOn: (day, n) => `${day} ${n}`,
  },
})
