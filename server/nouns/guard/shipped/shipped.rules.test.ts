import { Converter } from 'opencc-js/cn2t'
import { describe, expect, test } from 'vitest'
import { compileGuard } from '#contract/guard/compile-lists.ts'
import { compilePattern } from '#contract/guard/compile-pattern.ts'
import { defaultActions, defaultLimits } from '#contract/guard/kinds.ts'
import { nothingKnown, type Known } from '#contract/guard/known.ts'
import { fold } from '#contract/guard/fold.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { toneOf } from '#contract/guard/tone.ts'
import { shippedEntries } from './shipped.rules.ts'

const guard = compileGuard({ entries: shippedEntries, actions: defaultActions, limits: defaultLimits })
const kindsIn = (text: string, known: Partial<Known> = {}) =>
  [
    ...new Set(readOutgoing({ text }, guard, { ...nothingKnown, ...known }).map((finding) => finding.kind)),
  ].join(' ')

test('every shipped line can be compiled, and no two entries share an id', () => {
  const broken = shippedEntries.flatMap(({ id, words, exceptions }) =>
    [...words, ...exceptions].flatMap((line) => {
      const pattern = compilePattern(line)
      return typeof pattern === 'string' ? [`${id}: ${line}: ${pattern}`] : []
    }),
  )
  expect(broken).toEqual([])
  expect(new Set(shippedEntries.map(({ id }) => id)).size).toBe(shippedEntries.length)
})

test.each(['tw', 'hk', 't'] as const)('every shipped line is found in the characters of %s, too', (to) => {
  const traditional = Converter({ from: 'cn', to })
  const lines = shippedEntries.flatMap(({ words, exceptions }) => [...words, ...exceptions])
  expect(lines.filter((line) => fold(traditional(line)).text !== fold(line).text)).toEqual([])
})

describe('[PHR-06] sending a buyer away is found, however it is worded', () => {
  test.each([
    '我不是负责售后的，你联系一下我们的售后工作人员哦',
    '你去找我们的售后吧',
    '你去找售·后吧',
    '你去找售😀后',
    '你去找 售*后',
    '你去找shouhou吧',
    '請聯絡售後',
    '你直接跟快递说',
    '售后的事找售后',
    'Not my department',
    'That is not something I handle',
    '您去找售后哦',
    '我不是负责售后的',
    '这个您要问一下快递那边',
    '亲，麻烦您直接联系仓库',
    '售后不归我管',
    '这个问题不归我们管哦',
    '这不是我负责的',
    '我只负责售前的',
    '我是售前，退款的事您找售后',
    '我們這邊不負責退貨，你 去 找 售後 吧',
    '建议您自己打快递电话问一下',
    '您拨打顺丰客服的电话问问',
    '您可以联系厂家处理',
    '这事您得找平台',
    '你换个人问吧',
    '找店长去',
    '请联系物流公司',
    '这是快递的问题',
    '那是仓库那边的问题，跟我们没关系',
    '不是我们的责任',
    '我也没办法',
    '您自己想办法吧',
    '这个我不清楚，你去问客服',
    '这块不属于我负责',
    '退款不归我这边',
    '你​去​找​售​后',
    '你 去 找 售 后 吧',
    'I am not responsible for after-sales, please contact our after-sales team.',
    "That's not my department",
    'You need to ask the courier',
    'Please contact customer service about that.',
    'You have to talk to the warehouse',
    'There is nothing I can do.',
    'I only do pre-sales',
    "It's the courier's fault",
    "You'll have to sort that out yourself",
    'Ask somebody else please',
  ])('%s', (text) => {
    expect(kindsIn(text)).toContain('deflection')
  })
  test.each([
    '我让我们的售后人员来联系您哦，请您稍等。',
    '我来帮您联系售后，您稍等',
    '我去问一下快递，两点前回您',
    '您不用去找售后，我来处理',
    '您放心，我去问快递',
    '您稍等我去问快递',
    '我帮您催一下快递',
    '我马上找仓库同事看一下',
    '有任何问题随时联系客服',
    '您随时可以联系我',
    '快递会联系您的，请保持电话畅通',
    '售后同事稍后联系您',
    '您联系我就行',
    '我已经联系快递了',
    '这件事由我负责到底',
    '我负责给您查到底',
    '给您添麻烦了，我来处理退款',
    '就算是快递的问题，也由我们来解决',
    '您提到的“你去找售后吧”是我们说错了，对不起',
    '您之前找过快递吗？',
    '请问您方便收快递吗',
    '您看一下快递单号',
    '我替您去问厂家',
    '仓库今天发，您放心',
    'I will ask the courier for you.',
    'Let me check with the warehouse.',
    "You don't have to contact the courier, I have done it.",
    'Our after-sales colleague will contact you.',
    'Please contact me whenever you have a question.',
    "Even if it's the carrier's fault, we take care of it.",
    'I will have our after-sales colleague contact you. One moment, please.',
  ])('but not: %s', (text) => {
    expect(kindsIn(text)).toBe('')
  })
})

