/** 明码标价 [PRC-06]: nobody changes a price in chat; coupons, reductions and offers follow rules and may be named. */
import { shipped } from './entry.rules.ts'

const fixed = {
  zh: '标价对谁都一样，只有按规则的优惠可以给。',
  en: 'The marked price is the same for everybody; only offers by rule apply.',
}
const offers = [
  '(券|满减|满#|红包|会员价|活动|积分|凑单|退差|差价|补差|运费|邮费|立减|优惠码|预售|定金|第二件|满额)',
  '(券|满减|满#|红包|会员价|会员|活动|积分|优惠码|预售|满额)…(便宜|优惠|少|减|省|抹|打|降|算|收)',
  '(优惠|便宜|减)(了|过|的时候|的那)',
]

export const priceChanges = [
  ...shipped('price_change', 'zh', [
    {
      id: 'cheaper_for_you',
      words: [
        '(给|帮|为|替)(您|你|亲)…(便宜|少|减|优惠|让|抹|降|省)(个|了|到|掉|去|您|你|点|)#(块|元|折)',
        '(便宜|少收|少算|减|让|抹掉|抹|降|让利|优惠)(您|你|亲|)#(块钱|块|元)(钱|)(给|吧|卖|可以|行|怎么样|发|成交)',
        '(便宜|少收|少算|抹|降|让)(您|你|亲|)#(块钱|块|元)',
        '(给|帮|为|替)(您|你|亲)(改|调|降)(一下|下|个|)(价|价格)',
        '(改|调)(一下|下|个|)(价|价格)(给|后|好|了|吧|，)',
        '(我|这边)(来|)(改|调)(一下|下|个|)价',
        '(抹|去)(个|掉|)(零头|零)',
        '(算|收|按)(您|你|亲)…#(块|元)(钱|)(吧|好了|行|就|一个|一件|卖|给|)',
        '#(块|元)(钱|)(卖|给|拿|成交)(您|你|亲|给您|给你)',
        '(给|帮)(您|你|亲)(打|来)(个|)#折',
        '(给|帮)(您|你|亲)(个|一个)(内部价|员工价|友情价|成本价|底价|最低价|优惠价|折扣价)',
        '(私下|线下|微信|直接)(转|付)(我|给我|)…(便宜|优惠|少)',
      ],
      exceptions: offers,
      reason: fixed,
      better: '我们是明码标价，对每位顾客都一样。能用的优惠我都替您看一遍。',
    },
  ]),
  ...shipped('price_change', 'en', [
    {
      id: 'cheaper_for_you',
      words: [
        "(i'll|i will|i can|we can|we'll|we will|let me) (take|knock|cut|drop|lower|reduce)… (off|the price|it to)",
        "(i'll|i will|i can|we can|we'll|we will) (do it|let it go|sell it|give it|let you have it)… for (only |just |)($|£|€|)#",
        "(i'll|i will|i can|we can|we'll|let me) (give|make|offer) you (a |)(special |better |cheaper |)(price|deal|discount|#% off)",
        "(i'll|i will|i can|we can|let me) (change|adjust|lower|edit) (the|your|its) price",
        "(staff|insider|cost|friend's|friends) price",
      ],
      exceptions: ['(coupon|voucher|offer by|promotion|member|code|shipping|postage|bundle)'],
      reason: fixed,
      better: 'Our prices are the same for everyone. Let me look for the offers you can use.',
    },
  ]),
]
