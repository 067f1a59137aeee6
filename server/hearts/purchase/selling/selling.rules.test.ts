import { describe, expect, test } from 'vitest'
import { statementsOf, whereSaid, type Said } from '../said.rules.ts'
import { composeDisclosure, readDisclosure, shippedTerms, type Disclosed } from './disclosure.rules.ts'
import { mayMove, proposeDoubts, unanswered } from './doubts.rules.ts'
import { endingDrafts, readEnding } from './ending.rules.ts'
import { buyerKind, guidance } from './guidance.rules.ts'
import { isUndecided, sellingPoints } from './selling-points.rules.ts'
import { talkedProducts } from './talked-product.rules.ts'

const authors = { b: 'buyer', s: 'agent', a: 'automatic' } as const
/** `b:` the buyer, `s:` the shop, `a:` automatic; ids are the numbers. */
const talk = (...lines: string[]): Said[] =>
  lines.map((line, i) => ({
    id: String(i + 1),
    number: i + 1,
    author: authors[line.charAt(0) as 'b'],
    automatic: line.startsWith('a') ? 'closing' : null,
    text: line.slice(2),
    at: new Date(i * 1000).toISOString(),
  }))

describe('what was said', () => {
  test.each([
    ['今天发。您看行吗？', ['今天发。']],
    ['It leaves today. Shall I?', ['it leaves today.']],
    ['会不会坏呢', []],
    ['用冰袋；顺丰', ['用冰袋;', '顺丰']],
  ])('a question states nothing: %s', (text, stated) => {
    expect(statementsOf(text)).toEqual(stated)
  })
  test('all the words make a statement, over several messages and in either language; others may stand for each', () => {
    const terms = { zh: ['冷链/冰袋', '变质'], en: ['cold', 'spoil'] }
    expect(whereSaid(talk('s:用冰袋', 'b:好', 's:变质包赔'), terms)?.id).toBe('3')
    expect(whereSaid(talk('b:用冰袋 变质'), terms)).toBeNull()
    expect(whereSaid(talk('s:用冰袋'), terms)).toBeNull()
    expect(whereSaid(talk('s:It stays cold and does not spoil'), terms)?.id).toBe('1')
    expect(whereSaid(talk('s:They will scold whoever lets it spoil'), terms)).toBeNull()
    expect(whereSaid(talk('s:anything'), { zh: [], en: [] })).toBeNull()
  })
})

describe('doubts', () => {
  test.each([
    ['我担心路上会碎', '我担心路上会碎'],
    ['你好。会不会掉色？在吗', '会不会掉色？'],
    ['是不是真的纯棉', '是不是真的纯棉'],
    ['怎么保证是正品', '怎么保证是正品'],
    ['怕尺寸不合适', '怕尺寸不合适'],
    ['I am worried about the colour', 'I am worried about the colour'],
    ['How can I be sure it fits?', 'How can I be sure it fits?'],
    ['多少钱', null],
    ['不怕，我要两件', null],
    ['What does it cost?', null],
  ])('[BUY-17] a sentence of the buyer that sounds like a doubt is proposed: %s', (text, proposed) => {
    expect(proposeDoubts(talk(`b:${text}`), new Set()).map((one) => one.text)).toEqual(
      proposed === null ? [] : [proposed],
    )
    expect(proposeDoubts(talk(`s:${text}`), new Set())).toEqual([])
    expect(proposeDoubts(talk(`b:${text}`), new Set(['1']))).toEqual([])
  })
  test('[BUY-17] a conversation with an open doubt closes only when the request says how each ended', () => {
    const open = [
      { id: 'a', text: '会碎' },
      { id: 'b', text: '会掉色' },
    ]
    expect(unanswered(open, [])).toEqual(open)
    expect(unanswered(open, [{ id: 'a', outcome: 'resolved' }])).toEqual([{ id: 'b', text: '会掉色' }])
    expect(
      unanswered(open, [
        { id: 'a', outcome: 'withdrawn' },
        { id: 'b', outcome: 'unresolved' },
      ]),
    ).toEqual([])
  })
  test('a doubt ends once and may be opened again', () => {
    expect([mayMove('open', 'resolved'), mayMove('open', 'open'), mayMove('resolved', 'open')]).toEqual([
      true,
      false,
      true,
    ])
    expect(mayMove('resolved', 'withdrawn')).toBe(false)
  })
})

