import type { Section } from '#contract/knowledge/kinds.ts'
import { unmarkedCell } from '#platform/tabular/cell.ts'
import { guessColumns, type FieldHints } from '#platform/tabular/column-guess.rules.ts'
import { openTable } from '#platform/tabular/table.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { fit, languageOf, sectionOf, type Draft } from './drafts.rules.ts'

type Field = 'title' | 'question' | 'answer' | 'body' | 'section' | 'product' | 'category' | 'language'

/** What columns of knowledge are called where shops keep it in a table. */
const hints: readonly FieldHints<Field>[] = [
  {
    field: 'title',
    names: ['标题', '题目', '主题', '知识点', 'title', 'subject', 'topic', 'article title', 'name', '名称'],
    not: ['商品', '产品', 'product', 'id'],
    looks: ['words'],
  },
  {
    field: 'question',
    names: [
      '问题',
      '买家这样问',
      '问法',
      '买家问题',
      '顾客问题',
      '客户问题',
      '常见问题',
      '提问',
      'question',
      'questions',
      'asked',
      'faq',
      'as buyers ask',
      'q',
      '问',
    ],
    not: ['id', '编号'],
    looks: ['words'],
  },
  {
    field: 'answer',
    names: [
      '答案',
      '发给买家的一句话',
      '回答',
      '回复',
      '话术',
      '标准答案',
      '参考回复',
      '答复',
      'answer',
      'answers',
      'reply',
      'response',
      'sentence for the buyer',
      'a',
      '答',
    ],
    looks: ['words'],
  },
  {
    field: 'body',
    names: [
      '说明',
      '正文',
      '内容',
      '详细说明',
      '备注',
      'body',
      'content',
      'text',
      'details',
      'description',
      'notes',
    ],
    looks: ['words'],
  },
  {
    field: 'section',
    names: ['栏目', '分类', '类型', '类别', 'section', 'category', 'type', 'group'],
    not: ['商品', '产品', 'product'],
  },
  {
    field: 'product',
    names: [
      '商品',
      '产品',
      '适用商品',
      '关联商品',
      '商品名称',
      '产品名称',
      '宝贝',
      '货号',
      '商家编码',
      'product',
      'products',
      'product name',
      'sku',
      'item',
    ],
  },
  { field: 'category', names: ['商品类目', '类目', '适用类目', 'product category', 'categories'] },
  { field: 'language', names: ['语言', '语种', 'language', 'lang', 'locale'] },
]

export interface TableDrafts {
  drafts: Draft[]
  refused: { line: number; reason: string }[]
  /** Columns by what they were taken for. */
  columns: Record<string, string>
}
const mostRows = 20_000
const sampleRows = 20
const several = /[;；\n|]+/

/**
 * A table of knowledge: columns by their names and what stands in them; the first two of text are question and answer where no
 * name says so. A row without a title, or with nothing to say, is refused. @throws TableFailure; one of code `not_text` without such columns.
 */
export const readTableDrafts = async (
  path: string,
  given: { section: Section | undefined; language: 'zh' | 'en' | undefined; maxBytes: number },
): Promise<TableDrafts> => {
  const table = await openTable(path, { maxBytes: given.maxBytes, maxInflated: 8 * given.maxBytes })
  const rows: TableRow[] = []
  try {
    for await (const batch of table.rows) {
      rows.push(...batch)
      if (rows.length > mostRows) throw new TableFailure('too_large', String(mostRows))
    }
  } finally {
    await table.close()
  }
  const sample = rows.filter(({ problem }) => problem === null).slice(0, sampleRows)
  const at = columnsOf(
    table.headers,
    sample.map(({ cells }) => cells),
  )
  if (!(at.has('title') || at.has('question')) || !(at.has('answer') || at.has('body')))
    throw new TableFailure('not_text', table.headers.slice(0, 6).join(' · '))
  const refused: TableDrafts['refused'] = []
  const drafts: Draft[] = []
  for (const row of rows) {
    const text = (field: Field) => unmarkedCell(row.cells[at.get(field) ?? -1] ?? '').trim()
    const asked = text('question')
      .split(several)
      .map((one) => one.trim())
      .filter((one) => one !== '')
    const title = text('title') || asked[0] || ''
    const [answer, body] = [text('answer'), text('body')]
    const reason =
      row.problem ?? (title === '' ? 'missing_title' : answer === '' && body === '' ? 'nothing_said' : null)
    if (reason !== null) {
      refused.push({ line: row.line, reason })
      continue
    }
    drafts.push(
      fit({
        title,
        section: given.section ?? sectionOf(text('section')) ?? 'faq',
        language: given.language ?? spoken(text('language')) ?? languageOf(`${title} ${answer} ${body}`),
        answer,
        questions: asked.filter((one) => one !== title),
        body,
        products: text('product')
          .split(/[;；\n,，、|]+/)
          .map((one) => one.trim())
          .filter((one) => one !== ''),
        categories: text('category')
          .split(several)
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      }),
    )
  }
  return {
    drafts,
    refused: refused.slice(0, 1000),
    columns: Object.fromEntries([...at].map(([field, column]) => [field, table.headers[column] ?? ''])),
  }
}

const columnsOf = (
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): Map<Field, number> => {
  const at = new Map<Field, number>()
  for (const { field, column, confidence } of guessColumns(headers, sample, hints))
    if (confidence >= 0.5) at.set(field, column)
  if (at.has('title') && !at.has('question') && !at.has('answer') && !at.has('body')) {
    // Two columns of which one has a name that tells nothing: what stands beside the question answers it.
    const other = headers.findIndex(
      (_, column) => column !== at.get('title') && ![...at.values()].includes(column),
    )
    if (other >= 0) at.set('answer', other)
  }
  return at
}
const spoken = (text: string): 'zh' | 'en' | null =>
  /^(zh|cn|中文|汉语|chinese)/i.test(text) ? 'zh' : /^(en|英文|英语|english)/i.test(text) ? 'en' : null
