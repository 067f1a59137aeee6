import { guessColumns, type FieldHints } from '#platform/tabular/column-guess.rules.ts'

export const productFields = [
  'handle',
  'id',
  'name',
  'status',
  'discontinued',
  'category',
  'brand',
  'code',
  'skuId',
  'variant',
  'option1',
  'option1Value',
  'option2',
  'option2Value',
  'option3',
  'option3Value',
  'barcode',
  'price',
  'special',
  'member',
  'physicalShop',
  'cost',
  'currency',
  'weight',
  'weightUnit',
  'unit',
  'picture',
  'pictureAlt',
] as const
export type ProductField = (typeof productFields)[number]

/** The names that exports give them: Shopify's old and new ones, Taobao's and its helpers', and what people write. */
const hints: readonly FieldHints<ProductField>[] = [
  { field: 'handle', names: ['Handle', 'URL handle'] },
  {
    field: 'id',
    names: [
      '宝贝ID',
      '商品ID',
      '商品编号',
      '产品编号',
      '宝贝id',
      'product id',
      'item id',
      'num_iid',
      'ID',
      '编号',
    ],
    not: ['sku', 'image'],
    looks: ['id'],
  },
  {
    field: 'name',
    names: [
      '宝贝标题',
      '宝贝名称',
      '商品标题',
      '商品名称',
      '产品名称',
      '货品名称',
      '品名',
      'Title',
      'product name',
      'product title',
      'item name',
      '名称',
      '标题',
      '商品',
      'name',
      'product',
    ],
    not: ['option', 'seo', 'id', 'sku', '规格', 'type', 'category', 'image', 'url', '简称'],
    looks: ['words'],
  },
  {
    field: 'status',
    names: [
      '商品状态',
      '宝贝状态',
      '状态',
      'Status',
      '是否上架',
      '上架',
      'Published',
      'published on online store',
      'active',
    ],
    not: ['inventory'],
  },
  { field: 'discontinued', names: ['discontinued', '停产', '已下架', '是否下架', '停售'] },
  {
    field: 'category',
    names: [
      'Product Category',
      '商品类目',
      '宝贝类目',
      '类目',
      '商品分类',
      '分类',
      'Type',
      'category',
      'category name',
      'product type',
      'category id',
    ],
    not: ['颜色'],
  },
  { field: 'brand', names: ['品牌', 'brand', 'Vendor', '厂商', '供应商', 'manufacturer'], not: ['id'] },
  {
    field: 'code',
    names: [
      '商家编码',
      'SKU编码',
      '规格编码',
      '外部系统编号',
      'Variant SKU',
      'SKU',
      'sku code',
      '货号',
      '商品编码',
      '款号',
      'item no',
      'part number',
      'item code',
      'article number',
    ],
    not: ['id', 'name', 'image', 'barcode'],
    looks: ['id'],
  },
  { field: 'skuId', names: ['skuid', 'sku_id', 'SKU ID', 'variant id', '规格id'] },
  {
    field: 'variant',
    names: [
      'SKU属性',
      '商品属性',
      '规格',
      '规格名称',
      '颜色规格',
      '销售属性',
      'variant',
      'variant title',
      'variation',
      '款式',
    ],
    not: ['id', 'price', 'sku code', '编码', 'image', 'grams', 'weight'],
  },
  ...([1, 2, 3] as const).flatMap((n): FieldHints<ProductField>[] => [
    { field: `option${n}`, names: [`Option${n} Name`], not: ['value', 'linked'] },
    { field: `option${n}Value`, names: [`Option${n} Value`], not: ['linked'] },
  ]),
  {
    field: 'barcode',
    names: [
      'Variant Barcode',
      'Barcode',
      '条形码',
      '条码',
      '商品条形码',
      '商品条码',
      'EAN',
      'UPC',
      'GTIN',
      '国际条码',
      '69码',
    ],
  },
  {
    field: 'price',
    names: [
      'Variant Price',
      '一口价',
      '价格',
      '售价',
      '销售价',
      '宝贝价格',
      '单价',
      '零售价',
      '吊牌价',
      '原价',
      'Price',
      'unit price',
      'list price',
      'retail price',
    ],
    not: ['cost', '成本', '促销', '会员', 'compare', '对比', '进价'],
    looks: ['money'],
  },
  {
    field: 'special',
    names: ['促销价', '活动价', '特价', '优惠价', '折扣价', 'sale price', 'special price', 'promo price'],
    looks: ['money'],
  },
  { field: 'member', names: ['会员价', 'member price', 'vip价'], looks: ['money'] },
  {
    field: 'physicalShop',
    names: ['门店价', '实体店价', '线下价', 'shop price', 'in-store price'],
    looks: ['money'],
  },
  {
    field: 'cost',
    names: ['Cost per item', '成本价', '成本', '进价', '采购价', 'cost', 'cost price', 'purchase price'],
    looks: ['money'],
  },
  { field: 'currency', names: ['currency', '币种', '货币'] },
  {
    field: 'weight',
    names: [
      'Variant Grams',
      '重量',
      '重量(kg)',
      '重量(克)',
      '毛重',
      '净重',
      'weight',
      'weight grams',
      'weight (kg)',
      'weight value (grams)',
      'grams',
    ],
    not: ['unit', '单位'],
  },
  {
    field: 'weightUnit',
    names: ['Variant Weight Unit', '重量单位', 'weight unit', 'weight unit for display'],
  },
  {
    field: 'unit',
    names: ['单位', '计量单位', 'unit', 'quantity per unit', 'unit of measure', '包装规格'],
    not: ['price', 'stock', 'weight', 'order', '重量'],
  },
  {
    field: 'picture',
    names: [
      'Image Src',
      'product image url',
      '主图',
      '宝贝主图',
      '商品图片',
      '图片',
      'image',
      'image url',
      'picture',
      '新图片',
    ],
    not: ['alt', 'position', 'variant', 'position'],
  },
  { field: 'pictureAlt', names: ['Image Alt Text', 'image alt text', '图片说明'] },
]

