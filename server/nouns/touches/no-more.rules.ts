/**
 * 不再打扰 [CARE-20]: a buyer says that they want no more of it, in Chinese or English. Heard where it is said of being written to;
 * not of the order, the parcel or the courier (别发顺丰, 我要退订单, do not email the invoice), and not of politeness (打扰一下).
 */

/** A sentence about the goods or who brings them is none about our messages. */
const aboutElse =
  /快递|送货|派件|派送|配送|门铃|敲门|发货|包裹|货物|顺丰|中通|圆通|申通|韵达|邮政|courier|deliver|parcel|package|invoice|driver|doorbell/i

const chinese = [
  // 别再给我发了、以后不要再发消息、请不要发广告
  /(?:别|不要|勿|请勿|莫|甭|不许|停止)(?:再|老是?|总是?|一直|天天|每天)(?:给我|向我|跟我|对我)?(?:发(?!错|漏|少|重|票|顺|中|圆|申|韵|邮|那|这|个)|推送|推销|推荐|联系|打电话|来烦)/,
  /(?:别|不要|勿|请勿|莫|甭|停止)(?:再)?(?:给我|向我|跟我|对我)?(?:发送?|推送|推)(?:任何|这种|这类|这些|此类|那种)?(?:消息|信息|短信|广告|推荐|推销|优惠|活动|营销|东西的?广告)/,
  /(?:别|不要|勿|请勿|莫|停止)(?:再)?(?:来|给我|向我|跟我)?(?:推销|骚扰|打扰(?!到)|烦我)/,
  /不(?:需要|想要?|要)(?:再)?(?:收到?|接收|看到?)(?:到)?(?:你们?的?|您们?的?|店里的?)?(?:任何|这种|这类|这些|此类)?(?:消息|信息|短信|广告|推荐|推销|推送|营销)/,
  /退订(?!单|金|购|货|的?房|酒店)/,
  /(?:别|不要)(?:再)?联系我/,
]
const english = [
  /\bunsubscribe\b/i,
  /\bopt(?:ing)?[\s-]?out\b/i,
  /\bstop\s+(?:\w+\s+){0,2}?(?:messag|text|e-?mail|contact|writ|spam|bother|pester|advertis|send(?:ing)?\s+(?:me\s+)?(?:\w+\s+){0,2}?(?:messages?|ads?|adverts?|offers?|promotions?|e-?mails?|texts?|spam|this|these))/i,
  /\bno\s+more\s+(?:\w+\s+)?(?:messages?|ads?|adverts?|offers?|promotions?|e-?mails?|texts?|spam|suggestions?)\b/i,
  /\b(?:do\s?n[o']?t|don’t|do not|never|please not)\s+(?:\w+\s+)?(?:message|text|e-?mail|contact|write(?:\s+to)?|bother|disturb|pester)\s+me\b/i,
  /\b(?:do\s?n[o']?t|don’t|do not)\s+send\s+(?:me\s+)?(?:any\s+)?(?:more\s+)?(?:messages?|ads?|adverts?|offers?|promotions?|spam|suggestions?)\b/i,
  /\bleave\s+me\s+alone\b/i,
  /\b(?:take|remove)\s+me\s+(?:off|from)\s+(?:\w+\s+){0,2}list\b/i,
]
/** The whole message, as answers to texts are written. */
const alone =
  /^[\s“”"'「」]*(?:t|td|stop|退订|不用再发|别再发|别发了|不要发了|勿扰)(?:了|啦|吧)?[\s“”"'「」.!。！]*$/i

/** The sentence in which the buyer said so; null where they did not. */
export const noMoreIn = (text: string): string | null => {
  if (alone.test(text)) return text.trim()
  for (const sentence of text.split(/[。！？!?；;\n]+|(?<=[a-z])\.\s+/i)) {
    if (aboutElse.test(sentence)) continue
    if ([...chinese, ...english].some((phrase) => phrase.test(sentence))) return sentence.trim()
  }
  return null
}
