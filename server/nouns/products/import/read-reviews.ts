import { firstCharacters } from '#platform/search/search-key.rules.ts'
import { shortened, unmarkedCell } from '#platform/tabular/cell.ts'
import { dateOrderOf, parseMoment, type DateOrder } from '#platform/tabular/moment-cell.ts'
import type { TableRow } from '#platform/tabular/row-reader.ts'
import { openTable } from '#platform/tabular/table.ts'
import { uuidOf } from '../content-id.ts'
import { NoProducts } from './read-products.ts'
import { RefusedLines } from './refused-lines.ts'
import { findReviewColumns, isReview, type ReviewField } from './review-columns.ts'
import { readStars, readVerdict, type Verdict } from './review-values.rules.ts'

export interface ReviewDraft {
  key: string
  line: number
  externalId: string | null
  title: string | null
  orderNumber: string | null
  buyerName: string
  stars: number | null
  verdict: Verdict | null
  text: string
  more: string | null
  reply: string | null
  pictures: string[]
  /** ISO 8601 with offset. */
  at: string
}
export interface ReviewFile {
  /** In batches; `refused` and `read` grow meanwhile. */
  batches: AsyncGenerator<ReviewDraft[]>
  refused: RefusedLines
  read: () => number
  columns: Record<string, string>
  close: () => Promise<void>
}

const sampleRows = 200
const empty = (text: string): string | null => text || null

export interface ReviewOptions {
  /** Of times without an offset. */
  zone: string
  maxBytes: number
  sheet?: string | undefined
  /** What a person said of the columns; null: none. */
  columns?: Partial<Record<ReviewField, string | null>> | undefined
  onBytes?: ((bytes: number) => void) | undefined
}

/** Opens a table of reviews. Throws TableFailure, MissingColumn, NoProducts {headers}. */
export const openReviews = async (path: string, options: ReviewOptions): Promise<ReviewFile> => {
  const { zone, maxBytes, onBytes } = options
  const table = await openTable(path, { maxBytes, onBytes, layout: { sheet: options.sheet } })
  const first: TableRow[] = []
  try {
    const { value, done } = await table.rows.next()
    if (!done) first.push(...value)
  } catch (error) {
    await table.close()
    throw error
  }
  const sample = first.filter(({ problem }) => problem === null).slice(0, sampleRows)
  let at: ReadonlyMap<ReviewField, number>
  try {
    at = findReviewColumns(
      table.headers,
      sample.slice(0, 20).map(({ cells }) => cells),
      options.columns ?? {},
    )
    if (!isReview(at)) throw new NoProducts(table.headers.slice(0, 5).join(' '))
  } catch (error) {
    await table.close()
    throw error
  }
  const times = sample.map(({ cells }) => cells[at.get('at') ?? -1] ?? '')
  const reader = new ReviewReader(table.headers, at, zone, dateOrderOf(times) ?? 'ymd')
  async function* batches(): AsyncGenerator<ReviewDraft[]> {
    yield first.flatMap((row) => reader.take(row) ?? [])
    for await (const rows of table.rows) yield rows.flatMap((row) => reader.take(row) ?? [])
  }
  return {
    batches: batches(),
    refused: reader.refused,
    read: () => reader.read,
    columns: Object.fromEntries([...at].map(([field, column]) => [field, table.headers[column] ?? ''])),
    close: table.close,
  }
}

class ReviewReader {
  read = 0
  readonly refused = new RefusedLines()
  private readonly headers: readonly string[]
  private readonly at: ReadonlyMap<ReviewField, number>
  private readonly zone: string
  private readonly order: DateOrder

  constructor(
    headers: readonly string[],
    at: ReadonlyMap<ReviewField, number>,
    zone: string,
    order: DateOrder,
  ) {
    this.headers = headers
    this.at = at
    this.zone = zone
    this.order = order
  }

  take(row: TableRow): ReviewDraft | null {
    this.read += 1
    if (row.problem !== null) return this.refuse(row, null, row.problem)
    const time = this.text(row, 'at')
    if (time === '') return this.refuse(row, 'at', 'missing_value')
    const moment = parseMoment(time, { zone: this.zone, order: this.order })
    if (moment === null) return this.refuse(row, 'at', 'bad_time', time)
    const [stars, verdict] = [this.text(row, 'stars'), this.text(row, 'verdict')]
    // Some exports write the word into the column of the stars.
    const judged = readVerdict(verdict) ?? readVerdict(stars)
    const counted = readStars(stars) ?? readStars(verdict)
    if (stars !== '' && counted === null && judged === null)
      return this.refuse(row, 'stars', 'bad_quantity', stars)
    const [externalId, title, orderNumber] = [
      this.text(row, 'externalId'),
      this.text(row, 'title'),
      this.text(row, 'order').replace(/^#/, ''),
    ]
    if (externalId === '' && title === '' && orderNumber === '')
      return this.refuse(row, 'title', 'missing_value')
    const text = [this.text(row, 'heading'), this.text(row, 'text')].filter((part) => part !== '').join('\n')
    if (text === '' && counted === null && judged === null) return this.refuse(row, 'text', 'missing_value')
    const buyerName = firstCharacters(this.text(row, 'buyer'), 100)
    const id = this.text(row, 'id')
    return {
      key: uuidOf(
        id === ''
          ? JSON.stringify([
              orderNumber,
              externalId || title,
              buyerName,
              moment.at,
              this.text(row, 'variant'),
            ])
          : `id ${id}`,
      ),
      line: row.line,
      externalId: empty(firstCharacters(externalId, 100)),
      title: empty(title),
      orderNumber: empty(firstCharacters(orderNumber, 100)),
      buyerName,
      stars: counted,
      verdict: judged,
      text: firstCharacters(text, 5000),
      more: empty(firstCharacters(this.text(row, 'more'), 5000)),
      reply: empty(firstCharacters(this.text(row, 'reply'), 5000)),
      pictures: this.text(row, 'pictures')
        .split(/[\s,;，；|]+/)
        .filter((url) => /^https?:\/\/\S{4,500}$/.test(url))
        .slice(0, 20),
      at: moment.at,
    }
  }

  private text(row: TableRow, field: ReviewField): string {
    const column = this.at.get(field)
    return column === undefined ? '' : unmarkedCell(row.cells[column] ?? '')
  }

  private refuse(row: TableRow, field: ReviewField | null, reason: string, detail = ''): null {
    const column = field === null ? undefined : this.at.get(field)
    this.refused.add({
      line: row.line,
      field: field === null ? null : ((column === undefined ? undefined : this.headers[column]) ?? field),
      reason,
      detail: shortened(detail),
    })
    return null
  }
}
