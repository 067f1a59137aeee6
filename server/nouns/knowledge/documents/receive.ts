import { knowledgeLimits } from '#contract/knowledge/kinds.ts'
import { AppError } from '#platform/http/app-error.ts'
import { spool } from '#platform/tabular/spooled-file.ts'

/** The parts of a multipart body, as they arrive. */
export type UploadPart =
  | {
      type: 'file'
      fieldname: string
      filename: string
      file: AsyncIterable<Uint8Array> & { truncated: boolean; resume(): unknown }
    }
  | { type: 'field'; fieldname: string; value: unknown }

export interface ReceivedDocument {
  path: string
  name: string
  /** Keys of pieces; null: not said. */
  chosen: ReadonlySet<string> | null
  remove(): Promise<void>
}

/** Writes the file aside while it comes. @throws AppError file.too_large {limit}; request.invalid without a file. */
export const receiveDocument = async (parts: AsyncIterable<UploadPart>): Promise<ReceivedDocument> => {
  let chosen: ReadonlySet<string> | null = null
  let kept: { path: string; name: string; remove(): Promise<void> } | null = null
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        if (part.fieldname === 'chosen') chosen = keysOf(part.value)
        continue
      }
      if (part.fieldname !== 'file' || kept) {
        part.file.resume()
        continue
      }
      const spooled = await spool(part.file)
      kept = { ...spooled, name: shownName(part.filename) }
      if (part.file.truncated) throw new AppError('file.too_large', { limit: knowledgeLimits.document })
    }
  } catch (error) {
    await kept?.remove()
    // Codes are of the form's own limits; without one the form could not be read.
    if (error instanceof AppError || (error instanceof Error && 'statusCode' in error)) throw error
    throw new AppError('request.invalid', { problems: [{ path: '/body', rule: 'multipart' }] })
  }
  if (!kept) throw new AppError('request.invalid', { problems: [{ path: '/body/file', rule: 'required' }] })
  return { ...kept, chosen }
}

const keysOf = (value: unknown): ReadonlySet<string> => {
  const wrong = new AppError('request.invalid', { problems: [{ path: '/body/chosen', rule: 'type' }] })
  try {
    const keys: unknown = JSON.parse(String(value))
    if (
      !Array.isArray(keys) ||
      keys.length > knowledgeLimits.pieces ||
      !keys.every((key) => typeof key === 'string')
    )
      throw wrong
    return new Set(keys as string[])
  } catch {
    throw wrong
  }
}
/** No folders, no control marks, at most 120 characters. */
const shownName = (name: string): string => {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  return [...last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()].slice(0, 120).join('') || 'document'
}
