import { posix } from 'node:path'
import { TableFailure } from '../table-failure.ts'
import { isDateFormat } from './number-text.rules.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { readAllXml } from './xml-events.ts'
import type { Zip } from './zip-file.ts'

export interface Workbook {
  /** The sheets that a person would see, one at least, each with the part that holds it. */
  sheets: readonly { name: string; part: string }[]
  strings: SharedStrings
  /** By the number that a cell names its style with. */
  isDateStyle: readonly boolean[]
  is1904: boolean
}

const none: SharedStrings = { get: () => undefined }

/** What stands around the sheets. Throws TableFailure. */
export async function readWorkbook(zip: Zip, maxCell: number): Promise<Workbook> {
  const main = await mainPart(zip)
  const sheets: { state: string; id: string; name: string }[] = []
  let is1904 = false
  await readAllXml(zip.read(main), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name === 'sheet')
        sheets.push({
          state: attributes['state'] ?? 'visible',
          id: relationId(attributes),
          name: attributes['name'] ?? '',
        })
    },
    text: () => undefined,
    close: () => undefined,
  })
  const relations = await readRelations(zip, main)
  const visible = sheets
    .filter(({ state }) => state === 'visible')
    .flatMap(({ id, name }) => {
      const relation = relations.get(id)
      return relation?.type === 'worksheet' ? [{ name, part: relation.target }] : []
    })
  if (visible.length === 0) throw new TableFailure('empty_file')
  const partOf = (type: string): string | null => {
    const parts = [...relations.values()].filter((relation) => relation.type === type)
    const there = parts.find(({ target }) => zip.names.has(target.toLowerCase()))
    if (parts.length > 0 && !there) throw new TableFailure('broken_file', type)
    return there?.target ?? null
  }
  const styles = partOf('styles')
  const strings = partOf('sharedStrings')
  return {
    sheets: visible,
    is1904,
    isDateStyle: styles === null ? [] : await readDateStyles(zip, styles),
    strings: strings === null ? none : await readSharedStrings(zip.read(strings), maxCell),
  }
}

const relationId = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => /^(?:\w+:)?id$/.test(name))?.[1] ?? ''

async function mainPart(zip: Zip): Promise<string> {
  const relations = await readRelations(zip, '')
  const main = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target
  if (main?.endsWith('.bin')) throw new TableFailure('spreadsheet_file', 'xlsb')
  if (main !== undefined && zip.names.has(main.toLowerCase())) return main
  throw new TableFailure('broken_file', 'workbook')
}

interface Relation {
  /** The last word of its type. */
  type: string
  target: string
}

/** What a part refers to, by id. */
async function readRelations(zip: Zip, part: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(part)
  const path = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  const relations = new Map<string, Relation>()
  if (!zip.names.has(path.toLowerCase())) return relations
  await readAllXml(zip.read(path), {
    open: (name, attributes) => {
      const { Id = '', Type = '', Target = '', TargetMode } = attributes
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
    text: () => undefined,
    close: () => undefined,
  })
  return relations
}

async function readDateStyles(zip: Zip, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const known = new Map<number, boolean>()
  const isDate = (id: number): boolean => {
    const shows = known.get(id) ?? isDateFormat(id, codes.get(id) ?? null)
    known.set(id, shows)
    return shows
  }
  const styles: boolean[] = []
  let inCells = false
  await readAllXml(zip.read(part), {
    open: (name, attributes) => {
      const id = Number(attributes['numFmtId'])
      if (name === 'numFmt') codes.set(id, (attributes['formatCode'] ?? '').slice(0, 1000))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells && styles.length < 100_000) styles.push(isDate(id))
    },
    text: () => undefined,
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}
