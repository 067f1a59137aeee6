import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '#platform/http/app-error.ts'

/** Where uploaded exports lie until they are taken in. Files are named by the import's id alone: whatever a browser calls them touches no disk. */
export interface Uploads {
  /** Writes the bytes as they come. Returns path and size; nothing is left behind when it throws. */
  keep(id: string, bytes: AsyncIterable<Uint8Array>): Promise<{ path: string; size: number }>
  /** True for a path that `keep` gave. */
  owns(path: string): boolean
  /** Removes a file that `keep` wrote; leaves any other alone. */
  remove(path: string): Promise<void>
}

/** `folder` is made when it is first needed, readable by the process alone. */
export const createUploads = (folder: string): Uploads => {
  const home = resolve(folder)
  const owns = (path: string) => dirname(resolve(path)) === home
  return {
    keep: async (id, bytes) => {
      await mkdir(home, { recursive: true, mode: 0o700 })
      const path = join(home, `${id}.upload`)
      try {
        await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        return { path, size: (await stat(path)).size }
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    owns,
    remove: async (path) => {
      if (owns(path)) await rm(path, { force: true })
    },
  }
}

/** What a browser called the file, fit to be shown: no folders, no control or direction marks, at most 120 characters. */
export const shownFileName = (name: string): string => {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return [...plain].slice(0, 120).join('') || 'orders.csv'
}

/** The parts of a multipart body, as they arrive. */
export type UploadPart =
  | {
      type: 'file'
      fieldname: string
      filename: string
      file: AsyncIterable<Uint8Array> & { truncated: boolean }
    }
  | { type: 'field'; fieldname: string; value: unknown }

export interface Received {
  path: string
  size: number
  name: string
  /** What else the body says, by its name. */
  fields: ReadonlyMap<string, string>
}

/**
 * Keeps the first file of a body under the id, and what its fields say, in whichever order they come; nothing stays behind
 * when it throws. @throws AppError file.too_large {maxBytes}; request.invalid, request.unsupported_media
 */
export const receiveUpload = async (
  uploads: Uploads,
  id: string,
  parts: AsyncIterable<UploadPart>,
  maxBytes: number,
): Promise<Received> => {
  let kept: Omit<Received, 'fields'> | null = null
  const fields = new Map<string, string>()
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') fields.set(part.fieldname, part.value)
      } else {
        kept = { ...(await uploads.keep(id, part.file)), name: shownFileName(part.filename) }
        if (part.file.truncated) throw new AppError('file.too_large', { maxBytes })
      }
    }
    if (kept === null)
      throw new AppError('request.invalid', { problems: [{ path: '/body/file', rule: 'required' }] })
    return { ...kept, fields }
  } catch (error) {
    if (kept !== null) await uploads.remove(kept.path)
    throw asRefusal(error, maxBytes)
  }
}

/** What the reader of multipart bodies throws, in our own words. */
const asRefusal = (error: unknown, maxBytes: number): unknown => {
  const { code = '' } = error as { code?: string }
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new AppError('file.too_large', { maxBytes })
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new AppError('request.unsupported_media')
  if (/^FST_(?:FILES|FIELDS|PARTS)_LIMIT$/.test(code))
    return new AppError('request.invalid', { problems: [{ path: '/body', rule: 'parts' }] })
  return error
}

/** A body of another kind is refused while it is read, like everything else that is wrong with it. */
export async function* partsOf(open: () => AsyncIterable<unknown>): AsyncGenerator<UploadPart> {
  yield* open() as AsyncIterable<UploadPart>
}
