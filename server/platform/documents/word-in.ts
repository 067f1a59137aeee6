import { readFile } from 'node:fs/promises'
import mammoth from 'mammoth'
import { TableFailure } from '../tabular/table-failure.ts'
import { openZip } from '../tabular/xlsx/zip-file.ts'
import { markdownOfHtml } from './html-in.ts'

export interface WordPicture {
  /** As the document says it; its bytes decide. */
  type: string
  bytes: Buffer
}
export interface WordText {
  /** Pictures stand in it as `![…](picture:N)`, N being their place in `pictures`. */
  markdown: string
  pictures: WordPicture[]
}

/** What may come out of a document's parts: pictures of an article, not an album. */
const maxInflated = 100 * 1024 * 1024
const maxPictures = 100

/**
 * A Word document (.docx) as Markdown with its pictures apart. Throws TableFailure for a broken, encrypted or exploding
 * archive, and for one that holds no document.
 */
export const readWord = async (path: string): Promise<WordText> => {
  await proveHarmless(path)
  const pictures: WordPicture[] = []
  const { value: html } = await mammoth.convertToHtml(
    { buffer: await readFile(path) },
    {
      convertImage: mammoth.images.imgElement(async (image) => {
        if (pictures.length >= maxPictures) return { src: '' }
        pictures.push({ type: image.contentType, bytes: await image.readAsBuffer() })
        return { src: `picture:${pictures.length - 1}` }
      }),
      // Files that a document points to outside itself are none of ours.
      externalFileAccess: false,
    },
  )
  return { markdown: markdownOfHtml(html), pictures }
}

/** Mammoth takes every part into memory: what it would hold is counted before. */
const proveHarmless = async (path: string): Promise<void> => {
  const zip = await openZip(path, { maxInflated })
  try {
    if (!zip.names.has('word/document.xml')) throw new TableFailure('broken_file', 'word/document.xml')
    for (const name of zip.names) if (!name.endsWith('/')) for await (const _ of zip.read(name)) void _
  } finally {
    zip.close()
  }
}
