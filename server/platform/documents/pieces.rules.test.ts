import { describe, expect, test } from 'vitest'
import { piecesOf } from './pieces.rules.ts'

const cases: [what: string, markdown: string, pieces: [title: string, body: string][]][] = [
  ['nothing', '  \n', []],
  ['no heading: the name of the file is the title', '可以机洗。', [['洗护', '可以机洗。']]],
  ['one heading', '# 起球吗\n\n不起球。', [['起球吗', '不起球。']]],
  [
    'each topmost heading begins a piece',
    '# 一\na\n# 二\n\nb\n',
    [
      ['一', 'a'],
      ['二', 'b'],
    ],
  ],
  [
    'lower headings stay inside',
    '## 一\na\n### 细节\nb\n## 二\nc',
    [
      ['一', 'a\n### 细节\nb'],
      ['二', 'c'],
    ],
  ],
  ['what stands before the first joins it', '前言\n\n# 一\na', [['一', '前言\n\na']]],
  [
    'marks in a title are dropped',
    '# **天丝**凉感被 [详情](https://a.example)\n好',
    [['天丝凉感被 详情', '好']],
  ],
  ['a heading in code is none', '# 一\n```\n# 不是\n```\n完', [['一', '```\n# 不是\n```\n完']]],
  [
    'a fence ends only with its own mark',
    '# 一\n````\n```\n# 不是\n````\n# 二\nb',
    [
      ['一', '````\n```\n# 不是\n````'],
      ['二', 'b'],
    ],
  ],
  [
    'line ends of every kind',
    '# 一\r\na\r\n# 二\rb',
    [
      ['一', 'a'],
      ['二', 'b'],
    ],
  ],
  [
    'a title without text below',
    '# 一\n# 二\nb',
    [
      ['一', ''],
      ['二', 'b'],
    ],
  ],
]

describe('a long text cut into pieces', () => {
  test.each(cases)('%s', (_, markdown, pieces) => {
    expect(piecesOf(markdown, '洗护').map(({ title, body }) => [title, body])).toEqual(pieces)
  })
})
