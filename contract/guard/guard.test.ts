import { describe, expect, test } from 'vitest'
import { compileGuard } from './compile-lists.ts'
import { compilePattern } from './compile-pattern.ts'
import { findPattern } from './find-pattern.ts'
import { createTermFinder } from './find-terms.ts'
import { fold, unfold } from './fold.ts'
import { defaultActions, defaultLimits, type GuardEntry } from './kinds.ts'
import { nothingKnown, type Known, type KnownPrice, type KnownProduct } from './known.ts'
import { readOutgoing } from './read-outgoing.ts'

const entry = (id: string, words: string[], more: Partial<GuardEntry> = {}): GuardEntry => ({
  id,
  kind: 'exaggeration',
  language: 'zh',
  words,
  exceptions: [],
  action: null,
  reason: { zh: '', en: '' },
  better: null,
  roles: [],
  upToMinor: null,
  ...more,
})
const compiled = (entries: GuardEntry[]) =>
  compileGuard({ entries, actions: defaultActions, limits: defaultLimits })

describe('texts in one form', () => {
  test.each([
    ['你 去\u200b找　售後', '你去找售后'],
    ['Ｈｅｌｌｏ  World', 'hello world'],
    ['便宜 10 块', '便宜10块'],
    ['两行\n还是两行', '两行\n还是两行'],
    ['找·售*后 找-售~后', '找售后找售后'],
    ['找售\ufe0f后 找售\u2063后 找售\u{e0041}后 找\u3164售后', '找售后找售后找售后找售后'],
    ['找😀售🇨🇳后👍🏽', '找售后👍🏽'],
    ['请聯繫售後，諮詢客服', '请联系售后，咨询客服'],
    ['сontact the соurier', 'contact the courier'],
    ['5-7天，1·5元，a*b', '5-7天，1·5元，a*b'],
    ['它说“好”', '它说“好”'],
  ])('%s', (written, expected) => {
    expect(fold(written).text).toBe(expected)
  })
  test('a place in the folded text is found again in the original', () => {
    const original = '好的 🌸 你 去 找 售後吧'
    const folded = fold(original)
    const start = folded.text.indexOf('找售后')
    const { start: from, end } = unfold(folded, start, start + 3)
    expect(original.slice(from, end)).toBe('找 售後')
  })
})

describe('finding many terms', () => {
  test('overlapping terms, a term within another, and none in an empty text', () => {
    const finder = createTermFinder(['he', 'she', 'his', 'hers', '售后', '找售后', ''])
    const found = (text: string) => {
      const all: string[] = []
      finder.find(text, (term, end) => all.push(`${term}@${end}`))
      return all.sort()
    }
    expect(found('ushers')).toEqual(['0@4', '1@4', '3@6'])
    expect(found('去找售后吧')).toEqual(['4@4', '5@4'])
    expect(found('')).toEqual([])
  })
  test('agrees with a plain search on many random texts', () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const word = (length: number) => Array.from({ length }, () => 'abc'[random(3)]).join('')
    const terms = [...new Set(Array.from({ length: 60 }, () => word(1 + random(5))))]
    const finder = createTermFinder(terms)
    for (let i = 0; i < 50; i++) {
      const text = word(40)
      const found: string[] = []
      finder.find(text, (term, end) => found.push(`${terms[term]}@${end}`))
      const plain = terms.flatMap((term) =>
        Array.from({ length: text.length }, (_, at) => at)
          .filter((at) => text.startsWith(term, at))
          .map((at) => `${term}@${at + term.length}`),
      )
      expect(found.sort()).toEqual(plain.sort())
    }
  })
})

