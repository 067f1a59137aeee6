import type { Money } from '#contract/money.ts'
import type { Language } from '#contract/shapes.ts'

export type CellValue = string | number | boolean | Date | Money | readonly string[] | null

/**
 * - `text`: also every id, so that nothing above 2^53 is rounded
 * - `whole`: a whole number
 * - `money`: an amount; its currency stands in a text column of its own
 * - `time`: an instant, written in the shop's zone where the format has no zone of its own
 * - `list`: several texts in one cell
 */
export type ColumnKind = 'text' | 'whole' | 'flag' | 'money' | 'time' | 'list'

export interface Column<Row> {
  /** In JSON, and the same in every language. */
  key: string
  title: Record<Language, string>
  kind: ColumnKind
  of(row: Row): CellValue
}

/** What a list gives out: its columns, and its rows page by page. Nothing is read before a page is asked for. */
export interface Table<Row> {
  columns: readonly Column<Row>[]
  pages: AsyncIterable<readonly Row[]>
  /** Whether there are more rows than the list can give; known when its pages have been read. */
  isCut?: () => boolean
}

/** Makes the columns of one kind of row: `const { text, money } = columnsOf<OrderRow>()`. */
export const columnsOf = <Row>() => {
  const of =
    <Value extends CellValue>(kind: ColumnKind) =>
    (key: string, zh: string, en: string, value: (row: Row) => Value | null): Column<Row> => ({
      key,
      title: { zh, en },
      kind,
      of: value,
    })
  return {
    text: of<string>('text'),
    whole: of<number>('whole'),
    flag: of<boolean>('flag'),
    money: of<Money>('money'),
    time: of<string | Date>('time'),
    list: of<readonly string[]>('list'),
  }
}

/** An instant as milliseconds; rows of lists carry it as text. */
export const millisOf = (value: CellValue): number =>
  value instanceof Date ? value.getTime() : Date.parse(textOf(value))

/** A text, a number or a flag as it is written. */
export const textOf = (value: CellValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

/** Pages of a list by its own cursor, until there is no next. */
export async function* pagesBy<Row>(
  read: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; next: string | null }>,
): AsyncGenerator<readonly Row[]> {
  for (let cursor: string | undefined; ;) {
    const page = await read(cursor)
    if (page.rows.length > 0) yield page.rows
    if (page.next === null) return
    cursor = page.next
  }
}
