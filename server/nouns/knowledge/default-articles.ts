import type { Mark, Section } from '#contract/knowledge/kinds.ts'

export interface Said {
  title: string
  answer: string
  questions: readonly string[]
  body: string
}
export interface Shipped {
  key: string
  section: Section
  mark?: Mark
  /** In force from the first day; the others are drafts, as only the shop knows whether they are true of it. */
  isApproved: boolean
  zh: Said
  en: Said
}

/** What a new shop begins with: how to buy (BUY-01), why paying is safe (BUY-02), and what it should say of itself. */
export const shippedArticles: readonly Shipped[] = [
  {
    key: 'purchase-steps',
    section: 'faq',
    isApproved: true,
    zh: {
      title: '购买步骤',
      answer:
        '{hail}，购买一共四步：① 选好规格和数量，点购买；② 核对收货地址和电话，提交订单；③ 付款；④ 收到后先检查，满意再确认收货。哪一步不清楚，随时问我。',
      questions: ['怎么买', '怎么下单', '第一次网购不会操作', '下单流程是什么', '怎么确认收货'],
      body: `## 四步

1. **下单**：选规格、数量，点购买。拿不准规格先问我们。
2. **付款**：核对地址、电话、件数再付。
3. **收货**：先看外箱，再看里面，件数对得上再签收。
4. **确认**：没有问题再确认收货；有问题先别确认，直接找我们。

不会操作的买家，一步一步陪着做：说一步，等对方做完，再说下一步。`,
    },
    en: {
      title: 'How to buy',
      answer:
        '{hail}, buying takes four steps: 1. choose size and number and place the order; 2. check address and phone; 3. pay; 4. look at the goods when they arrive, and confirm only when they are right. Ask me at any step.',
      questions: [
        'How do I order?',
        'How do I place an order?',
        'What are the steps to buy?',
        'I have never bought online',
      ],
      body: `## Four steps

1. **Order**: choose size and number. Ask us where you are not sure.
2. **Pay**: check address, phone and number of pieces first.
3. **Receive**: look at the box, then inside, and count.
4. **Confirm**: only when all is right; otherwise tell us first.`,
    },
  },
  {
    key: 'payment-safety',
    section: 'faq',
    isApproved: true,
    zh: {
      title: '付款安全吗',
      answer:
        '{hail}，请放心：付款在支付平台上完成，我们看不到您的密码和卡号。我们不会向您要验证码，也不会请您私下转账；有人以我们的名义这样做，请别理会并告诉我。',
      questions: ['在你们这里买安全吗', '会不会被骗', '第一次买不放心', '钱付了不发货怎么办', '付款有保障吗'],
      body: `## 买家怕什么，怎么说

- 怕**付了钱不发货**：说清截单时间，发货后给单号。
- 怕**货不对板**：说清退换规则，退货运费谁出。
- 怕**信息泄露**：我们只用地址和电话发货。

**不可以**说「绝对」「百分之百」；不可以请买家离开平台付款。`,
    },
    en: {
      title: 'Is it safe to pay?',
      answer:
        '{hail}, yes: you pay with the payment provider, and we never see your password or card number. We never ask for codes or private transfers; if somebody does so in our name, please ignore it and tell me.',
      questions: [
        'Can I trust you?',
        'Is my card safe?',
        'What if I pay and nothing comes?',
        'Is this a scam?',
      ],
      body: `## What buyers fear, and what to say

- **Paid and nothing sent**: name the cut-off hour, and the tracking number as soon as there is one.
- **Not as shown**: say how a return works and who pays for it.
- **Data**: address and phone are used for sending only.

Never say "absolutely" or "hundred percent"; never ask anybody to pay elsewhere.`,
    },
  },
  {
    key: 'dispatch',
    section: 'faq',
    isApproved: false,
    zh: {
      title: '什么时候发货',
      answer: '{hail}，今天 {time} 前付款的今天发出，之后的明天发出；发出后我把单号给您。',
      questions: ['付款后多久发货', '今天能发吗', '几点截单'],
      body: '写上本店的截单时间、周末和节假日是否发货、预售怎么算。确认无误再批准。',
    },
    en: {
      title: 'When orders are sent',
      answer:
        '{hail}, what is paid by {time} leaves today, later orders tomorrow; you get the tracking number then.',
      questions: ['When do you ship?', 'Does it go out today?', 'What is the cut-off?'],
      body: 'Fill in your own cut-off, weekends and holidays, and how pre-orders work. Then approve.',
    },
  },
  {
    key: 'returns',
    section: 'faq',
    isApproved: false,
    zh: {
      title: '退换货规则',
      answer: '{hail}，收到后 {days} 天内不影响再次销售都可以退换；质量问题来回运费我们出，其他原因由您出。',
      questions: ['可以退货吗', '能换吗', '退货运费谁出', '七天无理由退货'],
      body: '写上本店的天数、不能退的商品、退货地址和退款时间。确认无误再批准。',
    },
    en: {
      title: 'Returns and exchanges',
      answer:
        '{hail}, within {days} days unused goods can come back; we pay both ways when it is our fault, otherwise you do.',
      questions: ['Can I return it?', 'Can I exchange it?', 'Who pays for the return?'],
      body: 'Fill in your days, what cannot come back, the address and when the money returns. Then approve.',
    },
  },
  {
    key: 'contact',
    section: 'faq',
    isApproved: false,
    zh: {
      title: '怎么联系我们',
      answer: '{hail}，我们每天 {hours} 在线；不在的时候请留言，第二天最先回您。',
      questions: ['客服几点上班', '晚上有人吗', '电话多少'],
      body: '写上在线时间和电话。确认无误再批准。',
    },
    en: {
      title: 'How to reach us',
      answer:
        '{hail}, we are here every day {hours}; leave a message otherwise and you are first in the morning.',
      questions: ['When are you open?', 'Is anybody there at night?', 'What is your phone number?'],
      body: 'Fill in your hours and phone number. Then approve.',
    },
  },
  {
    key: 'platform-rules',
    section: 'rule',
    isApproved: false,
    zh: {
      title: '平台规则：在线时间与回复',
      answer: '',
      questions: [],
      body: `把平台对在线时间、回复速度、发货时限的要求写在这里，附上原文地址。批准以后，每位客服都要读完并确认；改过之后要再确认一次。

- 在线时间：
- 首次回复：
- 发货时限：
- 不可以说、不可以发的：`,
    },
    en: {
      title: 'Platform rules: hours and answers',
      answer: '',
      questions: [],
      body: `Write down what your platform demands of hours, answers and dispatch, with a link to its text. Once approved everybody reads and acknowledges it, and again after each change.

- Hours:
- First answer:
- Dispatch:
- What must not be said or sent:`,
    },
  },
]
