/** The invented shop of the demo: its goods, its people and what is said there. Nobody in it exists. */
export interface Good {
  zh: string
  en: string
  price: number
}
export const goods: readonly Good[] = [
  { zh: '梅子青茶壶', en: 'Plum-green teapot', price: 26800 },
  { zh: '棉麻桌旗', en: 'Linen table runner', price: 12900 },
  { zh: '竹柄漏勺', en: 'Bamboo strainer', price: 4600 },
  { zh: '雾灰餐盘四只', en: 'Four fog-grey plates', price: 31600 },
  { zh: '柴烧公道杯', en: 'Wood-fired sharing cup', price: 19800 },
  { zh: '藤编收纳筐', en: 'Rattan basket', price: 15800 },
  { zh: '精梳棉盖毯 灰', en: 'Combed-cotton throw, grey', price: 35900 },
  { zh: '铸铁小锅垫', en: 'Cast-iron trivet', price: 8900 },
  { zh: '白蜡木壁挂架', en: 'Ash wall shelf', price: 16800 },
]

export const nicks = [
  '山茶花_86',
  '南山种豆',
  '豆腐脑不加糖',
  '小满不满',
  '橘猫大橘',
  '一只慢羊羊',
  '木木_0312',
  '晚风与酒窝',
  '云朵收集员',
  '拾光在路上',
  '鹿鸣于野',
  '栗子不甜',
  '白日梦想家',
  '七月半夏',
  '沈家小院',
  '一盏茶的功夫',
  '春卷要趁热',
  '海边的阿卡',
  '半糖去冰',
  '竹外桃花',
  '早睡的猫头鹰',
  '三分糖七分饱',
  '青石板路',
  '陈皮话梅',
  '落日收藏夹',
  '一棵小葱',
  '慢半拍先生',
  '北窗南风',
  '糯米团子',
  '雨后初晴',
  '柿柿如意',
  '老树新芽',
  '听风的蒲公英',
  '薄荷微凉',
  '四月天',
  '麦浪',
  '不吃香菜',
  '小鱼干',
  '灯下漏网',
  '阿May要早睡',
] as const
export const siteNames = [
  'Ida Brook',
  'Tom Hill',
  'Mara Stone',
  'Leo Marsh',
  'Nora Field',
  'Ben Ashby',
  'Cleo Park',
  'Finn Weir',
  'Ada North',
  'Max Rowan',
  'Ivy Lane',
  'Otto Glen',
  'Uma Reed',
  'Jon Vale',
] as const
export const cities = [
  ['浙江省', '杭州市', '西湖区'],
  ['四川省', '成都市', '青羊区'],
  ['广东省', '广州市', '越秀区'],
  ['上海', '上海市', '徐汇区'],
  ['江苏省', '苏州市', '姑苏区'],
  ['湖北省', '武汉市', '武昌区'],
] as const
export const carriers = ['顺丰速运', '中通快递', '圆通速递', '韵达快递'] as const

export const team = [
  { key: 'lead', zh: '老韩', en: 'Han', roles: ['lead'] },
  { key: 'first', zh: '苏禾', en: 'Su He', roles: ['agent'] },
  { key: 'second', zh: '小满', en: 'Xiaoman', roles: ['agent', 'aftersales'] },
  { key: 'packing', zh: '阿竹', en: 'Azhu', roles: ['dispatch'] },
] as const

/** One turn of a chat. `after`: seconds since the line before. `word`: a word given with the answer, minutes until it is due, and how often it is kept. */
export type Line =
  | { by: 'buyer'; after: number; text: string }
  | { by: 'shop'; after: number; text: string; word?: { what: string; minutes: number; keptShare: number } }
export interface Script {
  zh: Line[]
  en: Line[]
}

const ask = (after: number, text: string): Line => ({ by: 'buyer', after, text })
const say = (after: number, text: string): Line => ({ by: 'shop', after, text })