describe('before payment', () => {
  const read = (...lines: string[]): Disclosed[] =>
    readDisclosure(talk(...lines), { terms: shippedTerms, offers: [], points: [] })
  const said = (...lines: string[]) =>
    read(...lines)
      .filter(({ state }) => state === 'said')
      .map(({ item }) => item)
  test.each([
    ['下单流程很简单，拍下付款就行', 'process'],
    ['您拍下以后付款，我们马上核对发货，收到再确认', 'process'],
    ['Put it in your basket, pay by card, and we ship it the day after', 'process'],
    ['17:00 前拍下今天就发货', 'dispatch_time'],
    ['明天上午给您寄出', 'dispatch_time'],
    ['发货时间 48 小时内', 'dispatch_time'],
    ['It ships within 2 days', 'dispatch_time'],
    ['这单包邮', 'fee'],
    ['运费 8 元', 'fee'],
    ['邮费您出', 'fee'],
    ['Shipping is $5', 'fee'],
    ['Delivery is free over 50', 'fee'],
    ['走顺丰', 'carrier'],
    ['快递：走安达快运', 'carrier'],
    ['We send it with Royal Mail', 'carrier'],
    ['可以放驿站，也可以送货上门', 'methods'],
    ['Standard delivery to your door, or a pick-up point', 'methods'],
  ])('[ORD-01][SHP-12] read from the agent’s own words: %s', (text, item) => {
    expect(said(`s:${text}`)).toContain(item)
    expect(said(`b:${text}`)).toEqual([])
    expect(said(`a:${text}`)).toEqual([])
  })
  test.each([
    '什么时候发货呢',
    '运费谁出？',
    '今天天气不错',
    '稍等，我看一下',
    'When would you like it to ship?',
  ])('nothing is stated by: %s', (text) => {
    expect(said(`s:${text}`)).toEqual([])
  })
  test('[ORD-01][SHP-12] what is missing goes into one message that, once filled, says all of it', () => {
    for (const language of ['zh', 'en'] as const) {
      const draft = composeDisclosure(read('b:在吗'), language) ?? ''
      const values: Readonly<Record<string, string>> = {
        几点: '17:00',
        多少: '8 元',
        快递公司: '顺丰',
        怎么送: '送货上门',
        cutoff: '17:00',
        freight: '$5',
        carrier: 'DHL',
        methods: 'to the door',
      }
      const filled = draft.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => values[name] ?? '{}')
      expect(filled).not.toContain('{')
      expect(said(`s:${filled}`)).toEqual(['process', 'dispatch_time', 'fee', 'carrier', 'methods'])
      expect(composeDisclosure(read(`s:${filled}`), language)).toBeNull()
    }
  })
  test('[ORD-03] a point that is easily misunderstood and an offer that applies are missing until their words are said; without an offer nothing is', () => {
    const facts = {
      terms: shippedTerms,
      offers: [
        {
          id: 'o',
          text: { zh: '满 199 减 20', en: '' },
          said: {
            name: '春日满减',
            currency: 'CNY',
            codes: [],
            given: {
              kind: 'money_off' as const,
              terms: { tiers: [{ from: 19900, off: 2000 }], isPerEach: false, stacks: false },
            },
          },
        },
      ],
      points: [
        { id: 'p', text: { zh: '赠品随单发，不单独补寄', en: '' }, terms: { zh: ['赠品', '随单'], en: [] } },
      ],
    }
    const states = (...lines: string[]) =>
      readDisclosure(talk(...lines), facts)
        .slice(5)
        .map(({ item, state, messageId }) => [item, state, messageId])
    expect(states('s:您好')).toEqual([
      ['offer', 'missing', null],
      ['point', 'missing', null],
    ])
    expect(states('s:满199减20', 's:赠品随单一起发')).toEqual([
      ['offer', 'said', '1'],
      ['point', 'said', '2'],
    ])
    expect(read('s:您好')[5]).toMatchObject({ item: 'offer', state: 'none' })
    expect(composeDisclosure(readDisclosure(talk('s:您好'), facts), 'en')).toContain('赠品随单发')
  })
})

describe('the end', () => {
  test.each([
    [['b:有货吗', 's:有的', 's:谢谢您光临'], '3'],
    [['b:有货吗', 's:有的', 'a:感谢您的光临'], '3'],
    [['b:有货吗', 's:有的', 's:感谢光临', 'b:好的谢谢'], '3'],
    [['b:有货吗', 's:谢谢您的耐心，我查一下', 'b:那红色呢', 's:没有了'], null],
    [['b:有货吗', 's:有的', 'b:谢谢'], null],
    [['b:Is it in stock?', 's:Yes. Thank you for coming.'], '2'],
  ])('[BUY-16] thanks count at the end and by the shop: %j', (lines, thanksId) => {
    expect(readEnding(talk(...lines)).thanksId).toBe(thanksId)
  })
  test.each([
    [['b:有货吗', 's:有的', 's:请问还有哪些不清楚的吗'], '3', null],
    [['s:还有什么问题都可以问我', 'b:没有了'], '1', 'none'],
    [['s:Is anything else unclear?', 'b:No, that’s all'], '1', 'none'],
    [['s:还有别的需要吗', 'b:那运费谁出'], '1', 'remain'],
    [['s:Any other questions?', 'b:Can you gift wrap it?'], '1', 'remain'],
    [['s:有的'], null, null],
    [['b:还有别的颜色吗'], null, null],
  ])('[BUY-10] whether it was asked what is unclear, and what is left: %j', (lines, askedId, questions) => {
    expect(readEnding(talk(...lines))).toMatchObject({ askedId, questions })
  })
  test('[BUY-10][BUY-16] what one key says is understood', () => {
    for (const language of ['zh', 'en'] as const) {
      const ending = readEnding(
        talk('b:有货吗', `s:${endingDrafts.ask[language]}`, `s:${endingDrafts.thank[language]}`),
      )
      expect(ending).toMatchObject({ askedId: '2', thanksId: '3' })
    }
  })
})

