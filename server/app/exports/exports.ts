import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { csvDelimiters, type KnowledgeFormat, type TableFormat } from '#contract/exports/exports.ts'
import type { Language } from '#contract/shapes.ts'
import type { ArticleFilters } from '#nouns/knowledge/index.ts'
import { writeAudit } from '#nouns/staff/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { mimeOf, writeTable } from '#platform/table-writers/index.ts'
import { exportLists, withoutHow, type ExportList, type ListPorts } from './lists.ts'
import { openKnowledgeDocument, type KnowledgeDocumentPorts } from './knowledge-document.ts'
import { openPerson, type PersonPorts } from './person.ts'

export interface ExportPorts extends ListPorts, PersonPorts, KnowledgeDocumentPorts {
  /** For what is written when the last byte has gone. */
  background(name: string, work: Promise<unknown>): void
}

export interface WantedExport {
  params: Record<string, string>
  /** As the list's endpoint checked it. */
  query: Record<string, unknown>
  /** For the audit log; null: somebody at the machine. */
  by: string | null
}

export interface OpenExport {
  stream: Readable
  mime: string
  fileName: string
  /** Rows written so far. */
  rows: () => number
  /** Whether the list has more rows than it can give; known when the stream has ended. */
  isCut: () => boolean
}

/** Lists as files. */
export const createExports = (ports: ExportPorts) => {
  const lists = exportLists(ports)
  return {
    lists,
    person: (
      caller: MemberCaller,
      id: string,
      wanted: { language?: Language | undefined; by: string | null },
    ) => openPerson(ports, caller, id, wanted),
    knowledge: (
      caller: MemberCaller,
      filters: ArticleFilters,
      wanted: { format: KnowledgeFormat; language?: Language | undefined; by: string | null },
    ) => openKnowledgeDocument(ports, caller, filters, wanted),
    /**
     * Opens a list as a file. Its first page is read before anything is answered, so that a refusal is one; what fails
     * later breaks the stream off. Who took what, and how many rows went out, stands in the audit log, also of one that
     * was broken off. @throws what the list itself throws.
     */
    open: async (caller: MemberCaller, list: ExportList, wanted: WantedExport): Promise<OpenExport> => {
      const facts = await ports.directory.facts(caller.shopId)
      const { format = 'csv', language, bom, delimiter = 'comma' } = wanted.query
      const table = await list.table(caller, wanted.params, wanted.query)
      const pages = await primed(table.pages)
      const noted = { list: list.name, format, ...wanted.params, ...withoutHow(wanted.query) }
      const note = (action: string, details: Record<string, unknown>) =>
        ports.db.inShop(caller.shopId, (tx) =>
          writeAudit(tx, ports.clock.now(), {
            action,
            subject: wanted.params['id'] ?? list.name,
            by: wanted.by,
            details,
          }),
        )
      await note('list.export_began', noted)
      const chosen = (language as Language | undefined) ?? facts.language
      const { stream, rows } = writeTable(
        { columns: table.columns, pages },
        {
          format: format as TableFormat,
          language: chosen,
          zone: facts.timeZone,
          name: list.title[chosen],
          delimiter: csvDelimiters[delimiter as keyof typeof csvDelimiters],
          hasBom: bom !== false,
        },
      )
      const isCut = () => table.isCut?.() ?? false
      const isWhole = finished(stream).then(
        () => true,
        () => false,
      )
      ports.background(
        'export',
        isWhole.then((whole) =>
          note('list.exported', { ...noted, rows: rows(), isWhole: whole && !isCut() }),
        ),
      )
      const day = ports.clock.now().toISOString().slice(0, 10)
      return {
        stream,
        rows,
        isCut,
        mime: mimeOf[format as TableFormat],
        // What a search gives is known by now; whoever opens the file later sees by its name that it is not all.
        fileName: `${facts.slug}-${list.name}-${day}${isCut() ? '-incomplete' : ''}.${String(format)}`,
      }
    },
  }
}
export type Exports = ReturnType<typeof createExports>

/** The same pages, the first of them read already. */
const primed = async <Row>(pages: AsyncIterable<Row>): Promise<AsyncIterable<Row>> => {
  const iterator = pages[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  })()
}
