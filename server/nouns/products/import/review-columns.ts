import { guessColumns, type FieldHints } from '#platform/tabular/column-guess.rules.ts'
import { givenColumns } from './product-columns.ts'

export const reviewFields = [
  'id',
  'externalId',
  'title',
  'heading',
  'order',
  'buyer',
  'stars',
  'verdict',
  'text',
  'more',
  'reply',
  'at',
  'pictures',
  'variant',
] as const
export type ReviewField = (typeof reviewFields)[number]
const hints: readonly FieldHints<ReviewField>[] = [
  { field: 'id', names: ['评价ID', '评论ID', '评价编号', 'review id', 'comment id', 'rate id'] },
  {
    field: 'externalId',
    names: [
      '宝贝ID',
      '商品ID',
      '商品编号',
      'product id',
      'product_handle',
      'item id',
      'num_iid',
      'handle',
      'asin',
    ],
    not: ['sku'],
  },
  {
    field: 'title',
    names: [
      '宝贝标题',
      '宝贝名称',
      '商品标题',
      '商品名称',
      'product title',
      'product name',
      '宝贝',
      '商品',
      'product',
    ],
    not: ['id', 'handle', 'url', '编号'],
    looks: ['words'],
  },
  {
    field: 'heading',
    names: ['review title', '评价标题', 'title', 'headline', '标题'],
    not: ['宝贝', '商品', 'product'],
  },
  {
    field: 'order',
    names: ['订单编号', '订单号', '交易编号', 'order id', 'order number', 'order'],
    looks: ['id'],
  },
  {
    field: 'buyer',
    names: [
      '买家昵称',
      '评价人',
      '买家',
      '昵称',
      '用户昵称',
      '会员名',
      'reviewer name',
      'buyer',
      'author',
      'customer',
      'reviewer',
      'nickname',
    ],
    not: ['email', 'ip'],
  },
  { field: 'stars', names: ['评分', '星级', '描述相符', 'rating', 'stars', 'score', '评价星级'] },
  {
    field: 'verdict',
    names: ['评价类型', '评价结果', '好中差评', '评价等级', 'verdict', 'sentiment', 'result'],
  },
  {
    field: 'text',
    names: [
      '评价内容',
      '评论内容',
      '初评',
      '初次评价',
      '评价',
      '评论',
      '内容',
      'body',
      'review',
      'content',
      'comment',
      'text',
    ],
    not: ['id', '时间', 'date', '回复', '追', 'title', '类型', 'url', '编号'],
  },
  { field: 'more', names: ['追评内容', '追加评价', '追评', '追加评论', 'follow-up'], not: ['时间', '天'] },
  {
    field: 'reply',
    names: ['回复内容', '掌柜回复', '商家回复', '卖家回复', '回复', 'reply', 'seller reply', 'response'],
    not: ['时间', 'date'],
  },
  {
    field: 'at',
    names: [
      '评价时间',
      '评论时间',
      '创建时间',
      '时间',
      '日期',
      'review date',
      'created at',
      'date',
      'time',
      'reviewed at',
    ],
    not: ['追', '回复', 'reply'],
    looks: ['time'],
  },
  {
    field: 'pictures',
    names: ['评价图片', '图片', '晒图', 'picture urls', 'images', 'photos', 'pictures', 'image'],
    not: ['alt'],
  },
  { field: 'variant', names: ['SKU属性', '规格', 'variant', 'sku'], not: ['id', '编码'] },
]

/** Columns as a person said, the rest guessed by name and a look at the first rows. Throws MissingColumn. */
export const findReviewColumns = (
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  said: Partial<Record<ReviewField, string | null>>,
): ReadonlyMap<ReviewField, number> => {
  const at = givenColumns(headers, said)
  const taken = new Set(at.values())
  const guessed = guessColumns(
    headers.map((header, column) => (taken.has(column) ? '' : header)),
    sample,
    hints.filter(({ field }) => !Object.hasOwn(said, field)),
  )
  for (const { field, column, confidence } of guessed) if (confidence >= 0.5) at.set(field, column)
  // Where nothing else names the product, a column called title does.
  const heading = at.get('heading')
  if (!at.has('title') && !at.has('externalId') && heading !== undefined) {
    at.set('title', heading)
    at.delete('heading')
  }
  return at
}

/** A moment, and something that was said. */
export const isReview = (at: ReadonlyMap<ReviewField, number>): boolean =>
  at.has('at') && (at.has('text') || at.has('stars') || at.has('verdict'))

/** The fields that a header tells, or null where they make no review. */
export const findReviewFields = (
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): string[] | null => {
  const at = findReviewColumns(headers, sample, {})
  return isReview(at) ? [...at.keys()] : null
}