describe('how words are written', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['(a|b', 'brackets'],
    ['a)b', 'brackets'],
    ['[a', 'brackets'],
    ['a]', 'brackets'],
    ['[a][b]', 'brackets'],
    ['((a|b)|c)d', 'brackets'],
    ['…', 'too_wide'],
    ['(a|)…(b|)', 'too_wide'],
    ['a…b…c…d…e…f', 'too_wide'],
    ['x'.repeat(601), 'too_long'],
  ])('%s is refused: %s', (written, fault) => {
    expect(compilePattern(written)).toBe(fault)
  })
  test.each([
    ['你…找…售后', '你去找一下我们的售后', ['你去找一下我们的售后']],
    ['你…找…售后', '你来，我找售后', []],
    ['(你|您)(自己|)去', '您自己去，你去', ['您自己去', '你去']],
    ['[保证]…到', '我保证周五到', ['保证']],
    ['便宜#块', '便宜10.5块，便宜二十块', ['便宜10.5块', '便宜二十块']],
    ['best', 'bestow the best', ['best']],
    ['#%', '110% or 5%', ['110%', '5%']],
    ['a.b*c', 'a.b*c axbxc', ['a.b*c']],
    ['100% safe', 'It is 100% safe.', ['100% safe']],
  ])('%s in %s', (written, text, expected) => {
    const pattern = compilePattern(written)
    if (typeof pattern === 'string') throw new Error(pattern)
    const folded = fold(text).text
    expect(findPattern(pattern, folded).map(({ start, end }) => folded.slice(start, end))).toEqual(expected)
  })
})

// Each of these took between half a second and minutes as a regular expression.
test.each([
  ['好…好…好…好…坏', '好'.repeat(2000)],
  ['a…a…a…a…b', 'a '.repeat(1000)],
  [`${'(a|aa)'.repeat(60)}c`, 'a'.repeat(2000)],
  ['#…#…#…#…元', `${'1 '.repeat(990)}`],
  ['(你|您)…(找|问)…(去|来)…(吧|哦)…完', '你找去吧'.repeat(500)],
])('no pattern hangs: %s', (written, text) => {
  const guard = compiled([entry('one', [written])])
  const began = performance.now()
  expect(readOutgoing({ text }, guard)).toEqual([])
  expect(readOutgoing({ text: `${text}。坏b c元完` }, guard)).toEqual([])
  expect(performance.now() - began).toBeLessThan(500)
})

test('several thousand terms and a long text take a few milliseconds', () => {
  const terms = Array.from({ length: 5000 }, (_, i) => `词${String.fromCharCode(0x4e00 + (i % 3000))}${i}号`)
  const guard = compiled([entry('many', terms), entry('pattern', ['你…找…售后', '[保证]…(到|退|换)'])])
  const text = `${'您好，这款茶壶的容量在商品页有写，'.repeat(100)}词一0号，我保证周五到`
  const times = Array.from({ length: 21 }, () => {
    const began = performance.now()
    const findings = readOutgoing({ text }, guard)
    const took = performance.now() - began
    expect(findings.map(({ found }) => found)).toEqual(['词一0号', '保证'])
    return took
  }).sort((a, b) => a - b)
  expect(times[10]).toBeLessThan(10)
})
test('hostile text and hostile words do not hang it', () => {
  const guard = compiled([entry('wide', ['a…a…a…a…b', '(a|aa|aaa)…(a|aa|aaa)…c'])])
  const began = performance.now()
  readOutgoing({ text: 'a'.repeat(4000) }, guard)
  readOutgoing({ text: 'a '.repeat(2000) }, guard)
  expect(performance.now() - began).toBeLessThan(2000)
})

const price = (kind: KnownPrice['kind'], yuan: number, since = '2026-03-01T00:00:00.000Z'): KnownPrice => ({
  kind,
  minor: yuan * 100,
  currency: 'CNY',
  since,
})
const shelf: KnownProduct = {
  id: 'shelf',
  name: '白蜡木壁挂架',
  facts: [
    { key: '材质', value: '白蜡木', unit: null },
    { key: '承重', value: '12', unit: '公斤' },
    { key: '尺寸', value: '45×20', unit: 'cm' },
    { key: '厚度', value: '1.8-2', unit: 'cm' },
  ],
  prices: [price('list', 168), price('special', 148), price('physical_shop', 239)],
}
const know = (more: Partial<Known> = {}): Known => ({
  ...nothingKnown,
  now: '2026-03-04T03:00:00.000Z',
  products: [shelf],
  ...more,
})
const said = (text: string, known: Known = know()) =>
  readOutgoing({ text }, compiled([]), known).map(
    ({ kind, found, facts }) => `${kind} ${found} ${facts['verdict']}`,
  )