describe('[PRC-06] changing a price in chat is found; offers by rule are not', () => {
  test.each([
    '给你便宜10块',
    '给您便宜 10 块吧',
    '那我给亲优惠5元',
    '我给您改一下价',
    '您先拍下，我来改价',
    '给您抹个零头',
    '算您 200 块好了',
    '180元卖给您',
    '给您打8折',
    '给你个内部价',
    '便宜您二十块可以吗',
    '少收您5块',
    "I'll take $10 off for you",
    'I can do it for $20',
    "I'll give you a special price",
    'Let me change the price',
  ])('%s', (text) => {
    expect(kindsIn(text)).toBe('price_change')
  })
  test.each([
    '我们不能改价，标价对谁都一样',
    '没法给您便宜10块，这是统一定价',
    '满199减20，下单时会自动减',
    '给您一张10元的券',
    '会员价给您便宜 10 块，是活动规则',
    '运费差价 5 元退给您',
    '壁挂架 45 和 60 差 30 元',
    '您说的“便宜10块”我们做不到',
    '这款 268 元',
    '就算是员工也是这个价格',
    'We cannot change the price',
    'The coupon will take $10 off',
    'Orders over $50 ship free',
  ])('but not: %s', (text) => {
    expect(kindsIn(text)).toBe('')
  })
})

describe('[PRM-05] promises that nobody may give', () => {
  test.each([
    '盖子今天绝对能发出去，周五就到',
    '保证明天到',
    '一定给您送到',
    '肯定不会掉色',
    '我跟您打包票',
    '百分百能到',
    '明天准到',
    '周五包到',
    '准时送到',
    '坏了包换',
    '免费给您维修',
    '终身保修',
    '随便退',
    '全额退款给您',
    '给您双倍赔',
    '假一赔十',
    '给您退20元',
    '送您一个小礼物',
    '再送您一双袜子',
    '我能向您保证没问题',
    'It will definitely arrive tomorrow',
    'I guarantee that it fits',
    'We offer a lifetime warranty',
    "We'll give you a full refund",
    "I'll send you a free gift",
    'It arrives on Friday without fail',
  ])('%s', (text) => {
    expect(kindsIn(text)).toContain('promise')
  })
  test.each([
    '不能保证明天到，正常三天',
    '我们没法保证周五能到',
    '不敢跟您打包票',
    '不一定今天到',
    '您一定要先量尺寸',
    '一定尽快回复您',
    '正品有保证',
    '质量保证卡在盒子里',
    '预计明天就到',
    '17:30 前发出，正常情况下周五到',
    '质量问题免费给您更换',
    '您说的“保证明天到”我核实一下',
    '已经送到您那边驿站了',
    '请您一定小心玻璃',
    '送您到这里，祝您生活愉快',
    'We cannot guarantee that it arrives on Friday',
    'I will definitely ask the courier',
    'Delivery usually takes three days',
    'If it is faulty we repair it for free',
  ])('but not: %s', (text) => {
    expect(kindsIn(text)).not.toContain('promise')
  })
})

