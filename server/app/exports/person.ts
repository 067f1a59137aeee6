import { Readable } from 'node:stream'
import type { Language } from '#contract/shapes.ts'
import { writeAudit, type ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Blobs } from '#platform/files/index.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { columnsOf, writeTable } from '#platform/table-writers/index.ts'
import { createBundle } from './bundle.ts'
import { fileNameOf, personPage } from './person-page.ts'
import { readPerson, type PersonRows } from './person-rows.ts'
import { personLeftOut } from './person-tables.ts'

export interface PersonPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  blobs: Pick<Blobs, 'read'>
}
export interface PersonBundle {
  stream: Readable
  fileName: string
  /** Rows of all tables, and files. */
  rows: number
  files: number
}

/**
 * Everything held about one person, as a ZIP: `person.json`, a CSV for each table, `index.html` to read, and their files.
 * Unmasked: it is theirs. @throws not_found.
 */
export const openPerson = async (
  { db, clock, directory, blobs }: PersonPorts,
  caller: MemberCaller,
  id: string,
  wanted: { language?: Language | undefined; by: string | null },
): Promise<PersonBundle> => {
  const facts = await directory.facts(caller.shopId)
  const now = clock.now()
  const person = await db.inShop(caller.shopId, async (tx) => {
    const found = await readPerson(tx, caller.shopId, id)
    if (!found) throw notFound()
    const rows = countOf(found)
    await writeAudit(tx, now, {
      action: 'customer.person_exported',
      subject: found.id,
      by: wanted.by,
      details: { rows, files: found.files.length },
    })
    return found
  })
  const language = wanted.language ?? facts.language
  const bundle = createBundle()
  const about = { shop: facts.name, at: now.toISOString(), language }
  bundle.text('index.html', personPage(person, about), { mtime: now })
  bundle.text('person.json', `${JSON.stringify(asJson(person, about), null, 2)}\n`, { mtime: now })
  for (const { table, rows } of person.parts)
    if (rows.length > 0)
      bundle.source(`tables/${table.table}.csv`, { mtime: now }, () =>
        Promise.resolve(csvOf(rows, language, facts.timeZone)),
      )
  // Of one that is gone a line says so.
  for (const file of person.files)
    bundle.source(
      `files/${fileNameOf(file)}`,
      { compress: false },
      async () =>
        (await blobs.read(file.sha256))?.stream ?? Readable.from(['This file is not there any more.\n']),
    )
  bundle.end()
  return {
    stream: bundle.stream,
    fileName: `${facts.slug}-person-${person.id.slice(-8)}-${now.toISOString().slice(0, 10)}.zip`,
    rows: countOf(person),
    files: person.files.length,
  }
}

const countOf = ({ parts }: PersonRows) => parts.reduce((sum, { rows }) => sum + rows.length, 0)

const asJson = (person: PersonRows, about: { shop: string; at: string }) => ({
  person: person.id,
  shop: about.shop,
  at: about.at,
  tables: Object.fromEntries(person.parts.map(({ table, rows }) => [table.table, rows])),
  leftOut: {
    ...personLeftOut,
    ...Object.fromEntries(
      person.parts.flatMap(({ table }) =>
        Object.entries(table.without ?? {}).map(([column, why]) => [`${table.table}.${column}`, why]),
      ),
    ),
  },
})

const csvOf = (rows: readonly Record<string, unknown>[], language: Language, zone: string): Readable => {
  const { text } = columnsOf<Record<string, unknown>>()
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = names.map((name) =>
    text(name, name, name, (row) => {
      const value = row[name]
      return value === null || value === undefined
        ? null
        : typeof value === 'string'
          ? value
          : JSON.stringify(value)
    }),
  )
  const pages = (async function* () {
    yield await Promise.resolve(rows)
  })()
  return writeTable({ columns, pages }, { format: 'csv', language, zone, name: '' }).stream
}
