import { exponentOf } from '#contract/money.ts'
import { productLimits } from '#contract/products/products.ts'
import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { parseAmount } from '#platform/tabular/amount-cell.ts'
import { shortened, unmarkedCell } from '#platform/tabular/cell.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import { openTable } from '#platform/tabular/table.ts'
import { readBarcode } from '../barcode.rules.ts'
import { categoryPath, codeKey, nameKey, readOptions, variantOf, type Option } from '../sku.rules.ts'
import {
  findProductColumns,
  type ProductColumns,
  type ProductField,
  type ProductMap,
} from './product-columns.ts'
import type { ProductDraft, ReadProduct, RefusedRow, SkuDraft } from './product-draft.rules.ts'
import { readDiscontinued, readStatus, readWeight } from './product-values.rules.ts'

export interface ReadCatalogue {
  /** Rows below the header. */
  read: number
  products: ReadProduct[]
  refused: RefusedRow[]
  /** What the file says with the columns: Shopify's export is known by its handles. */
  isShopify: boolean
  columns: ProductColumns
}
export interface ReadOptions {
  /** Of prices without a currency. */
  currency: string
  map: ProductMap
  maxBytes: number
  sheet?: string | undefined
}

/** A catalogue of more rows is none that a shop keeps in one table; all of it is held at once, since rows of one product may lie apart. */
const mostRows = 200_000
const sampleRows = 20
export class TooMany extends Error {}
export class NoProducts extends Error {}

/**
 * Reads a table of products: one row a product, one row a SKU, or Shopify's rows that go on with the product above. A row that
 * cannot be taken is refused with its line, field and reason. Throws TableFailure, MissingColumn, NoProducts {headers}, TooMany.
 */
export const readCatalogue = async (path: string, options: ReadOptions): Promise<ReadCatalogue> => {
  const table = await openTable(path, { maxBytes: options.maxBytes, layout: { sheet: options.sheet } })
  const rows: TableRow[] = []
  try {
    for await (const batch of table.rows) {
      rows.push(...batch)
      if (rows.length > mostRows) throw new TooMany(String(mostRows))
    }
  } finally {
    await table.close()
  }
  const sample = rows.filter(({ problem }) => problem === null).slice(0, sampleRows)
  const columns = findProductColumns(
    table.headers,
    sample.map(({ cells }) => cells),
    options.map,
  )
  const { at } = columns
  if (!at.has('name') && !at.has('handle')) throw new NoProducts(table.headers.slice(0, 5).join(' '))
  const reader = new RowGroups(columns, options)
  for (const row of rows) reader.take(row)
  return { read: rows.length, ...reader.end(), isShopify: at.has('handle'), columns }
}

interface Group {
  key: string
  line: number
  rows: TableRow[]
}

/** Rows by the product that they are about. */
class RowGroups {
  private readonly groups = new Map<string, Group>()
  private readonly refused: RefusedRow[] = []
  private readonly columns: ProductColumns
  private readonly options: ReadOptions

  constructor(columns: ProductColumns, options: ReadOptions) {
    this.columns = columns
    this.options = options
  }

  take(row: TableRow): void {
    if (row.problem !== null) {
      this.refuse(row, null, row.problem)
      return
    }
    const key = this.keyOf(row)
    if (key === null) {
      this.refuse(row, 'name', 'missing_value')
      return
    }
    const group = this.groups.get(key)
    if (group) group.rows.push(row)
    else this.groups.set(key, { key, line: row.line, rows: [row] })
  }

  private keyOf(row: TableRow): string | null {
    const handle = this.text(row, 'handle')
    if (handle !== '') return `handle ${handle}`
    if (this.columns.at.has('handle')) return null
    const id = this.text(row, 'id')
    if (id !== '') return `id ${id}`
    const name = this.text(row, 'name')
    return name === '' ? null : `name ${nameKey(name)}`
  }

  end(): { products: ReadProduct[]; refused: RefusedRow[] } {
    const products: ReadProduct[] = []
    const codes = new Map<string, number>()
    for (const group of this.groups.values()) {
      const product = this.product(group, codes)
      if (product) products.push(product)
    }
    this.refused.sort((one, other) => one.line - other.line)
    return { products, refused: this.refused }
  }

  /** Null when nothing of it can be taken. `codes`: SKU codes seen so far, and where. */
  private product(group: Group, codes: Map<string, number>): ReadProduct | null {
    const first = group.rows[0] as TableRow
    const named = group.rows.find((row) => this.text(row, 'name') !== '')
    if (!named) {
      for (const row of group.rows) this.refuse(row, 'name', 'missing_value')
      return null
    }
    const name = firstCharacters(this.text(named, 'name'), productLimits.name)
    const optionNames = ([1, 2, 3] as const).map((n) => this.text(named, `option${n}`))
    const skus: SkuDraft[] = []
    const skuLines: number[] = []
    for (const row of group.rows) {
      if (this.isOther(row, name)) continue
      if (group.rows.length > 1 && row !== first && !this.hasSku(row)) continue
      const sku = this.sku(row, optionNames, group, codes)
      if (!sku) continue
      if (skus.length >= productLimits.skus) this.refuse(row, null, 'too_many_skus')
      else {
        skus.push(sku)
        skuLines.push(row.line)
      }
    }
    if (skus.length === 0) return null
    const draft: ProductDraft = {
      key: group.key,
      externalId: this.text(first, 'id') || this.text(first, 'handle') || null,
      name,
      status: this.status(named),
      category: categoryPath(this.text(named, 'category')),
      brand: firstCharacters(this.text(named, 'brand'), 80) || null,
      skus,
      pictures: this.pictures(group.rows),
      facts: this.columns.facts.flatMap(({ key, column }) => {
        const value = unmarkedCell(named.cells[column] ?? '')
        return value === '' ? [] : [{ key: firstCharacters(key, 60), value: firstCharacters(value, 500) }]
      }),
    }
    return { draft, line: first.line, skuLines }
  }

