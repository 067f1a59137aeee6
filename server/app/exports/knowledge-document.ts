import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { KnowledgeFormat } from '#contract/exports/exports.ts'
import {
  bySection,
  markdownOf,
  wholeArticles,
  type ArticleFilters,
  type Articles,
  type WholeArticle,
} from '#nouns/knowledge/index.ts'
import { writeAudit, type ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { writeWord, type WordImage } from '#platform/documents/index.ts'
import type { Files } from '#platform/files/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { createBundle } from './bundle.ts'

export interface KnowledgeDocumentPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  files: Pick<Files, 'open'>
  articles: Articles
}
export interface KnowledgeDocument {
  stream: Readable
  mime: string
  fileName: string
  rows: number
  isCut: boolean
}

/** Longer ones are no document that anybody reads; tables have no such limit. */
const mostArticles = 2000
const widest = 1200
const mimes: Readonly<Record<KnowledgeFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  md: 'text/markdown; charset=utf-8',
  zip: 'application/zip',
}
const picture = /!\[([^\]\n]{0,300})\]\(picture:([\w-]{1,40})\)/g

/** Knowledge as a Word document, as one Markdown text, or as a ZIP of texts and their pictures (KB-07). Audited. */
export const openKnowledgeDocument = async (
  ports: KnowledgeDocumentPorts,
  caller: MemberCaller,
  filters: ArticleFilters,
  wanted: { format: KnowledgeFormat; language?: 'zh' | 'en' | undefined; by: string | null },
): Promise<KnowledgeDocument> => {
  const facts = await ports.directory.facts(caller.shopId)
  const found: WholeArticle[] = []
  for await (const page of wholeArticles(ports, caller, filters)) {
    found.push(...page)
    if (found.length > mostArticles) break
  }
  const rows = found.slice(0, mostArticles)
  const isCut = found.length > mostArticles
  const now = ports.clock.now()
  await ports.db.inShop(caller.shopId, (tx) =>
    writeAudit(tx, now, {
      action: 'list.exported',
      subject: 'knowledge',
      by: wanted.by,
      details: { list: 'knowledge', ...filters, format: wanted.format, rows: rows.length, isWhole: !isCut },
    }),
  )
  return {
    stream: await streamOf(ports, rows, wanted.language ?? facts.language, wanted.format, now),
    mime: mimes[wanted.format],
    fileName: `${facts.slug}-knowledge-${now.toISOString().slice(0, 10)}.${wanted.format}`,
    rows: rows.length,
    isCut,
  }
}

const streamOf = async (
  { files }: KnowledgeDocumentPorts,
  rows: readonly WholeArticle[],
  language: 'zh' | 'en',
  format: KnowledgeFormat,
  now: Date,
): Promise<Readable> => {
  const parts = bySection(rows, language)
  if (format === 'md') {
    const text = parts
      .map((part) => `# ${part.title}\n\n${part.rows.map(asSection).join('\n\n')}`)
      .join('\n\n')
    return Readable.from([`${text.replace(picture, '$1')}\n`])
  }
  const pictures = new Map(rows.flatMap((row) => row.pictures.map((one) => [one.id, one] as const)))
  const read = async (id: string) => {
    const known = pictures.get(id)
    const signature = known && new URL(known.url, 'http://desk').searchParams.get('s')
    return signature
      ? files.open(id, signature, false).then(
          ({ stream }) => stream,
          () => null,
        )
      : null
  }
  if (format === 'docx') {
    const word = await writeWord(
      parts.map((part) => ({ title: part.title, body: part.rows.map(asSection).join('\n\n') })),
      async (address) => {
        const stream = address.startsWith('picture:') ? await read(address.slice('picture:'.length)) : null
        return stream ? wordImage(await buffer(stream)) : null
      },
    )
    return Readable.from([word])
  }
  const bundle = createBundle()
  const shown = new Set<string>()
  parts.forEach((part) =>
    part.rows.forEach((row, i) => {
      const text = `# ${row.title}\n\n${markdownOf(row)}`.replace(
        picture,
        (_all, alt: string, id: string) => {
          if (pictures.has(id)) shown.add(id)
          return pictures.has(id) ? `![${alt}](../pictures/${id}.webp)` : alt
        },
      )
      bundle.text(
        `${part.title}/${String(i + 1).padStart(3, '0')}-${fileNameOf(row.title)}.md`,
        `${text}\n`,
        { mtime: now },
      )
    }),
  )
  for (const id of shown)
    bundle.source(`pictures/${id}.webp`, { compress: false, mtime: now }, async () => {
      const stream = await read(id)
      return stream ? stream.pipe(sharp().webp({ quality: 85 })) : Readable.from([''])
    })
  bundle.end()
  return bundle.stream
}

/** An article below its section: its own headings stand below its title. */
const asSection = (row: WholeArticle): string =>
  `## ${row.title}\n\n${markdownOf(row).replace(/^(#{1,4})(?=\s)/gm, '##$1')}`

/** Word knows no WebP. */
const wordImage = async (bytes: Buffer): Promise<WordImage> => {
  const { data, info } = await sharp(bytes)
    .resize({ width: widest, withoutEnlargement: true })
    .png()
    .toBuffer({ resolveWithObject: true })
  return { type: 'png', bytes: data, width: info.width, height: info.height }
}
const fileNameOf = (title: string): string =>
  title
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60) || 'article'
