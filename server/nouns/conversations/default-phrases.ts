import type { phraseKinds } from '#contract/conversations/phrases.ts'
import type { automaticKinds } from '#contract/conversations/conversations.ts'

/** Kinds of which a shop has phrases; how long it takes is worded by `rush/place.rules.ts`. */
export type AutomaticKind = Exclude<(typeof automaticKinds)[number], 'waiting'>

interface Shipped {
  /** By this name a shop is known to have had it, whatever became of it since. It never changes. */
  key: string
  kind: (typeof phraseKinds)[number]
  zh: [shortcut: string, text: string]
  en: [shortcut: string, text: string]
  isHolding?: true
}

/**
 * The phrases a new shop starts with, at least one of every kind (PHR-01). Greeting and closing are the practice's unified
 * ones (PHR-02, PHR-03); no text says how the buyer is addressed, the slots do (PHR-07).
 */
export const shippedPhrases: readonly Shipped[] = [
  {
    key: 'hello',
    kind: 'first_greeting',
    zh: [
      '首问',
      '{hail}，欢迎光临{shop}，我是客服{agent}，您的本次购物由我为您服务，请问有什么可以帮助您的？',
    ],
    en: ['hello', '{hail}, welcome to {shop}. I am {agent} and I will look after you today. How may I help?'],
  },
  {
    key: 'again',
    kind: 'returning_greeting',
    zh: ['老客', '{hail}，谢谢您再次光临我们的店铺。我是客服{agent}，这次有什么可以帮您？'],
    en: [
      'again',
      '{hail}, thank you for coming back to {shop}. I am {agent}. What can I do for you this time?',
    ],
  },
  {
    key: 'away',
    kind: 'away',
    zh: ['离开', '客服正在忙，还没能回答您。您的问题已经记下，回来马上答复您。'],
    en: [
      'away',
      'We are held up for a moment and have not answered you yet. Your question is noted and will be answered first.',
    ],
  },
  {
    key: 'closed',
    kind: 'closed_hours',
    zh: ['下班', '现在不在服务时间，{opens}开始有人回复。您先留言，开门先回您。'],
    en: [
      'closed',
      'We are closed now and answer from {opens}. Leave your question and it will be answered first.',
    ],
  },
  {
    key: 'size',
    kind: 'faq',
    zh: ['尺寸', '尺寸以商品页的表为准，手工测量会有 1 到 2 厘米的出入。'],
    en: [
      'size',
      'Sizes are as in the table on the product page; measured by hand they may differ by 1 to 2 cm.',
    ],
  },
  {
    key: 'packing',
    kind: 'packing_notice',
    zh: ['包装', '发货前我们会逐件检查，用{packing}包好，走{carrier}，大约{days}天送到。'],
    en: [
      'packing',
      'Every piece is checked before it leaves, packed in {packing}, sent with {carrier}, and takes about {days} days.',
    ],
  },
  {
    key: 'offer',
    kind: 'offer',
    zh: ['优惠', '现在有一个您用得上的优惠：{offer}，下单时会自动减。'],
    en: ['offer', 'There is an offer you can use: {offer}. It is taken off when you order.'],
  },
  {
    key: 'price',
    kind: 'bargaining',
    zh: ['议价', '我们是统一定价，对每位顾客都一样。能用的优惠我都替您看过了：{offer}。'],
    en: ['price', 'Our prices are the same for everyone. These are the offers you can use: {offer}.'],
  },
  {
    key: 'postage',
    kind: 'bargaining',
    zh: [
      '邮费',
      '邮费是付给快递的，给您的已经是优惠后的价，我们也贴了一部分；大件的邮费确实贵，还请您体谅。',
    ],
    en: [
      'postage',
      'The postage goes to the carrier; what you pay is already our reduced rate, and we bear a part of it. Large parcels do cost much, so thank you for understanding.',
    ],
  },
  {
    key: 'suggest',
    kind: 'recommendation',
    zh: ['推荐', '按您说的用途，我建议{product}，因为{reason}。'],
    en: ['suggest', 'For what you describe I suggest {product}, because {reason}.'],
  },
  {
    key: 'else',
    kind: 'probing_close',
    zh: ['还有', '请问{address}还有哪些地方不清楚的，都可以向我们说明的哦。'],
    en: ['else', 'Is anything else unclear? Please ask, we are glad to explain.'],
  },
  {
    key: 'confirm',
    kind: 'order_confirmation',
    zh: ['核对', '跟您核对一下订单 {order}：{items}，寄到{city}，对吗？'],
    en: ['confirm', 'Let me confirm order {order}: {items}, to {city}. Is that right?'],
  },
  {
    key: 'sent',
    kind: 'dispatch_notice',
    zh: ['发货', '您的订单 {order} 已经发出，{carrier}，单号 {tracking}，我替您盯着。'],
    en: ['sent', 'Your order {order} has left with {carrier}, number {tracking}. I am watching it for you.'],
  },
  {
    key: 'receive',
    kind: 'receipt_tips',
    zh: ['签收', '收到时请先看外箱，有破损当面拍照告诉我，我来处理。'],
    en: [
      'receive',
      'When it arrives please look at the box first. If anything is damaged, send me a photo and I will take care of it.',
    ],
  },
  {
    key: 'moment',
    kind: 'handover',
    zh: ['请稍等', '我让我们的售后人员来联系您哦，请您稍等。'],
    en: ['moment', 'I will have our after-sales colleague contact you. One moment, please.'],
    isHolding: true,
  },
  {
    key: 'checking',
    kind: 'handover',
    zh: ['在查', '在的，我马上为您查一下，请稍等。'],
    en: ['checking', 'I am here. Let me check that for you, one moment.'],
    isHolding: true,
  },
  {
    key: 'sorry',
    kind: 'apology',
    zh: ['抱歉', '给您添麻烦了，很抱歉。这件事由我负责到底，{due}前给您办法。'],
    en: [
      'sorry',
      'I am sorry for the trouble. I will see this through myself; you will have a solution by {due}.',
    ],
  },
  {
    key: 'sending',
    kind: 'sending_set',
    zh: [
      '发货说明',
      '发货前我们会逐件检查清楚，用{packing}包好，走{carrier}，正常{days}天送到。运单号一出来就发给您。',
    ],
    en: [
      'sending',
      'Every piece is checked before it leaves, packed in {packing}, sent with {carrier}, and usually takes {days} days. You get the number as soon as there is one.',
    ],
  },
  {
    key: 'understand',
    kind: 'empathy',
    zh: ['理解', '换了我也会着急的，给您添麻烦了。您先把情况说给我听，我记着。'],
    en: [
      'understand',
      'I would be worried, too, and I am sorry. Please tell me what happened; I am taking notes.',
    ],
  },
  {
    key: 'letdown',
    kind: 'empathy',
    zh: ['委屈', '盼了这么久收到却是这样，真的对不起。这件事由我来办，您不用再跟别人说一遍。'],
    en: [
      'letdown',
      'You waited for it and then it came like this; I am truly sorry. I am taking care of it, and you need not tell it twice.',
    ],
  },
  {
    key: 'toldus',
    kind: 'empathy',
    zh: ['谢指出', '谢谢您直接告诉我，这对我们很重要。{due}前给您一个办法，好吗？'],
    en: [
      'toldus',
      'Thank you for telling me; it matters to us. May I come back to you with a solution by {due}?',
    ],
  },
  {
    key: 'takeyourtime',
    kind: 'stay',
    zh: ['再看看', '不着急，您慢慢看。是哪一点还拿不准？说给我听，合适我再推荐，不合适我也直说。'],
    en: [
      'takeyourtime',
      'Please take your time. What are you still unsure of? If it does not suit you I will say so.',
    ],
  },
  {
    key: 'note',
    kind: 'stay',
    zh: ['留个话', '好的，那我把您问的记下来。有新情况要不要我告诉您一声？不方便就不打扰。'],
    en: [
      'note',
      'I will note what you asked. Shall I tell you when there is news? If not, I will not disturb you.',
    ],
  },
  {
    key: 'visit',
    kind: 'care_visit',
    zh: ['回访', '{hail}，上次的{product}用着还顺手吗？有不满意的地方请直接告诉我。'],
    en: ['visit', '{hail}, how is the {product} working for you? If anything is not right, please tell me.'],
  },
  {
    key: 'holiday',
    kind: 'holiday_greeting',
    zh: ['节日', '{hail}，{shop}祝您{festival}安康。'],
    en: ['holiday', '{hail}, {shop} wishes you a happy {festival}.'],
  },
  {
    key: 'thanks',
    kind: 'closing',
    zh: [
      '感谢',
      '感谢您的光临，每位顾客都是我们珍贵的朋友，如果您有任何疑问随时可以与我们联系，我们将继续为您提供竭诚的服务。',
    ],
    en: [
      'thanks',
      'Thank you for coming. Every customer is a dear friend to us; whenever you have a question, write to us and we will gladly help.',
    ],
  },
  {
    key: 'review',
    kind: 'rating_reminder',
    zh: ['评价', '如果用着满意，方便时请留一句评价，对我们很重要；不满意请先找我。'],
    en: [
      'review',
      'If you are happy with it, a line of review means a lot to us; if not, please tell me first.',
    ],
  },
]

