import { open, readFile, stat } from 'node:fs/promises'
import type { Section } from '#contract/knowledge/kinds.ts'
import { knowledgeLimits } from '#contract/knowledge/kinds.ts'
import {
  DocumentTooDeep,
  markdownOfHtml,
  piecesOf,
  readWord,
  type WordPicture,
} from '#platform/documents/index.ts'
import { decodeLoosely, detectEncoding } from '#platform/tabular/encoding.ts'
import { failureOfHead, kindOfHead } from '#platform/tabular/file-kind.ts'
import { TableFailure } from '#platform/tabular/table-failure.ts'
import { openZip } from '#platform/tabular/xlsx/zip-file.ts'
import { draftsOf, type Draft } from './drafts.rules.ts'
import { readTableDrafts } from './table-drafts.ts'

export interface ReadDocument {
  kind: 'word' | 'html' | 'markdown' | 'table'
  drafts: Draft[]
  /** Bodies show them as `picture:N`. */
  pictures: WordPicture[]
  refused: { line: number; reason: string }[]
  columns: Record<string, string>
}
export interface Wanted {
  section: Section | undefined
  language: 'zh' | 'en' | undefined
}

const maxBytes = knowledgeLimits.document
const headBytes = 4096

/**
 * The articles in a file, by its bytes and, for plain text, its name. Nothing is stored. @throws TableFailure for whatever cannot
 * be read: broken, encrypted, exploding, too large, too deep, or without an article.
 */
export const readDocument = async (path: string, name: string, wanted: Wanted): Promise<ReadDocument> => {
  const { size } = await stat(path)
  if (size === 0) throw new TableFailure('empty_file')
  if (size > maxBytes) throw new TableFailure('too_large', String(maxBytes))
  const read = await readKind(path, name, wanted)
  if (read.drafts.length === 0 && read.refused.length === 0) throw new TableFailure('empty_file')
  if (read.drafts.length > knowledgeLimits.pieces)
    throw new TableFailure('too_large', String(knowledgeLimits.pieces))
  return read
}

const readKind = async (path: string, name: string, wanted: Wanted): Promise<ReadDocument> => {
  const fallback = name.replace(/\.[a-z]{1,8}$/i, '').trim() || name
  const head = await headOf(path)
  const kind = kindOfHead(head)
  if (kind === 'zip' && (await isWord(path))) {
    const { markdown, pictures } = await readWordSafely(path)
    return document('word', markdown, fallback, wanted, pictures)
  }
  if (kind === 'office' && /\.doc$/i.test(name)) throw new TableFailure('spreadsheet_file', '.doc')
  if (kind !== 'text' || /\.(csv|tsv)$/i.test(name)) return table(path, wanted)
  const failure = failureOfHead(head)
  if (failure && failure !== 'html_file') throw new TableFailure(failure)
  const text = await textOf(path)
  if (
    failure === 'html_file' ||
    /\.html?$/i.test(name) ||
    /<(p|h[1-6]|div|body|table|ul)\b[^>]*>/i.test(text.slice(0, 2000))
  ) {
    const title = /<title[^<>]{0,200}>([^<]{1,200})<\/title>/i.exec(text.slice(0, 20_000))?.[1]?.trim()
    return document('html', markdownSafely(text), title || fallback, wanted)
  }
  if (/\.(md|markdown)$/i.test(name) || /^#{1,6}\s/m.test(text))
    return document('markdown', text, fallback, wanted)
  try {
    return await table(path, wanted)
  } catch (error) {
    // A text that is no table is one article.
    if (error instanceof TableFailure) return document('markdown', text, fallback, wanted)
    throw error
  }
}

const document = (
  kind: 'word' | 'html' | 'markdown',
  markdown: string,
  fallback: string,
  wanted: Wanted,
  pictures: WordPicture[] = [],
): ReadDocument => ({
  kind,
  drafts: draftsOf(
    piecesOf(kind === 'markdown' ? withoutForeign(markdown) : markdown, fallback),
    wanted,
    piecesOf,
  ),
  pictures,
  refused: [],
  columns: {},
})
const table = async (path: string, wanted: Wanted): Promise<ReadDocument> => ({
  kind: 'table',
  ...(await readTableDrafts(path, { ...wanted, maxBytes })),
  pictures: [],
})

/** Pictures of a Markdown file lie where nobody here can fetch them: what they show is kept as words. */
const withoutForeign = (markdown: string) =>
  markdown
    .replace(/!\[([^\]\n]{0,300})\]\((?!https?:)[^)\n]{0,2000}\)/g, '$1')
    .replace(/^---\n[\s\S]{0,4000}?\n---\n/, '')

const headOf = async (path: string): Promise<Buffer> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
const textOf = async (path: string): Promise<string> => {
  const bytes = await readFile(path)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  return decodeLoosely(bytes, detectEncoding(bytes) ?? 'utf-8').replace(/^\ufeff/, '')
}
const isWord = async (path: string): Promise<boolean> => {
  const zip = await openZip(path, { maxInflated: 8 * maxBytes })
  try {
    return zip.names.has('word/document.xml')
  } finally {
    zip.close()
  }
}
const readWordSafely = async (path: string) => {
  try {
    return await readWord(path)
  } catch (error) {
    if (error instanceof TableFailure) throw error
    // Whatever else its reader makes of it: the document is not what it says.
    throw new TableFailure(error instanceof DocumentTooDeep ? 'unreadable' : 'broken_file', '', error)
  }
}
const markdownSafely = (html: string): string => {
  try {
    return markdownOfHtml(html)
  } catch (error) {
    throw new TableFailure('unreadable', error instanceof DocumentTooDeep ? 'too deep' : '', error)
  }
}
