import type { QueryOf } from '#contract/endpoint.ts'
import { sections, type Section } from '#contract/knowledge/kinds.ts'
import type { ArticleRow, listArticles } from '#contract/knowledge/knowledge.ts'
import type { Database } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, pagesBy, type Column, type Table } from '#platform/table-writers/index.ts'
import type { Articles } from '../articles.ts'
import { namesOfProducts, type EditionRecord } from '../articles.store.ts'
import { selectWhole } from './export.store.ts'

export interface WholeArticle extends ArticleRow {
  body: string
  questions: string[]
  products: string[]
  categories: string[]
  pictures: EditionRecord['pictures']
}
export type ArticleFilters = Omit<QueryOf<typeof listArticles>, 'cursor' | 'limit'>

const pageSize = 100

/** Articles with all they say, page by page, by the list's own filters. */
export const wholeArticles = (
  { db, articles }: { db: Database; articles: Articles },
  caller: MemberCaller,
  filters: ArticleFilters,
): AsyncIterable<readonly WholeArticle[]> =>
  pagesBy(async (cursor) => {
    const page = await articles.list(caller, { ...filters, limit: pageSize, ...(cursor && { cursor }) })
    return { ...page, rows: await wholeOf(db, caller.shopId, page.rows) }
  })

const wholeOf = (db: Database, shopId: string, rows: readonly ArticleRow[]): Promise<WholeArticle[]> =>
  db.inShop(shopId, async (tx) => {
    const editions = new Map(
      (
        await selectWhole(
          tx,
          rows.map(({ id }) => id),
        )
      ).map((edition) => [edition.article_id, edition]),
    )
    const names = await namesOfProducts(tx, [
      ...new Set([...editions.values()].flatMap((edition) => edition.product_ids)),
    ])
    return rows.flatMap((row) => {
      const edition = editions.get(row.id)
      if (!edition) return []
      const { body, questions, categories, pictures } = edition
      return [
        {
          ...row,
          body,
          questions,
          categories,
          pictures,
          products: edition.product_ids.flatMap((id) => names.get(id) ?? []),
        },
      ]
    })
  })

/** Columns that an import of ours finds again by their names. */
export const knowledgeTable = (
  ports: { db: Database; articles: Articles },
  caller: MemberCaller,
  filters: ArticleFilters,
): Table<WholeArticle> => ({ columns, pages: wholeArticles(ports, caller, filters) })

const sectionTitles: Readonly<Record<Section, { zh: string; en: string }>> = {
  faq: { zh: '常见问答', en: 'FAQ' },
  product: { zh: '产品知识', en: 'Product knowledge' },
  use: { zh: '使用维护', en: 'Use and care' },
  industry: { zh: '行业知识', en: 'Industry knowledge' },
  rule: { zh: '平台规则', en: 'Platform rules' },
}
const { text, flag, time, list } = columnsOf<WholeArticle>()
const columns: Column<WholeArticle>[] = [
  text('title', '标题', 'Title', (row) => row.title),
  list('questions', '买家这样问', 'As buyers ask', (row) => row.questions),
  text('answer', '答案', 'Answer', (row) => row.answer),
  text('section', '栏目', 'Section', (row) => sectionTitles[row.section][row.language]),
  list('products', '商品', 'Products', (row) => row.products),
  list('categories', '商品类目', 'Product category', (row) => row.categories),
  text('body', '说明', 'Body', (row) => row.body),
  text('language', '语言', 'Language', (row) => row.language),
  text('mark', '性质', 'Kind', (row) => row.mark),
  text('state', '状态', 'State', (row) => row.state),
  flag('isPublic', '买家可自查', 'Public', (row) => row.isPublic),
  text('owner', '负责人', 'Owner', (row) => row.ownerName),
  text('reviewOn', '复看日期', 'Review on', (row) => row.reviewOn),
  time('updatedAt', '更新于', 'Changed at', (row) => row.updatedAt),
  text('id', '编号', 'Id', (row) => row.id),
]

const asked = { zh: '买家这样问', en: 'As buyers ask' } as const

/** An article as Markdown below its title: the sentence as a quotation, the ways of asking as a list, then the text. An import reads it back. */
export const markdownOf = ({ answer, questions, body, language }: WholeArticle): string =>
  [
    answer === ''
      ? ''
      : answer
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\n'),
    questions.length === 0 ? '' : `${asked[language]}:\n\n${questions.map((one) => `- ${one}`).join('\n')}`,
    body,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

/** Articles by section, each section under its own name. */
export const bySection = (
  rows: readonly WholeArticle[],
  language: 'zh' | 'en',
): { title: string; rows: WholeArticle[] }[] =>
  sections.flatMap((section) => {
    const own = rows.filter((row) => row.section === section)
    return own.length === 0 ? [] : [{ title: sectionTitles[section][language], rows: own }]
  })
