/** 过度承诺 [PRM-05]: what cannot be kept is not promised; what the shop has approved, or is within one's authority, may be. */
import { shipped } from './entry.rules.ts'

const outcome =
  '(到|送达|收到|发|寄|出|退|换|赔|修|好|成|没问题|没事|满意|不会|不掉|不起球|不褪色|不漏|不坏|有货|合适|合身|能|会|给您|给你|帮您|帮你|解决|处理|降价|最低|用|可以)'
const full = {
  zh: '说满了：做不到的话就是失信，说正常情况和我们会做什么。',
  en: 'That promises too much: say what is usual and what we will do.',
}

export const promises = [
  ...shipped('promise', 'zh', [
    {
      id: 'surely',
      words: [
        `[(一定|肯定|绝对|保证|百分百|百分之百|100%|铁定|必定|必须|包准|准保|妥妥)]…${outcome}`,
        '(我|我们|这边|这里|)(可以|能|)(向|跟|给|)(您|你|亲)[(保证|打包票|担保)]',
        '[(打包票|拍胸脯|立军令状)]',
      ],
      exceptions: [
        '(一定|必须|肯定)(要|得|是|先|记得|注意|小心|请)',
        '(您|你|亲)(一定|肯定|必须)',
        '(一定|肯定)(会|)(尽力|尽快|努力|认真|好好|转达|反馈|记得|注意)',
        '(质量|品质|正品|售后|七天|7天)(有|)保证',
        '保证(金|书|期|卡)',
        '(一定|必须)(程度|时间|范围|条件|的)',
        '(正品|假一赔)',
      ],
      reason: full,
      better: '正常情况下',
    },
    {
      id: 'arrives',
      words: [
        '(今天|明天|后天|周#|周日|星期#|礼拜#|#天|#号|#日)…[(准|就|包|必)](能|)到',
        '[(准时|按时)](送达|送到|到)',
        '[包(送达|到)]',
      ],
      exceptions: [
        '(预计|大约|大概|一般|正常|通常|差不多|如果|要是|最快)…到',
        '就(能|)到(期|时)',
        '(已经|昨天|前天)…到',
        '就到(货|账)',
      ],
      reason: {
        zh: '到货的日子快递说了算，只说正常要几天，我们会盯着。',
        en: 'The carrier decides the day; say how long it usually takes, and that we watch it.',
      },
      better: '正常情况下能',
    },
    {
      id: 'free_repair',
      words: [
        '[免费](给您|给你|帮您|帮你|为您|为你|)(维修|修理|修|换新|更换|换一个|换一件|上门|安装|延保|清洗|保养)',
        '[(终身|永久|一辈子)](保修|质保|免费|维修|包换|包退|售后)',
        '[(无条件|随时都能|随时可以|随便)](退|换|退货|换货|退款|退换)',
        '坏了(就|都|)[包](赔|换|退)',
      ],
      reason: {
        zh: '超出店里公布的售后，要说得先有人批。',
        en: 'Beyond what the shop publishes; somebody must approve it first.',
      },
      better: '按店里的售后标准',
    },
    {
      id: 'money_back',
      words: [
        '(给|帮|为)(您|你|亲)[(全额退|全退|双倍赔|加倍赔|赔偿|赔付|补偿|赔)](款|钱|)',
        '[(双倍|三倍|十倍|加倍|#倍)](赔|退|赔偿|赔付|返还)',
        '[(全额退款|全额赔付|先行赔付|退一赔#|假一赔#)]',
        '(给|帮|为)(您|你|亲)退[#(块|元)]',
      ],
      exceptions: ['(申请|提交|收到|审核)…退'],
      reason: {
        zh: '退赔多少要看标准和授权，先查再说。',
        en: 'What is refunded follows the standard and one’s authority; look first, then say.',
      },
      better: '按标准处理',
    },
    {
      id: 'gifts',
      words: [
        '[(送|赠送|再送|多送|免费送|额外送)](您|你|亲)(一|个|份|件|点|双|只|条|套|些|小|#)',
        '(给|帮|为)(您|你|亲)(多|再|额外|)[(送|赠)](一|个|份|件|点|双|只|条|套|些|小|#)',
        '[(送|给)](您|你|亲)(个|一个|份|一份|点|)(小礼物|礼物|赠品|小礼品|礼品)',
      ],
      exceptions: ['送(您|你)(一|)(句|程|到)', '(活动|满#|买#送|赠品)…送', '(地址|楼|门口)…送'],
      reason: {
        zh: '礼物按活动规则送，不在活动里的要有授权。',
        en: 'Gifts follow the offers; others need authority.',
      },
      better: null,
    },
  ]),
  ...shipped('promise', 'en', [
    {
      id: 'surely',
      words: [
        '[(definitely|certainly|absolutely|surely|guaranteed to|without fail|for sure|100%)]… (arrive|arrives|reach|reaches|be there|get there|come|leave|leaves|go out|goes out|ship|ships|fit|fits|refund|refunded|work|last|be fixed|be delivered|be here|solve|solved)',
        '(arrive|arrives|reach you|be there|get there|delivered|ship|leave|be here|be fixed|refunded|go out)… [(definitely|certainly|without fail|for sure|guaranteed|no matter what|100%)]',
        '(i|we) (can |)[(guarantee|promise)] …(that|you|it|to|delivery|a|the)',
        '[guaranteed] (delivery|arrival|refund|to)',
      ],
      exceptions: [
        '(definitely|certainly|absolutely) (look|ask|check|try|pass|note|remember)',
        'promised (you|by|to)',
      ],
      reason: full,
      better: 'normally',
    },
    {
      id: 'free_repair',
      words: [
        '[(free|for free)] (repair|replacement|exchange|installation|upgrade)',
        '(repair|replace|fix|exchange)… [(for free|free of charge)]',
        '[(lifetime|life-long|lifelong)] (warranty|guarantee|repair)',
        '[(no questions asked|unconditional)]… (refund|return|exchange)',
      ],
      reason: {
        zh: '超出店里公布的售后，要说得先有人批。',
        en: 'Beyond what the shop publishes; somebody must approve it first.',
      },
      better: null,
    },
    {
      id: 'money_back',
      words: [
        "(i'll|i will|we'll|we will|can) [(compensate|reimburse)] you",
        '[(double|triple)] (refund|your money|compensation|the amount)',
        "(i'll|i will|we'll|we will) (give you |)(a |)[full refund]",
        "(i'll|i will|we'll|we will) [refund] you",
      ],
      reason: {
        zh: '退赔多少要看标准和授权，先查再说。',
        en: 'What is refunded follows the standard and one’s authority; look first, then say.',
      },
      better: null,
    },
    {
      id: 'gifts',
      words: [
        "(i'll|i will|we'll|we will|let me) [(send|give|add|throw in)] (you |in |)(a |an |some |)(free |little |small |)(gift|present|extra|sample)",
      ],
      reason: {
        zh: '礼物按活动规则送，不在活动里的要有授权。',
        en: 'Gifts follow the offers; others need authority.',
      },
      better: null,
    },
  ]),
]

/** Approved from the start: what the law gives every buyer. */
export const approvedPromises = [
  ...shipped('approved', 'zh', [
    {
      id: 'by_law',
      words: ['(七天|7天)(无理由|内无理由)…(退|换)', '(质量问题|破损|少件|发错)…(退|换|补)'],
      reason: {
        zh: '七天无理由和质量问题退换，本来就是买家的权利。',
        en: 'Returns within seven days and for faults are every buyer’s right.',
      },
      better: null,
    },
  ]),
  ...shipped('approved', 'en', [
    {
      id: 'by_law',
      words: [
        '(faulty|damaged|broken|wrong|defective)… (refund|replace|replacement|exchange|free)',
        'within (14|30|seven|7) days',
      ],
      reason: {
        zh: '七天无理由和质量问题退换，本来就是买家的权利。',
        en: 'Returns in time and for faults are every buyer’s right.',
      },
      better: null,
    },
  ]),
]
