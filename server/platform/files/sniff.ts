import { readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { AppError } from '../http/app-error.ts'
import { kindOf, textKind as text, type Kind } from './kinds.rules.ts'

/** What the bytes of a file are, whatever it is called. @throws AppError file.unsupported {found}, file.broken */
export async function sniffFile(path: string): Promise<Kind> {
  const bytes = await readFile(path)
  // The mark of wide text is also the beginning of a weak signature (MP3).
  if (isWide(bytes) && isText(bytes)) return text
  const found = await recognise(path)
  const kind = found === undefined ? null : kindOf(found)
  if (kind) return kind
  // Many signatures are two letters, and a list of BMW parts is no bitmap. As text it can do nothing.
  if (isText(bytes)) return text
  throw new AppError('file.unsupported', { found: found ?? null })
}

async function recognise(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime
  } catch (error) {
    // A header that promises more than there is.
    throw new AppError('file.broken', { reason: error instanceof Error ? error.name : 'unreadable' })
  }
}

const isWide = (bytes: Uint8Array) =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)

/** Text has no signature: it is what can be read from end to end, in the encodings that shops and buyers use. */
function isText(bytes: Uint8Array): boolean {
  const encodings = isWide(bytes) ? [bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030']
  return encodings.some((encoding) => {
    const read = decode(bytes, encoding)
    return read !== null && !/(?![\t\n\v\f\r])\p{Cc}/u.test(read)
  })
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