describe('guidance', () => {
  const facts = {
    orderCount: 0,
    isReturning: false,
    lastTitle: null,
    hasNeeds: true,
    experience: null,
    offers: [],
    sellingPoints: null,
  }
  const keys = (more: object) => guidance({ ...facts, ...more }, 'zh').map(({ key }) => key)
  test('[BUY-03] a new buyer is led through the purchase, a returning one is given trust in the product', () => {
    expect(buyerKind(facts)).toBe('new')
    expect(keys({})).toEqual(['steps'])
    const returning = { orderCount: 2, lastTitle: '青茶壶', sellingPoints: '青茶壶：材质是陶。' }
    expect(buyerKind({ ...facts, ...returning })).toBe('returning')
    expect(keys(returning)).toEqual(['trust', 'facts'])
    expect(guidance({ ...facts, ...returning }, 'en')[0]?.text).toContain('青茶壶')
  })
  test('[BUY-09] as long as nobody knows what is needed, that is asked first', () => {
    expect(keys({ hasNeeds: false })[0]).toBe('ask_needs')
  })
  test('[BUY-14] prompts suit how the buyer likes to buy; price speaks of offers only where there are some', () => {
    expect(keys({ experience: 'visual' })).toEqual(['steps', 'visual'])
    expect(keys({ experience: 'service' })).toEqual(['steps', 'service'])
    const price = (offers: string[]) =>
      guidance({ ...facts, experience: 'price', offers }, 'zh').find(({ key }) => key === 'price')?.text
    expect(price(['满 199 减 20'])).toContain('满 199 减 20')
    expect(price([])).toContain('没有')
  })
})

describe('what is talked about', () => {
  const products = [
    { id: 'pot', name: '梅子青茶壶', category: '茶具' },
    { id: 'cup', name: '柴烧公道杯', category: '茶具' },
    { id: 'throw', name: '精梳棉盖毯 灰', category: '家纺' },
    { id: 'teapot', name: 'Plum-green teapot', category: null },
    { id: 'shelf', name: 'Ash wall shelf', category: null },
  ]
  test.each([
    ['b:青茶壶还有吗', ['pot'], true],
    ['b:灰色的盖毯起球吗', ['throw'], true],
    ['b:Is the teapot dishwasher-safe?', ['teapot'], true],
    ['b:在吗', [], false],
    ['b:The wall is fine', [], false],
    ['a:青茶壶还有吗', [], false],
  ])('%s', (line, ids, isSure) => {
    const found = talkedProducts(products, { messages: talk(line), pageTitle: null, chosenId: null })
    expect(found.map(({ id }) => id)).toEqual(ids)
    expect(found.some((one) => one.isSure)).toBe(isSure)
  })
  test('the page speaks as well; two that fit alike are no certainty; a person’s choice is', () => {
    const found = (pageTitle: string | null, chosenId: string | null, all = products) =>
      talkedProducts(all, { messages: [], pageTitle, chosenId })
    expect(found('柴烧公道杯 - 半亩', null)).toMatchObject([{ id: 'cup', isSure: true }])
    const twins = [...products, { id: 'pot2', name: '天青茶壶', category: null }]
    expect(found('青茶壶', null, twins).map(({ isSure }) => isSure)).toEqual([false, false])
    expect(found('青茶壶', 'pot2', twins)).toMatchObject([{ id: 'pot2', isSure: true }])
  })
})

describe('selling points', () => {
  const claims = [
    { key: '材质', value: '紫泥', unit: null, language: 'zh' as const },
    { key: '容量', value: '300', unit: '毫升', language: 'zh' as const },
    { key: 'Volume', value: '300', unit: 'ml', language: 'en' as const },
  ]
  test.each([
    ['b:我再考虑一下', true],
    ['b:有点纠结', true],
    ['b:Let me think about it', true],
    ['b:就要这个', false],
    ['s:您再考虑一下', false],
  ])('[BUY-18] undecided: %s', (line, verdict) => {
    expect(isUndecided(talk(line))).toBe(verdict)
  })
  test('[BUY-18] only written facts, in the buyer’s language, and not those said already', () => {
    const product = { name: '茶壶' }
    expect(sellingPoints(product, claims, [], 'zh')).toBe('茶壶：材质是紫泥，容量 300 毫升。')
    expect(sellingPoints(product, claims, talk('s:是紫泥的'), 'zh')).toBe('茶壶：容量 300 毫升。')
    expect(sellingPoints(product, claims, [], 'en')).toBe('茶壶: Volume 300 ml.')
    expect(sellingPoints(product, [], [], 'zh')).toBeNull()
    expect(sellingPoints(null, claims, [], 'zh')).toBeNull()
  })
})
