/** 争辩、不耐烦 [BUY-07]: feelings first, then the matter. */
import { shipped } from './entry.rules.ts'

const calm = {
  zh: '这句听着不耐烦，先接住买家的心情，再说事情。',
  en: 'This sounds impatient: meet the feeling first, then the matter.',
}
const zhBetter = '怪我没有说清楚，我再跟您说一遍。'
const enBetter = 'I am sorry that was not clear; let me explain it again.'

export const argumentWords = [
  ...shipped('argument', 'zh', [
    {
      id: 'impatient',
      words: [
        '(你|您)(自己|)(不会|不能|不知道)(自己|)(看|查|找|搜|想|量|算|试)(吗|么|啊|嘛|？|?)',
        '(你|您|)(自己|自个儿)(不会|)(去|)(看|查|搜|翻)(吧|啊|呀|嘛|详情|页面|说明)',
        '(不是|刚才|刚刚|上面|前面|已经|早就|都)(都|跟您|跟你|和你|和您|)(已经|)(说|讲|告诉|写|回答|回复)(过|了|得|的)(很|)(清楚|明白|了|很多遍|好几遍|好多次|几遍了)(吗|么|嘛|)',
        '不是(跟您|跟你|和你|都|已经|)(说|讲|写|告诉)(过|了|得)(很清楚|)(吗|么|嘛|？|?)',
        '(说|讲|回答|解释)(了|过)(多少|好几|很多|#)(遍|次)',
        '(页面|详情|详情页|标题|说明书|描述|商品页)(里|上|)(不是|都|已经|)(写|说)(得|的|着|了|)(很|那么|这么|)(清楚|明白)(了|吗|么|啊|的|)',
        '(你|您)(到底|究竟)(想|要|买|是)',
        '(爱买不买|爱要不要|随便你|随你便|随便您|不买拉倒|不买算了|要买就买|买不起|嫌贵别买|嫌贵就别买|别浪费|没空|没时间跟你|没工夫)',
        '(你|您)(听不懂|看不懂|没长眼|不识字|没看到吗|看不见吗|有没有搞错|搞清楚|想多了|要求太多|太挑剔|事真多|事儿真多|无理取闹|找茬|找事|有病)',
        '(烦不烦|烦死|真烦|别烦我|急什么|催什么|催也没用|别催了|着什么急|等着吧|慢慢等)',
        '(别人|其他人|别的客户|别的买家|人家)(都|)(没|没有|不)(问题|说|这样|像你|像您|投诉|觉得)',
        '(一分钱一分货|便宜没好货|这个价还想|这个价你还|这价格还想)',
        '(哪有|怎么可能|不可能)(这种|这样|的事|吧，|吧？|你|您)',
        '(投诉|差评|举报)(就|)(去|随便|随你|吧|好了)',
        '(关我|关我们)(什么|啥|屁)事',
        '(是|就是)(你|您)(自己|)(的|)(问题|错|弄坏|用错|操作不当|没看清|拍错|选错|填错)',
      ],
      exceptions: [
        '(麻烦|请|劳烦|可以|辛苦)(您|你)(自己|)(看|查|量)',
        '(是不是|是否|如果是|要是)',
        '(不用|不必|别)着急',
        '不是(您|你)的',
      ],
      reason: calm,
      better: zhBetter,
    },
    {
      id: 'cold',
      words: ['(嗯|哦|噢|额|呃|呵呵|无语|服了|随便)[。.!！~]'],
      exceptions: ['(好|可以|有|是|行|嘛|的|呢|稍等|放心|没事)(的|)(哦|嗯|噢)', '(亲|您|呢|啦|呀)(哦|嗯)'],
      reason: { zh: '太冷了，多说一个字也是热情。', en: 'Too cold: one more word is warmth.' },
      better: null,
    },
  ]),
  ...shipped('argument', 'en', [
    {
      id: 'impatient',
      words: [
        "(can't|cannot|could|couldn't|can) you (not |)(read|see|look|check) (it |)(yourself|for yourself|the page|the description)",
        '(as|like) (i|we) (already |have already |just |)(said|told you|explained|mentioned)( already| before|)',
        '(i|we) (already|have already|just) (told|explained|said|answered)',
        "(it's|it is|it) (all |clearly |says |)(written|says so|stated) (clearly |)(on|in) the (page|description)",
        '(take it or leave it|up to you|suit yourself|not my fault|calm down|stop asking|whatever|be patient|what do you expect|you get what you pay for|you should have read|you should have known|you should have checked)',
        '(nobody|no one) else (has |ever |)(complained|complains|had)',
        "(it's|it is|that's|that is|this is) your (own |)(fault|mistake|problem)",
      ],
      exceptions: [
        'not your (own |)(fault|mistake|problem)',
        '(entirely|totally|completely) up to you',
        '(please|thank you for being|thanks for being) (be |)patient',
      ],
      reason: calm,
      better: enBetter,
    },
  ]),
]
