/**
 * 讲价 [PRC-10]: which of a buyer's sentences try to bargain. Asking what offers there are, whether the carriage is included,
 * or saying that something is cheap, is no bargaining: only a request to be given more than the marked price gives.
 */
import type { BargainKind } from '#contract/purchase/bargains.ts'

const patterns: Readonly<Record<BargainKind, readonly RegExp[]>> = {
  lower: [
    /(?:再|能|可以|可不可以|能不能|给我?|帮我?|多|还能)(?:再|给我?)?(?:便宜|优惠|少|降)(?:一?点|一?些|几块|\d|吗|嘛|么|不|吧|$)/,
    /(?:便宜|优惠|少|降)(?:一?点|一?些)(?:吧|吗|嘛|么|呗|啦|了|呀|啊|可以|行|好不|嘞|再|就|我|$|[,。!?~])/,
    /少(?:个|点|掉)?\d+(?:元|块|毛)?(?:吧|吗|嘛|行|可以|好不|卖)/,
    /(?:最低|最便宜)(?:能|可以|多少|价|卖|给)|底价|(?:讲|议|砍)(?:个|一下|下)?价|实价|\d+(?:元|块)?(?:卖不卖|卖吗|行不行|行吗|可以吗|能卖)/,
    /(?:can|could|would) (?:you|i|we) .*(?:do better|(?:lower|better|cheaper|special) price|come down|(?:make|get) it cheaper|cheaper)/,
    /(?:best|lowest|final|last) price|lower (?:the|your) price|knock .{1,15} off|do better on (?:the )?price|any (?:wiggle )?room on (?:the )?price/,
  ],
  discount: [
    /(?:能|可以|可不可以|能不能|给我?|帮我?)(?:再|给我?)?打(?:个|一?点)?\d?折|打(?:个|点)折(?:吧|吗|呗|嘛|行|可以)|打[\d一二三四五六七八九.]+折(?:吧|吗|行|可以)|打折(?:吧|呗|嘛)/,
    /(?:give|get|have|offer) (?:me |us )?(?:a |any |some )?(?:small |little |extra )?discount|discount for me/,
  ],
  freight: [
    /(?:给我?|帮我?|能不能|可不可以|能否|能|可以|就)(?:给我?)?(?:包(?:个)?邮|免(?:个|掉|了|一下)?(?:邮|运)费?|免邮)/,
    /包(?:个)?邮(?:吧|呗|嘛|好不好|行不行|行吗|可以吗|我就)|(?:邮费|运费)(?:免|少|便宜|优惠|抹|去)(?:了|掉|点|一点|些|个)?(?:吧|吗|呗|嘛|行|可以|$)/,
    /(?:waive|drop|skip|cover|throw in) (?:the )?(?:shipping|postage|delivery)|(?:can|could) (?:you|i) .{0,20}free (?:shipping|delivery)/,
  ],
  gift: [
    /(?:多送|再送|送|给|加)(?:我)?(?:个|点|些|一个|份|一份)(?:小)?(?:礼物|礼品|赠品|东西|什么|小样|样品)|(?:能|可以)(?:不能|不可以)?送(?:我)?(?:个|点)/,
    /throw in|any freebie|(?:add|include|get) (?:me )?(?:a )?(?:small |little )?(?:free )?gift/,
  ],
  round: [
    /抹(?:个|掉|去|了)?零|(?:零头|尾数)(?:去|免|抹|不要|就)|凑(?:个)?整(?:吧|行|呗|嘛)|取(?:个)?整(?:吧|行)|round (?:it |that )?down/,
  ],
  elsewhere: [
    /(?:别家|别人家?|其他店|另一家|人家|隔壁|别的店|同款)[^,。!?]{0,10}(?:才|只要|便宜|卖\d|比你们?低)/,
    /(?:拼多多|京东|淘宝|天猫|抖音|1688|线下|实体店|网上)[^,。!?]{0,8}(?:才|只要|便宜|更低|卖\d)/,
    /(?:cheaper|less|for only \S+) (?:elsewhere|on |at |in (?:the |other )?(?:shop|store))|(?:other|another) (?:shop|store|seller)s? .{0,20}(?:cheaper|less|lower)|(?:saw|found) it (?:cheaper|for less)/,
  ],
}
/** Worries and praise that hold the same words. */
const innocent =
  /(?:会|要)(?:不会|不要)?(?:再)?(?:降价|便宜)(?:吗|么|嘛|$|[?])|(?:会不会|什么时候)[^,。!?]{0,6}(?:降价|便宜|打折|优惠)|便宜没好货|已经(?:很|够|挺)便宜/g

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('’', "'")

/** What is asked for, in a fixed order; empty: no attempt. */
export const bargainingIn = (text: string): BargainKind[] => {
  const plain = folded(text)
  const chinese = plain.replaceAll(/\s+/g, '').replaceAll(innocent, '')
  const english = plain.replaceAll(/\s+/g, ' ').replaceAll(innocent, '')
  return (Object.keys(patterns) as BargainKind[]).filter((kind) =>
    patterns[kind].some((pattern) => pattern.test(chinese) || pattern.test(english)),
  )
}