describe('[ORD-04] superlatives, exaggeration and efficacy', () => {
  test.each([
    ['这是最好的茶壶', 'superlative'],
    ['我们是全网最低价', 'superlative'],
    ['全网销量第一', 'superlative'],
    ['国家级品质', 'superlative'],
    ['顶级工艺', 'superlative'],
    ['用料最安全的', 'superlative'],
    ['行业领先的做工', 'superlative'],
    ['极致享受', 'superlative'],
    ['最便宜的就是我们家', 'superlative'],
    ['It is the best teapot', 'superlative'],
    ['the lowest price anywhere', 'superlative'],
    ['永不褪色', 'exaggeration'],
    ['用过的都说好', 'exaggeration'],
    ['秒杀同行', 'exaggeration'],
    ['卖疯了，手慢无', 'exaggeration'],
    ['一点都不起球', 'exaggeration'],
    ['跟专柜一模一样', 'exaggeration'],
    ['零差评', 'exaggeration'],
    ['It never fades', 'exaggeration'],
    ['Everyone loves it', 'exaggeration'],
    ['喝这个茶能降血压', 'efficacy'],
    ['可以治失眠', 'efficacy'],
    ['七天见效', 'efficacy'],
    ['抗衰老效果明显', 'efficacy'],
    ['It relieves back pain', 'efficacy'],
    ['Boosts immunity', 'efficacy'],
  ])('%s: %s', (text, kind) => {
    expect(kindsIn(text)).toContain(kind)
  })
  test.each([
    '最近天气冷',
    '最后一步是确认收货',
    '第一次用请先烫一遍',
    '我第一时间给您发',
    '最晚今天 17:00 前发',
    '最多放 12 公斤',
    '您最好先量一下墙',
    '最好别久泡',
    '这三款里最便宜的是白色',
    '本店最便宜的一款是这个',
    '我们不敢说是最好的',
    '不是全网第一，是很多买家喜欢',
    '您说的最便宜的那款是竹柄漏勺',
    '第一批货周五到仓',
    '最大码是 XL',
    '最新消息：快递到了杭州',
    '没有治疗作用，普通茶叶',
    '不能减肥，只是一款茶',
    '会起球，正常现象',
    '收到后第一步先看外箱',
    'The best way is to wash it by hand',
    'Best regards',
    'Which size fits best depends on the wall',
    'I do my best to help',
    'It does not cure insomnia',
    'It may fade in the sun',
  ])('but not: %s', (text) => {
    expect(kindsIn(text)).toBe('')
  })
})

describe('[BUY-07] words that argue or are impatient', () => {
  test.each([
    '你自己不会看吗',
    '您自己看详情吧',
    '不是说了吗',
    '我刚才都说过了',
    '说了多少遍了',
    '页面上写得很清楚',
    '爱买不买',
    '你到底想买什么',
    '催什么，等着吧',
    '一分钱一分货',
    '别的买家都没问题',
    '是您自己用错了',
    '那你投诉去吧',
    "Can't you read it yourself",
    'As I already said, it is grey',
    'Take it or leave it',
    'Nobody else has complained',
  ])('%s', (text) => {
    expect(kindsIn(text)).toBe('argument')
  })
  test.each([
    '您看一下这张图，左边是灰色',
    '页面上有尺寸表，我截给您看',
    '我再跟您说一遍',
    '麻烦您自己量一下墙面，我给您算',
    '刚才说的 17:30 前发，没有变',
    '不用着急，慢慢看',
    '这不是您的问题，是我们漏装了',
    '好的哦。',
    '您想要哪种颜色？',
    'It is not your fault at all',
    'Thank you for being patient',
    'I told the warehouse to hurry',
  ])('but not: %s', (text) => {
    expect(kindsIn(text)).toBe('')
  })
})