/** Written by hand or kept from before: which column is which, and which further columns are facts. */
export interface ProductMap {
  /** Null: no column is. */
  columns?: Partial<Record<ProductField, string | null>>
  /** Columns that state a fact of the product; the column's name is the fact's. */
  facts?: string[]
  currency?: string
}

export interface ProductColumns {
  at: ReadonlyMap<ProductField, number>
  facts: readonly { key: string; column: number }[]
  headers: readonly string[]
}

/** @throws MissingColumn for a column of the map that the file does not have. */
export class MissingColumn extends Error {}

const columnOf = (headers: readonly string[], name: string): number => {
  const column = headers.findIndex((header) => header.trim().toLowerCase() === name.trim().toLowerCase())
  if (column < 0) throw new MissingColumn(name)
  return column
}

/** Which column was said to be what; null: none is. @throws MissingColumn */
export const givenColumns = <Field extends string>(
  headers: readonly string[],
  said: Partial<Record<Field, string | null>>,
): Map<Field, number> =>
  new Map(
    Object.entries(said).flatMap(([field, name]) =>
      typeof name === 'string' ? [[field as Field, columnOf(headers, name)] as const] : [],
    ),
  )

/** Columns by the map, the rest guessed by name and a look at the first rows. */
export const findProductColumns = (
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  map: ProductMap,
): ProductColumns => {
  const said = map.columns ?? {}
  const given = givenColumns(headers, said)
  const taken = new Set(given.values())
  const guessed = guessColumns(
    headers.map((header, column) => (taken.has(column) ? '' : header)),
    sample,
    hints.filter(({ field }) => !Object.hasOwn(said, field)),
  )
  const at = new Map(given)
  for (const { field, column, confidence } of guessed) if (confidence >= 0.5) at.set(field, column)
  return { at, facts: (map.facts ?? []).map((key) => ({ key, column: columnOf(headers, key) })), headers }
}

/** The fields that a header tells, or null where no product could be named by them. */
export const findProductFields = (
  headers: readonly string[],
  sample: readonly (readonly string[])[],
): string[] | null => {
  const { at } = findProductColumns(headers, sample, {})
  return at.has('name') || at.has('handle') ? [...at.keys()] : null
}