describe('[ORD-04] what is said of a product stands in its approved facts', () => {
  test.each([
    ['承重 15 公斤', ['claim 15公斤 contradicts']],
    ['它能承重15kg的书', ['claim 15kg contradicts']],
    ['厚度有 3 厘米', ['claim 3厘米 contradicts']],
    ['容量是 500 毫升', ['claim 500毫升 not_in_facts']],
    ['是橡木的', ['claim 橡木 contradicts']],
    ['这个架子是实木的，承重 12 公斤', ['claim 实木 contradicts']],
    ['Its load is 20 kg', ['claim 20 kg contradicts']],
    ['It is made of bamboo', ['claim bamboo contradicts']],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected)
  })
  test.each([
    '承重 12 公斤',
    '承重是 12000 克',
    '承重12kg',
    '承重大约 12.5 公斤',
    '长度 45 厘米',
    '厚度 1.9 厘米',
    '厚 18 毫米到 20 毫米',
    '请离墙 5 厘米再打孔',
    '快递明天发，3 公斤以内不加钱',
    '是白蜡木的',
    '不是橡木的，是白蜡木',
    '您要的是橡木吗？',
    '承重不是 15 公斤',
    '尺寸以商品页为准，手工测量有 1 厘米的误差',
    '45 和 60 差 30 元',
    'The load is 12 kg',
  ])('nothing to say of: %s', (text) => {
    expect(said(text)).toEqual([])
  })
  test('a product that nobody wrote facts of, and an unknown one, are held against nobody', () => {
    expect(said('承重 15 公斤，是橡木的', know({ products: [{ ...shelf, facts: [] }] }))).toEqual([])
    expect(said('承重 15 公斤', nothingKnown)).toEqual([])
  })
  test('one of several products is enough, and the buyer’s own figure is none of ours', () => {
    const bowl: KnownProduct = { ...shelf, id: 'bowl', facts: [{ key: '承重', value: '15 kg', unit: null }] }
    expect(said('承重 15 公斤', know({ products: [shelf, bowl] }))).toEqual([])
    expect(said('承重 15 公斤', know({ buyerSaid: ['我要承重15公斤的'] }))).toEqual([])
  })
  test('the fact itself is the better word', () => {
    const [finding] = readOutgoing({ text: '承重 15 公斤' }, compiled([]), know())
    expect(finding?.fix).toEqual({ start: 3, end: 8, text: '12 公斤' })
    expect(finding?.facts).toMatchObject({ key: '承重', value: '12 公斤', product: '白蜡木壁挂架' })
  })
})

describe('[PRC-06] prices said in chat', () => {
  test.each([
    ['这款只要 120 元', ['price_change 只要120元 not_marked']],
    ['单价是 ¥150 元', ['price_change 单价是¥150元 not_marked']],
    ['the price is $120', ['price_change price is $120 not_marked']],
    ['实体店卖 239 元', []],
    ['专柜要 300 元', ['stale_price 300元 other_price']],
    ['这款 168 元', []],
    ['单价 148 元', []],
    ['单价 168.00 元', []],
    ['运费只要 10 元', []],
    ['两件一共卖 316 元', []],
    ['满 199 减 20 元', []],
    ['差价 30 元', []],
  ])('%s', (text, expected) => {
    expect(said(text)).toEqual(expected)
  })
  test('it is said, not held back: a figure may mean something else', () => {
    const [finding] = readOutgoing({ text: '这款只要 120 元' }, compiled([]), know())
    expect(finding).toMatchObject({ action: 'warn', facts: { minor: 14_800, currency: 'CNY' } })
  })
  test('a compared price grows stale, and one that nobody looked up has no source', () => {
    const old = {
      ...shelf,
      prices: [price('list', 168), price('physical_shop', 239, '2026-01-01T00:00:00.000Z')],
    }
    expect(said('实体店卖 239 元', know({ products: [old] }))).toEqual(['stale_price 239元 stale'])
    const none = { ...shelf, prices: [price('list', 168)] }
    expect(said('商场里要 400 元', know({ products: [none] }))).toEqual(['stale_price 400元 no_source'])
    expect(said('商场里要 400 元', nothingKnown)).toEqual([])
  })
})

