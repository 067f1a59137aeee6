import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Language } from '#contract/shapes.ts'
import type { Table } from './columns.ts'
import {
  columnsXml,
  contentTypes,
  packageRelations,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts.ts'
import { rowXml, titlesXml } from './xlsx-cells.ts'

export interface XlsxStyle {
  language: Language
  /** IANA zone: a workbook knows no zones, so the shop's clock is what its dates show. */
  zone: string
  /** Of the sheet. */
  name: string
  /** Of one sheet with its titles; the format allows 1,048,576. The rest goes onto further sheets. */
  rowsPerSheet?: number
}

/** A workbook, zipped as it is written: rows are taken as fast as they are read, and none is kept. */
export const writeXlsx = <Row>({ columns, pages }: Table<Row>, style: XlsxStyle): Readable => {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const rows = rowsOf(pages)
  const most = style.rowsPerSheet ?? 1_048_576
  let current: Readable | null = null
  let sheets = 0

  async function* sheet(first: Row | undefined): AsyncGenerator<Buffer> {
    yield Buffer.from(`${columnsXml(columns)}<sheetData>${titlesXml(columns, style.language)}`)
    let text = ''
    let count = 1
    for (let row = first; row !== undefined;) {
      text += rowXml(columns, row, ++count, style.zone)
      if (text.length > 1 << 16) {
        yield Buffer.from(text)
        text = ''
      }
      const next = await rows.next()
      row = next.done ? undefined : next.value
      if (count < most || row === undefined) continue
      addSheetAfter(row)
      break
    }
    yield Buffer.from(`${text}</sheetData></worksheet>`)
  }
  let waiting: { row: Row } | null = null
  const addSheetAfter = (row: Row) => {
    waiting = { row }
  }
  const addSheet = (first: Row | undefined) => {
    sheets++
    current = Readable.from(sheet(first), { objectMode: false })
    current.on('error', fail)
    current.on('end', () => {
      const more = waiting
      waiting = null
      if (more) addSheet(more.row)
      else finish()
    })
    zip.addReadStream(current, `xl/worksheets/sheet${sheets}.xml`, { compressionLevel: 4 })
  }
  const finish = () => {
    const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name)
    add('xl/styles.xml', styles)
    add('xl/workbook.xml', workbook(style.name, sheets))
    add('xl/_rels/workbook.xml.rels', workbookRelations(sheets))
    add('_rels/.rels', packageRelations)
    add('[Content_Types].xml', contentTypes(sheets))
    zip.end()
  }
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  // Whoever stops reading ends the reading of rows as well.
  output.on('close', () => {
    current?.destroy()
    void rows.return(undefined)
  })
  rows.next().then((first) => addSheet(first.done ? undefined : first.value), fail)
  return output
}

async function* rowsOf<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Row, undefined> {
  for await (const page of pages) yield* page
  return undefined
}