const fallbacks: Record<AutomaticKind, Record<'zh' | 'en', { full: string; plain: string }>> = {
  greeting: {
    zh: {
      full: '{hail}，欢迎光临{shop}，我是客服{agent}，您的本次购物由我为您服务，请问有什么可以帮助您的？',
      plain: '{hail}，欢迎光临{shop}，请问有什么可以帮助您的？',
    },
    en: {
      full: '{hail}, welcome to {shop}. I am {agent} and I will look after you today. How may I help?',
      plain: '{hail}, welcome to {shop}. How may we help?',
    },
  },
  returning_greeting: {
    zh: {
      full: '{hail}，谢谢您再次光临我们的店铺。我是客服{agent}，这次有什么可以帮您？',
      plain: '{hail}，谢谢您再次光临我们的店铺。',
    },
    en: {
      full: '{hail}, thank you for coming back to {shop}. I am {agent}. What can I do for you?',
      plain: '{hail}, thank you for coming back to {shop}.',
    },
  },
  away: {
    zh: { full: '', plain: '客服正在忙，还没能回答您。您的问题已经记下，回来马上答复您。' },
    en: {
      full: '',
      plain: 'We are held up for a moment. Your question is noted and will be answered first.',
    },
  },
  closed_hours: {
    zh: {
      full: '现在不在服务时间，{opens}开始有人回复。您先留言，开门先回您。',
      plain: '现在不在服务时间。您先留言，开门先回您。',
    },
    en: {
      full: 'We are closed now and answer from {opens}. Leave your question and it will be answered first.',
      plain: 'We are closed now. Leave your question and it will be answered first.',
    },
  },
  closing: {
    zh: {
      full: '',
      plain:
        '感谢您的光临，每位顾客都是我们珍贵的朋友，如果您有任何疑问随时可以与我们联系，我们将继续为您提供竭诚的服务。',
    },
    en: {
      full: '',
      plain: 'Thank you for coming. Whenever you have a question, write to us and we will gladly help.',
    },
  },
}

/** Our own wording, for a shop that put its phrase away or whose slots cannot be filled now. */
export const defaultPhrase = (
  kind: AutomaticKind,
  language: 'zh' | 'en',
  known: { hasAgent: boolean; hasOpening: boolean },
): string => {
  const { full, plain } = fallbacks[kind][language]
  const canFill =
    kind === 'closed_hours'
      ? known.hasOpening
      : kind === 'greeting' || kind === 'returning_greeting'
        ? known.hasAgent
        : false
  return canFill ? full : plain
}
