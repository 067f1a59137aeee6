import { expect, test } from 'vitest'
import { draftsOf, fit, languageOf, partsOf, sectionOf } from './drafts.rules.ts'

test.each([
  ['常见问答', 'faq'],
  ['一、使用维护', 'use'],
  ['2. Product knowledge', 'product'],
  ['平台规则：', 'rule'],
  ['茶壶怎么洗', null],
  ['FAQ', 'faq'],
])('[KB-07] a heading %s is the section %s', (title, section) => {
  expect(sectionOf(title)).toBe(section)
})

test.each([
  ['天丝 Tencel 凉被', 'zh'],
  ['How to wash the 被 cover at home', 'en'],
  ['', 'en'],
])('%s is %s', (text, language) => {
  expect(languageOf(text)).toBe(language)
})

test('[KB-07] a quotation is the sentence, a list under its name the ways of asking, the rest the text', () => {
  expect(
    partsOf('> 冷水手洗。\n> 别拧。\n\n买家这样问：\n\n- 怎么洗\n- 能**机洗**吗\n\n## 为什么\n\n会缩水'),
  ).toEqual({
    answer: '冷水手洗。\n别拧。',
    questions: ['怎么洗', '能机洗吗'],
    body: '## 为什么\n\n会缩水',
  })
})

test.each([
  ['可以**机洗**。', { answer: '可以机洗。', body: '' }],
  ['- 一\n- 二', { answer: '', body: '- 一\n- 二' }],
  ['第一段\n\n第二段', { answer: '', body: '第一段\n\n第二段' }],
  ['长'.repeat(401), { answer: '', body: '长'.repeat(401) }],
])('[KB-07] one short paragraph is its own answer', (body, parts) => {
  expect(partsOf(body)).toMatchObject(parts)
})

test('what is too long is cut and told; an answer too long to be sent becomes text', () => {
  const draft = fit({
    title: `题${'目'.repeat(200)}`,
    section: 'faq',
    language: 'zh',
    answer: '答'.repeat(1001),
    questions: ['问', '问', ' '],
    body: '\u0000说明\ud800',
    products: [],
    categories: [],
  })
  expect([...draft.title].length).toBe(120)
  expect(draft).toMatchObject({ answer: '', questions: ['问'], isCut: true })
  expect(draft.body).toBe(`${'答'.repeat(1001)}\n\n说明\ufffd`)
})

test('[KB-07] headings called like sections hold their articles; a given section holds for all', () => {
  const cut = (body: string) =>
    body
      .split('## ')
      .filter((part) => part.trim() !== '')
      .map((part) => ({
        title: part.split('\n')[0] ?? '',
        body: part.split('\n').slice(1).join('\n').trim(),
      }))
  const pieces = [
    { title: '使用维护', body: '## 茶壶\n别干烧\n## 漏勺\n别久泡' },
    { title: '别的', body: '一句话' },
    { title: '空的', body: '' },
  ]
  const read = (section?: 'rule') =>
    draftsOf(pieces, { section, language: undefined }, cut).map((draft) => [
      draft.section,
      draft.title,
      draft.answer,
    ])
  expect(read()).toEqual([
    ['use', '茶壶', '别干烧'],
    ['use', '漏勺', '别久泡'],
    ['faq', '别的', '一句话'],
  ])
  expect(read('rule').every(([section]) => section === 'rule')).toBe(true)
})
