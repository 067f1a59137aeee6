import { readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { AppError } from '../http/app-error.ts'
import { kindOf, type Kind } from './kinds.rules.ts'

/** What the bytes of a file are, whatever it is called. @throws AppError file.unsupported {found}, file.broken */
export async function sniffFile(path: string): Promise<Kind> {
  const found = (await recognise(path)) ?? ((await isText(path)) ? 'text/plain' : null)
  const kind = found === null ? null : kindOf(found)
  if (!kind) throw new AppError('file.unsupported', { found })
  return kind
}

async function recognise(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime
  } catch (error) {
    // A header that promises more than there is.
    throw new AppError('file.broken', { reason: error instanceof Error ? error.name : 'unreadable' })
  }
}

/** Text has no signature: it is what can be read from end to end, in the encodings that shops and buyers use. */
async function isText(path: string): Promise<boolean> {
  const bytes = await readFile(path)
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const encodings = isWide ? [bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'] : ['utf-8', 'gb18030']
  return encodings.some((encoding) => {
    const text = decode(bytes, encoding)
    return text !== null && !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)
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
