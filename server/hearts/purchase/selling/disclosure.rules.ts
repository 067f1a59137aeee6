/**
 * 付款前说清楚 (ORD-01, ORD-03, SHP-12): the whole process, when it is sent, what sending costs, who carries it, how it can
 * be delivered, the offer that applies (ORD-02), and whatever is easily misunderstood. Read from the agent's own words.
 */
import { disclosureItems, type DisclosureItem } from '#contract/purchase/kinds.ts'
import { tellsOf, type SaidOffer } from '../price/offer-words.rules.ts'
import { inLanguage, whereMatched, whereSaid, type Both, type Said, type Terms } from '../said.rules.ts'

export type DisclosureTerms = Readonly<Record<DisclosureItem, Both>>

const when = String.raw`今天|今晚|当天|当日|明天|后天|次日|隔天|马上|立即|周[一二三四五六日天]|\d+\s*(?:点|时|小时|天|日|个工作日|:\d\d)|[一二两三四五七]天`
const goes = '发货|发出|寄出|发走|出库|揽收|能发|可以发|就发|给您发|给你发|送出'
const carriers =
  '顺丰|中通|圆通|申通|韵达|极兔|邮政|ems|京东(?:快递|物流)|德邦|百世|天天快递|优速|宅急送|快捷快递|菜鸟|丹鸟|跨越|安能'

const patterns: Record<DisclosureItem, RegExp[]> = {
  process: [
    /(下单|购买|付款|交易)(流程|步骤)/,
    /(拍下|下单|提交订单).{0,40}(付款|支付).{0,40}(发货|收货|验货|确认)/s,
    /\b(order|checkout|basket|cart)\b.{0,80}\bpay\w*\b.{0,80}\b(ship|send|dispatch|deliver|receive|confirm)/s,
  ],
  dispatch_time: [
    new RegExp(`(?:${when}).{0,14}(?:${goes})`, 's'),
    new RegExp(`(?:${goes}|发货时间).{0,10}(?:${when})`, 's'),
    /\b(ships?|shipped|dispatch\w*|leaves?|sent|send|goes out)\b.{0,40}\b(today|tomorrow|same day|within|by|before|next day|\d+ (hours?|days?))\b/,
    /\b(today|tomorrow|same day|within \d+ (hours?|days?)|before \d+:?\d*)\b.{0,40}\b(ships?|shipped|dispatch\w*|leaves?|sent|send|goes out)\b/,
  ],
  fee: [
    /包邮|免邮|免运费|运费(全)?免|不收运费|运费我们(出|付|承担)/,
    /(运费|邮费|快递费|配送费).{0,16}(\d|[一二两三五六八十]+(元|块)|到付|全免|您(出|付|承担))/,
    /\b(free (shipping|delivery|postage)|(shipping|delivery|postage) is (free|included|on us))\b/,
    /\b(shipping|postage|delivery|freight)\b.{0,30}([¥$€£]\s?\d|\d+([.,]\d+)?\s?(yuan|rmb|cny|usd|eur|gbp|dollars?|euros?|pounds?)|free)/,
    /[¥$€£]\s?\d+([.,]\d+)?.{0,20}\b(shipping|postage|delivery|freight)\b/,
  ],
  carrier: [
    new RegExp(carriers),
    /(承运|快递公司|快递)\s*[:：]\s*(走|用|发)?\s*\S{2,}/,
    /\b(sf express|yto|zto|sto|yunda|j&t|dhl|ups|fedex|usps|royal mail|dpd|evri|hermes|gls|postnl|australia post|canada post)\b/,
    /\b(carrier|courier)\b\s*(is|:)\s*\S{2,}/,
  ],
  methods: [
    /(送货|配送|收货|取件)方式/,
    /送货上门|送上门|上门自提|自提|自取|驿站|快递柜|丰巢|代收点|同城(配送|送|急送)|放门口/,
    /\b(home delivery|to (your|the) door|door[- ]to[- ]door|pick[- ]?up|parcel locker|collection point|(standard|express) (shipping|delivery)|delivery options?)\b/,
  ],
}

/** An offer that this buyer can use; from whoever knows the offers. */
export interface ApplicableOffer {
  id: string
  text: Both
  said: SaidOffer
}
/** Something easily misunderstood, of a product or a campaign. */
export interface Point {
  id: string
  text: Both
  terms: Terms
}
export interface Disclosed {
  item: DisclosureItem | 'offer' | 'point'
  /** Of the offer or the point; the item itself otherwise. */
  key: string
  /** `none`: no offer applies, so there is nothing to say. */
  state: 'said' | 'missing' | 'none'
  messageId: string | null
  text: Both
}

/** What was said and what is missing, in the order in which it is best said. */
export const readDisclosure = (
  messages: readonly Said[],
  facts: { terms: DisclosureTerms; offers: readonly ApplicableOffer[]; points: readonly Point[] },
): Disclosed[] => {
  const found = (message: Said | null) => ({
    state: message ? ('said' as const) : ('missing' as const),
    messageId: message?.id ?? null,
  })
  return [
    ...disclosureItems.map((item) => ({
      item,
      key: item,
      text: facts.terms[item],
      ...found(whereMatched(messages, patterns[item])),
    })),
    ...(facts.offers.length === 0
      ? [
          {
            item: 'offer' as const,
            key: 'offer',
            state: 'none' as const,
            messageId: null,
            text: { zh: '', en: '' },
          },
        ]
      : facts.offers.map((offer) => ({
          item: 'offer' as const,
          key: offer.id,
          text: offer.text,
          ...found(whereTold(messages, offer.said)),
        }))),
    ...facts.points.map((point) => ({
      item: 'point' as const,
      key: point.id,
      text: point.text,
      ...found(whereSaid(messages, point.terms)),
    })),
  ]
}

/** A question tells of an offer as well (「满 199 减 20，您要用吗？」), and it is told by the same words as beside the chat. */
const whereTold = (messages: readonly Said[], offer: SaidOffer): Said | null =>
  messages.find(({ author, text }) => author === 'agent' && tellsOf(offer, text)) ?? null

const openings: Both = {
  zh: '下单前跟您说明几点：',
  en: 'Before you order, so that nothing surprises you:',
}

/** One honest message with all that is missing; null when nothing is. A slot that nobody filled stays open for the agent. */
export const composeDisclosure = (items: readonly Disclosed[], language: 'zh' | 'en'): string | null => {
  const lines = items
    .filter(({ state }) => state === 'missing')
    .map(({ text }) => inLanguage(text, language))
    .filter((line) => line !== '')
  return lines.length === 0 ? null : [openings[language], ...lines].join('\n')
}

/** Said where the shop has written nothing of its own. What we cannot know is a slot, which the agent fills before sending. */
export const shippedTerms: DisclosureTerms = {
  process: {
    zh: '下单流程：选好规格拍下付款，我们核对后发货，您收到验好货再确认收货。',
    en: 'How it goes: choose and order, pay, we check and dispatch, you look it over and confirm receipt.',
  },
  dispatch_time: {
    zh: '发货时间：{几点} 前付款当天发出，之后第二天发出。',
    en: 'Dispatch: paid before {cutoff} it leaves the same day, later the next day.',
  },
  fee: { zh: '运费：{多少}。', en: 'Shipping: {freight}.' },
  carrier: { zh: '快递：走{快递公司}。', en: 'Carrier: {carrier}.' },
  methods: { zh: '送货方式：{怎么送}。', en: 'Delivery options: {methods}.' },
}