describe('what holds back, and what is offered instead', () => {
  test('[PHR-06] [PRC-06] [PHR-02] a deflection, a changed price and an open blank are held back; the rest is said', () => {
    const actions = (text: string) =>
      readOutgoing({ text }, guard).map(({ kind, action }) => `${kind} ${action}`)
    expect(actions('你去找售后吧')).toEqual(['deflection block'])
    expect(actions('给您便宜10块')).toEqual(['price_change block'])
    expect(actions('单号是 ____，您看')).toEqual(['slot block'])
    expect(actions('保证明天到')).toEqual(['promise warn'])
    expect(actions('最好的茶壶')).toEqual(['superlative warn'])
  })
  test('[PHR-06] the better phrase replaces the sentence that sends away, and nothing else', () => {
    const text = '您好！你去找我们的售后吧。祝您愉快。'
    const [finding] = readOutgoing({ text }, guard)
    const { fix } = finding ?? {}
    expect(fix && text.slice(0, fix.start) + fix.text + text.slice(fix.end)).toBe(
      '您好！这件事由我负责到底，我现在就请同事一起看，请您稍等。祝您愉快。',
    )
  })
  test('[PRM-05] of a promise the word that says too much is underlined and replaced', () => {
    const text = '盖子今天绝对能发出去'
    const [finding] = readOutgoing({ text }, guard)
    expect(finding?.found).toBe('绝对')
    const { fix } = finding ?? {}
    expect(fix && text.slice(0, fix.start) + fix.text + text.slice(fix.end)).toBe(
      '盖子今天正常情况下能发出去',
    )
  })
  test('[PRM-05] what the shop approved may be promised, by whom and up to the sum it said', () => {
    const approving = compileGuard({
      entries: [
        ...shippedEntries,
        {
          id: 'own',
          kind: 'approved',
          language: 'zh',
          words: ['给(您|你)退#(元|块)'],
          exceptions: [],
          action: null,
          reason: { zh: '', en: '' },
          better: null,
          roles: ['lead', 'aftersales'],
          upToMinor: 2000,
        },
      ],
      actions: defaultActions,
      limits: defaultLimits,
    })
    const kinds = (text: string, roles: string[]) =>
      readOutgoing({ text }, approving, { ...nothingKnown, roles }).map(({ kind }) => kind)
    expect(kinds('给您退20元', ['lead'])).toEqual([])
    expect(kinds('给您退21元', ['lead'])).toEqual(['promise'])
    expect(kinds('给您退20元', ['agent'])).toEqual(['promise'])
  })
  test('a kind or an entry that the shop turned off says nothing', () => {
    const off = compileGuard({
      entries: shippedEntries.map((entry) =>
        entry.kind === 'argument' ? { ...entry, action: 'off' as const } : entry,
      ),
      actions: { ...defaultActions, superlative: 'off', deflection: 'warn' },
      limits: defaultLimits,
    })
    expect(readOutgoing({ text: '最好的' }, off)).toEqual([])
    expect(readOutgoing({ text: '爱买不买' }, off)).toEqual([])
    expect(readOutgoing({ text: '你去找售后吧' }, off).map(({ action }) => action)).toEqual(['warn'])
  })
})

test('[PHR-09] [PHR-15] tone counts polite, warm and arguing words', () => {
  expect(toneOf('您好，请问有什么可以帮您的呢？', guard)).toMatchObject({ arguing: 0 })
  expect(toneOf('您好，请问有什么可以帮您的呢？', guard).polite).toBeGreaterThanOrEqual(2)
  expect(toneOf('您好，请问有什么可以帮您的呢？', guard).warm).toBeGreaterThanOrEqual(1)
  expect(toneOf('不是说了吗', guard)).toEqual({ polite: 0, warm: 0, arguing: 1 })
  expect(toneOf('有货', guard)).toEqual({ polite: 0, warm: 0, arguing: 0 })
  expect(toneOf('Thank you, I am glad to help', guard)).toEqual({ polite: 1, warm: 1, arguing: 0 })
})
