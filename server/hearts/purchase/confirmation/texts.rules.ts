/**
 * What a buyer is sent to confirm an order, and what to mind on receipt [ORD-07, ORD-09]: 您, short, no advertising, what happens
 * next is said. With a link where the store's contact policy allows one; else the whole order as text, to be answered in the
 * platform's own chat.
 */
export interface ConfirmedText {
  hail: string
  shopName: string
  orderTail: string
  items: readonly { title: string; variant: string | null; quantity: number }[]
  recipient: { name: string | null; phone: string | null; address: string | null }
  wish: string | null
  /** `17:00`, with the day before it when it is not today's. */
  until: string
  link: string | null
}
/** Lines named one by one; the rest is counted. */
const mostItems = 5

export const confirmText = (language: 'zh' | 'en', text: ConfirmedText): string =>
  language === 'zh' ? chinese(text) : english(text)

const chinese = (text: ConfirmedText): string => {
  const head = `${text.hail}，您的订单（尾号 ${text.orderTail}）收到付款了，跟您核对一下。`
  if (text.link !== null)
    return `${head}\n东西、地址都在这里，没错点一下就好，要改也在这里改：\n${text.link}\n${text.until} 前都能改。`
  const goods = text.items
    .slice(0, mostItems)
    .map((item) => `${item.title}${item.variant ? `（${item.variant}）` : ''} × ${item.quantity}`)
  const more = text.items.length > mostItems ? [`等 ${text.items.length} 样`] : []
  const place = [text.recipient.name, text.recipient.phone, text.recipient.address].filter(Boolean).join('，')
  return [
    head,
    `您买的：${[...goods, ...more].join('；')}`,
    ...(place ? [`寄到：${place}`] : []),
    ...(text.wish ? [`您留的话：${text.wish}`] : []),
    `都对的话回一句「没错」；要改哪一样，${text.until} 前直接告诉我。不方便回也不要紧，我们按上面的发。`,
  ].join('\n')
}

const english = (text: ConfirmedText): string => {
  const head = `${text.hail}, your order ending in ${text.orderTail} is paid. May we check it with you?`
  if (text.link !== null)
    return `${head}\nItems and address are here; one tap if all is right, and you can change it here, too:\n${text.link}\nOpen for changes until ${text.until}.`
  const goods = text.items
    .slice(0, mostItems)
    .map((item) => `${item.title}${item.variant ? ` (${item.variant})` : ''} × ${item.quantity}`)
  const more = text.items.length > mostItems ? [`${text.items.length} products in all`] : []
  const place = [text.recipient.name, text.recipient.phone, text.recipient.address].filter(Boolean).join(', ')
  return [
    head,
    `You bought: ${[...goods, ...more].join('; ')}`,
    ...(place ? [`It goes to: ${place}`] : []),
    ...(text.wish ? [`Your note: ${text.wish}`] : []),
    `If all is right, reply “yes”; to change anything, tell me before ${text.until}. If you have no time to reply, we send it as above.`,
  ].join('\n')
}

/** [ORD-09] What to mind on receipt, one sentence each. */
export const receiptTips: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: [
    '收到先看外箱，破了、湿了、封条动过，先拍照再签收，或者当场拒收。',
    '当着快递员打开，照装箱单点一点件数和配件。',
    '有缺有坏，24 小时内告诉我们，不用先寄回来。',
  ],
  en: [
    'Look at the box first. If it is torn, wet or was opened, take a picture before you sign, or refuse it.',
    'Open it while the courier is there and count pieces and parts against the packing list.',
    'If something is missing or broken, tell us within 24 hours; nothing has to be sent back first.',
  ],
}

export const tipsText = (
  language: 'zh' | 'en',
  moment: 'payment' | 'dispatch',
  hail: string,
  orderTail: string,
): string => {
  const tips = receiptTips[language].map((tip, i) => `${i + 1}. ${tip}`).join('\n')
  if (language === 'zh')
    return `${hail}，${moment === 'payment' ? `您的订单（尾号 ${orderTail}）我们在备货了。到货的时候，请您留意：` : `您的包裹（订单尾号 ${orderTail}）已经在路上。收的时候，请您留意：`}\n${tips}`
  return `${hail}, ${moment === 'payment' ? `we are preparing your order ending in ${orderTail}. When it arrives, please mind:` : `your parcel (order ending in ${orderTail}) is on its way. On receipt, please mind:`}\n${tips}`
}