  /** A row of this id or handle that calls the product otherwise: two products under one id, and no telling which. */
  private isOther(row: TableRow, name: string): boolean {
    const said = firstCharacters(this.text(row, 'name'), productLimits.name)
    if (said === '' || nameKey(said) === nameKey(name)) return false
    this.refuse(row, 'name', 'conflict', said)
    return true
  }

  private hasSku(row: TableRow): boolean {
    const { at } = this.columns
    const telling: ProductField[] = ['code', 'skuId', 'variant', 'option1Value', 'barcode', 'price']
    return telling.some((field) => at.has(field) && this.text(row, field) !== '')
  }

  private sku(
    row: TableRow,
    names: readonly string[],
    group: Group,
    codes: Map<string, number>,
  ): SkuDraft | null {
    const given =
      this.text(row, 'code') ||
      (this.columns.at.has('code') ? '' : group.rows.length === 1 ? this.text(row, 'id') : '')
    const code = given || null
    const key = codeKey(code)
    if (code !== null && code.length > productLimits.code) return this.refuse(row, 'code', 'bad_id', code)
    const seen = key === null ? undefined : codes.get(key)
    if (seen !== undefined) return this.refuse(row, 'code', 'duplicate_sku', `${given} (${seen})`)
    const prices = this.prices(row)
    const weight = this.text(row, 'weight')
    const weightGrams =
      weight === '' ? null : readWeight(weight, this.header('weight'), this.text(row, 'weightUnit'))
    if (prices === null) return null
    if (weight !== '' && weightGrams === null) return this.refuse(row, 'weight', 'bad_quantity', weight)
    const barcodes = this.text(row, 'barcode')
      .split(/[,;，；\s]+/)
      .filter((text) => text !== '')
    if (barcodes.some((text) => readBarcode(text) === null))
      return this.refuse(row, 'barcode', 'bad_id', barcodes.join(' '))
    if (key !== null) codes.set(key, row.line)
    const options = this.optionsOf(row, names)
    return {
      externalId: this.text(row, 'skuId') || null,
      code,
      variant: variantOf(options),
      options,
      barcodes: [...new Set(barcodes.map((text) => readBarcode(text)?.code ?? text))].slice(
        0,
        productLimits.barcodes,
      ),
      weightGrams,
      unit: firstCharacters(this.text(row, 'unit'), 40) || null,
      prices,
    }
  }

  private optionsOf(row: TableRow, names: readonly string[]): Option[] {
    const pairs = ([1, 2, 3] as const).flatMap((n) => {
      const value = this.text(row, `option${n}Value`)
      return value === '' ? [] : [{ name: names[n - 1] ?? '', value }]
    })
    // Shopify writes "Title: Default Title" where a product has no options.
    const isDefault = pairs.length === 1 && pairs[0]?.value === 'Default Title'
    return pairs.length > 0 && !isDefault ? pairs : isDefault ? [] : readOptions(this.text(row, 'variant'))
  }

  /** Null when one of them cannot be read: the row is refused. */
  private prices(row: TableRow): SkuDraft['prices'] | null {
    const currency = (this.text(row, 'currency') || this.options.currency).toUpperCase()
    const decimals = exponentOf(currency)
    if (decimals === undefined) return this.refuse(row, 'currency', 'bad_currency', currency)
    const kinds = {
      price: 'list',
      special: 'special',
      member: 'member',
      physicalShop: 'physical_shop',
      cost: 'cost',
    } as const
    const prices: SkuDraft['prices'] = []
    for (const [field, kind] of Object.entries(kinds) as [
      keyof typeof kinds,
      (typeof kinds)[keyof typeof kinds],
    ][]) {
      const text = this.text(row, field)
      if (text === '') continue
      const minor = parseAmount(text, { decimals })
      if (minor === null || minor < 0) return this.refuse(row, field, 'bad_money', text)
      prices.push({ kind, minor, currency })
    }
    return prices
  }

  private status(row: TableRow): ProductDraft['status'] {
    return readStatus(this.text(row, 'status')) ?? readDiscontinued(this.text(row, 'discontinued'))
  }

  private pictures(rows: readonly TableRow[]): ProductDraft['pictures'] {
    const pictures = new Map<string, string>()
    for (const row of rows)
      for (const url of this.text(row, 'picture').split(/[\s,;]+(?=https?:)/))
        if (/^https?:\/\/\S{4,500}$/.test(url) && !pictures.has(url))
          pictures.set(url, this.text(row, 'pictureAlt').slice(0, 200))
    return [...pictures].slice(0, productLimits.pictures).map(([url, alt]) => ({ url, alt }))
  }

  private text(row: TableRow, field: ProductField): string {
    const column = this.columns.at.get(field)
    return column === undefined ? '' : unmarkedCell(row.cells[column] ?? '')
  }

  private header(field: ProductField): string {
    return this.columns.headers[this.columns.at.get(field) ?? -1] ?? field
  }

  private refuse(row: TableRow, field: ProductField | null, reason: string, detail = ''): null {
    this.refused.push({
      line: row.line,
      field: field === null ? null : this.header(field),
      reason,
      detail: shortened(detail),
    })
    return null
  }
}
