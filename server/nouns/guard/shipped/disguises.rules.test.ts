import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compileGuard } from '#contract/guard/compile-lists.ts'
import { defaultActions, defaultLimits } from '#contract/guard/kinds.ts'
import { nothingKnown, type Known } from '#contract/guard/known.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { shippedEntries } from './shipped.rules.ts'

const guard = compileGuard({ entries: shippedEntries, actions: defaultActions, limits: defaultLimits })
const kindsIn = (text: string) =>
  [...new Set(readOutgoing({ text }, guard).map(({ kind }) => kind))].join(' ')

describe('[PHR-06] a deflection is found behind a disguise', () => {
  test.each([
    // A sign, a blank, a letter or a figure within the word.
    ...['.', '。', ',', '，', '、', '/', '|', ' ', ' . ', '…', '→', '˙', '“', '+1', 'a', '0', '\n', '-'].map(
      (sign) => `你去找售${sign}后吧`,
    ),
    '你去找 售 后 吧',
    '你去找【售】【后】',
    '你.去.找.售.后',
    // Wide, invisible, a look-alike, another script.
    '你去找ｓｈｏｕ　ｈｏｕ',
    '你去找售\u200b\u200d后',
    '你去找⼝岸，不，去找售\u2060后',
    '請聯絡售·後',
    // Said twice.
    '你你去去找找售售后后',
    '你去找售售后吧',
    // Pinyin, whole or in part, with tones, apart, spelt.
    'zhao shouhou',
    'zhaoshouhou',
    'ni qu zhao shouhou ba',
    'Qing Lianxi Shouhou',
    '你去zhao售后',
    '你去找shou hou',
    '你去找shòuhòu',
    'ni qu zhao s h o u h o u',
    'lian xi kuai di',
    'Please c.o.ntact the courier',
    'Please contact the couuurier',
  ])('%s', (text) => {
    expect(kindsIn(text)).toContain('deflection')
  })
})

test.each([
  ['给您便.宜10块', 'price_change'],
  ['給您便/宜十塊', 'price_change'],
  ['gei nin pianyi 10 kuai', 'price_change'],
  ['保.证明天到', 'promise'],
  ['baozheng mingtian dao', 'promise'],
  ['⼀定给您送到', 'promise'],
  ['全网最/低价', 'superlative'],
])('[PRC-06] [PRM-05] [ORD-04] so are the others: %s, %s', (text, kind) => {
  expect(kindsIn(text)).toContain(kind)
})

test('[PHR-06] the disguised sentence is underlined where it stands and replaced as a whole', () => {
  const text = '您好！你去找售.后吧。祝您愉快。'
  const [finding] = readOutgoing({ text }, guard)
  expect(finding?.found).toBe('你去找售.后')
  const { fix } = finding ?? {}
  expect(fix && text.slice(0, fix.start) + fix.text + text.slice(fix.end)).toBe(
    '您好！这件事由我负责到底，我现在就请同事一起看，请您稍等。祝您愉快。',
  )
})

describe('what is no disguise', () => {
  test.each([
    '您收到货，后天再说也行',
    '您有问题，联系我，售后我来跟',
    '好的，您找一下，售后卡在盒子里',
    '盒子里有说明书、售后卡、螺丝',
    '买A送B，两件一起发',
    '3 天内发，后面有单号',
    '您看看，后面那张图',
    '谢谢您，后续有事叫我',
    '高、宽、长都在详情里',
    '尺寸 L/XL，颜色：灰/白',
    '不用您找，售后这边我去',
    '我帮您找，售后同事一会儿联系您',
    '快递（顺丰）明天到不了，后天可能到',
    'wo bang nin zhao shouhou',
    'Size M, women',
    'Do you want to sing a song?',
    'We can ship it, then you can wait.',
    'See www.example.com/size-chart',
    '最大码是 XL，好穿',
    '满 199 减 20，给您看链接',
  ])('%s', (text) => {
    expect(readOutgoing({ text }, guard).filter(({ action }) => action === 'block')).toEqual([])
  })

  /** Every sentence in Chinese that the desk itself says or ships: none of them may be held back. */
  const root = join(import.meta.dirname, '../../../..')
  const sentences = [
    'console',
    'buyer',
    'server/nouns/conversations',
    'server/nouns/knowledge',
    'server/app/demo',
  ]
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) =>
          /\.(?:words|rules)\.ts$|default-\w+\.ts$|demo\/[\w-]+\.ts$/.test(join(folder, path)),
        )
        .map((path) => readFileSync(join(root, folder, path), 'utf8')),
    )
    .flatMap((source) => [...source.matchAll(/'((?:[^'\\\n]|\\.){6,200})'/g)].map((match) => match[1] ?? ''))
    .filter((text) => /[\u4e00-\u9fff]{4}/.test(text) && !/[|[\]…]/.test(text))
  test('no sentence of the desk’s own is blocked that is not blocked as it stands', () => {
    expect(sentences.length).toBeGreaterThan(1000)
    const blocked = (text: string) =>
      readOutgoing({ text }, guard).some(({ action, kind }) => action === 'block' && kind !== 'slot')
    const joined = sentences.filter((text, i) => blocked(`${text}，${sentences[i + 1] ?? ''}`))
    const alone = sentences.filter((text, i) => blocked(text) || blocked(sentences[i + 1] ?? ''))
    expect(joined.filter((text) => !alone.includes(text))).toEqual([])
  })
})

describe('no text hangs it', () => {
  const known: Known = {
    ...nothingKnown,
    buyerSaid: ['a'.repeat(1000)],
    freight: { limit: 1000, left: 0, given: 0, currency: 'CNY' },
    products: [
      {
        id: 'shelf',
        name: '架子',
        facts: [{ key: '承重', value: '12', unit: '公斤' }],
        prices: [{ kind: 'list', minor: 100, currency: 'CNY', since: '2026-01-01T00:00:00Z' }],
      },
    ],
  }
  const pieces =
    '售 后 找 你去找 给您 运费 免 您说 保证 便宜 块 一 最 ，。 ·  \u200b “ " \' ( 😀 🇨🇳 é a 1 1. 1- ¥1 ni shou zhao shouhou i\u0020will shipping no \n > 12kg 承重 . * _ … ____'.split(
      ' ',
    )
  let seed = 20_261_122
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  const some = () => pieces[random(pieces.length)] ?? ''
  const hostile = [
    ...pieces.map((piece) => [piece || ' ']),
    ...Array.from({ length: 25 }, () => Array.from({ length: 2 + random(4) }, some)),
  ].map((unit) => unit.join('') || ' ')
  const readMs = (text: string) => {
    // The least of three: another process may take the processor away in between.
    let least = Infinity
    for (let i = 0; i < 3; i++) {
      const began = performance.now()
      readOutgoing({ text }, guard, known)
      least = Math.min(least, performance.now() - began)
      if (least < 40) break
    }
    return least
  }
  test('four thousand characters of whatever is repeated are read in a moment, whatever stands before it', () => {
    const slow: string[] = []
    for (const unit of hostile)
      for (const head of ['', '给您免']) {
        const text = (head + unit.repeat(Math.ceil(4000 / unit.length))).slice(0, 3999)
        if (readMs(`${text}后`) > 150) slow.push(JSON.stringify([head, unit]))
      }
    expect(slow).toEqual([])
  }, 60_000)
})