describe('[PHR-10] nothing but ready sentences', () => {
  const canned = (talk: Known['talk'], isCanned = true) =>
    readOutgoing({ text: '好的', isCanned }, compiled([]), know({ talk })).map(
      ({ kind, action, facts }) => `${kind} ${action} ${facts['verdict']}`,
    )
  test.each([
    [{ answers: 0, canned: 0, inRow: 0 }, []],
    [{ answers: 2, canned: 2, inRow: 2 }, []],
    [{ answers: 3, canned: 3, inRow: 3 }, ['canned warn too_many_in_row']],
    [{ answers: 4, canned: 3, inRow: 1 }, []],
    [{ answers: 5, canned: 4, inRow: 0 }, ['canned warn too_large_share']],
    [{ answers: 9, canned: 4, inRow: 2 }, []],
  ])('%j', (talk, expected) => {
    expect(canned(talk)).toEqual(expected)
  })
  test('own words are never held against anybody', () => {
    expect(canned({ answers: 9, canned: 9, inRow: 9 }, false)).toEqual([])
  })
})

describe('[PRM-05] [PRC-07] a promise to bear the carriage', () => {
  const freight = { limit: 1000, left: 1000, given: 0, currency: 'CNY' }
  const verdicts = (text: string, more: Partial<NonNullable<Known['freight']>> = {}) =>
    readOutgoing({ text }, compiled([]), know({ products: [], freight: { ...freight, ...more } })).map(
      ({ kind, facts }) => `${kind} ${facts['verdict']}`,
    )
  test.each([
    '给您免10元运费',
    '运费给您免 8 块',
    '12块的邮费给您免5块',
    '给您减十块邮费',
    '运费我们出五块',
    "I'll take $6 off shipping",
  ])('within the authority it passes: %s', (text) => {
    expect(verdicts(text)).toEqual([])
  })
  test.each([
    '给您免11元运费',
    '运费给您免 20 块',
    '邮费我这边帮您出十五块',
    '運費給您免二十元',
    '给您免12块运 费',
    "I'll take $16 off shipping",
  ])('beyond it, it is held against the text: %s', (text) => {
    expect(verdicts(text)).toEqual(['promise freight_beyond'])
  })
  test.each(['运费我们承担', '给您包邮', '邮费给您免了', "We'll cover the shipping", 'Shipping is on us'])(
    'without a sum it is asked for: %s',
    (text) => {
      expect(verdicts(text)).toEqual(['promise freight_open'])
      expect(verdicts(text, { limit: null, left: null })).toEqual([])
      expect(verdicts(text, { limit: 0, left: 0 })).toEqual(['promise freight_none'])
    },
  )
  test.each([
    '满 99 包邮',
    '这款包邮',
    '运费是 12 元',
    '不能给您免运费',
    '质量问题退回来的运费我们承担',
    '发错了，来回运费我们出',
    '您问的给您免邮费，我查一下',
    '运费可以给您免吗？',
    '下单会自动减运费券 5 元',
    '给您查一下运费',
    'Orders over $50 ship free',
    'If it is faulty we cover the shipping',
  ])('nothing to say of: %s', (text) => {
    expect(verdicts(text)).toEqual([])
  })
  test('what was given may be told; what is left is the limit of a new promise', () => {
    expect(verdicts('给您免8元运费', { left: 200, given: 800 })).toEqual([])
    expect(verdicts('再给您免3元运费', { limit: 1000, left: 200, given: 100 })).toEqual([
      'promise freight_beyond',
    ])
  })
  test('the sentence says what the limit is; whether it holds back is what the shop set for promises', () => {
    const read = (action: 'block' | 'warn' | 'off') =>
      readOutgoing(
        { text: '给您免20元运费' },
        compileGuard({ entries: [], actions: { ...defaultActions, promise: action }, limits: defaultLimits }),
        know({ freight }),
      ).map((one) => [one.action, one.facts])
    const facts = { verdict: 'freight_beyond', limit: 1000, left: 1000, currency: 'CNY' }
    expect(read('block')).toEqual([['block', facts]])
    expect(read('warn')).toEqual([['warn', facts]])
    expect(read('off')).toEqual([])
  })
  test('nobody knows what the writer may give: nothing is held against the text', () => {
    expect(readOutgoing({ text: '给您免20元运费' }, compiled([]), nothingKnown)).toEqual([])
  })
})