/** Chats as shops have them: most answered in seconds, some late, some with a word kept or broken. */
export const scripts: readonly Script[] = [
  {
    zh: [
      ask(12, '灰色的盖毯起球吗？'),
      say(5, '不起球，精梳棉的，洗过几十次也平整。'),
      ask(20, '好，那我拍一条'),
      say(4, '好的，17:00 前拍下今天就发。'),
    ],
    en: [
      ask(12, 'Does the grey throw pill?'),
      say(5, 'No. It is combed cotton and stays even after dozens of washes.'),
      ask(20, 'Good, I will order one'),
      say(4, 'Thank you. Ordered before 17:00 it leaves today.'),
    ],
  },
  {
    zh: [
      ask(15, '竹柄放水里泡会不会发霉呀'),
      say(6, '别久泡，用完冲净晾干就不会。柄上过一层木蜡油。'),
      ask(30, '明白了谢谢'),
      say(3, '不客气，用着有事随时找我。'),
    ],
    en: [
      ask(15, 'Will the bamboo handle go mouldy in water?'),
      say(6, 'Not if you rinse and dry it after use. The handle is waxed.'),
      ask(30, 'Thank you'),
      say(3, 'You are welcome; write whenever you need me.'),
    ],
  },
  {
    zh: [
      ask(9, '茶壶昨天收到了，壶是好的，可是少了盖子'),
      say(6, '对不起，是我们漏装了。盖子今天补寄给您，不用退换。'),
      ask(25, '今天能发出来吗？周六要请人喝茶'),
      {
        by: 'shop',
        after: 5,
        text: '能，17:30 前发出，周五到。',
        word: { what: '17:30 前补寄壶盖', minutes: 180, keptShare: 0.9 },
      },
    ],
    en: [
      ask(9, 'The teapot came yesterday, the pot is fine but there is no lid'),
      say(6, 'I am sorry, that is our packing error. We post the lid to you today, nothing to return.'),
      ask(25, 'Can it go out today? I have guests on Saturday'),
      {
        by: 'shop',
        after: 5,
        text: 'Yes, it leaves by 17:30 and reaches you on Friday.',
        word: { what: 'Lid posted by 17:30', minutes: 180, keptShare: 0.9 },
      },
    ],
  },
  {
    zh: [ask(11, '两个买的能寄到两个地址吗'), say(9, '可以，拍下后把第二个地址发我，我分两单给您发。')],
    en: [
      ask(11, 'Two items, two different addresses?'),
      say(9, 'Yes. Send me the second address after ordering and I will split the parcel.'),
    ],
  },
  {
    zh: [
      ask(10, '在吗'),
      say(4, '在的，您说。'),
      ask(18, '上次说寄的样布一直没到'),
      {
        by: 'shop',
        after: 8,
        text: '我去查，明天中午前给您回话。',
        word: { what: '样布的下落，明天中午前回话', minutes: 900, keptShare: 0.4 },
      },
    ],
    en: [
      ask(10, 'Hello?'),
      say(4, 'I am here, please go on.'),
      ask(18, 'The fabric sample never came'),
      {
        by: 'shop',
        after: 8,
        text: 'I will find out and tell you by noon tomorrow.',
        word: { what: 'Where the sample is, by noon tomorrow', minutes: 900, keptShare: 0.4 },
      },
    ],
  },
  {
    zh: [
      ask(14, '壁挂架石膏板墙能挂吗'),
      say(7, '能。随架有石膏板用的膨胀管，承重 12 公斤。'),
      ask(22, '45 和 60 差多少钱'),
      say(6, '差 30 元，60 的多一只托。'),
    ],
    en: [
      ask(14, 'Can the shelf hang on plasterboard?'),
      say(7, 'Yes. Anchors for plasterboard come with it; it carries 12 kg.'),
      ask(22, 'What is the difference between 45 and 60?'),
      say(6, '¥30; the 60 has one more bracket.'),
    ],
  },
  {
    zh: [
      ask(8, '今天下单，周末前到得了成都吗'),
      say(38, '让您久等。顺丰三天，周五能到。'),
      ask(15, '好'),
      say(5, '单号一出来就发您。'),
    ],
    en: [
      ask(8, 'If I order now, is it here before the weekend?'),
      say(38, 'Sorry to keep you waiting. Three days with SF, so Friday.'),
      ask(15, 'Fine'),
      say(5, 'I will send you the number as soon as there is one.'),
    ],
  },
  {
    zh: [ask(10, '餐盘可以进洗碗机吗'), say(5, '可以，微波炉也行，别骤冷骤热。')],
    en: [
      ask(10, 'Are the plates dishwasher-safe?'),
      say(5, 'Yes, and microwave-safe; avoid sudden heat or cold.'),
    ],
  },
]
