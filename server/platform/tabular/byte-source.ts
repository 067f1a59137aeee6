import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { TableFailure } from './table-failure.ts'

/** A path, or the bytes as they arrive. */
export type ByteSource = string | AsyncIterable<Uint8Array>

export interface ByteLimits {
  maxBytes: number
  /** Told after every chunk how many bytes were read so far. */
  onBytes?: ((bytes: number) => void) | undefined
}

/** The chunks of a source; throws TableFailure `too_large` beyond the limit and `unreadable` when reading fails. */
export async function* readBytes(source: ByteSource, limits: ByteLimits): AsyncGenerator<Uint8Array> {
  let read = 0
  try {
    if (typeof source === 'string') await refuseLargeFile(source, limits.maxBytes)
    for await (const chunk of typeof source === 'string' ? openFile(source) : source) {
      read += chunk.length
      if (read > limits.maxBytes) throw new TableFailure('too_large', String(limits.maxBytes))
      limits.onBytes?.(read)
      if (chunk.length > 0) yield chunk
    }
  } catch (error) {
    if (error instanceof TableFailure) throw error
    throw new TableFailure('unreadable', error instanceof Error ? error.message : '', error)
  }
}

/**
 * Joins chunks until at least `size` bytes are there or the source ends, so that a sender of single bytes costs no
 * more than any other.
 */
export async function* inPieces(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Buffer> {
  let pending: Uint8Array[] = []
  let length = 0
  for await (const chunk of chunks) {
    pending.push(chunk)
    length += chunk.length
    if (length < size) continue
    yield Buffer.concat(pending, length)
    pending = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(pending, length)
}

/** Turns UTF-16 with a byte order mark ("Unicode text" of spreadsheet programs) into UTF-8; leaves the rest alone. */
export async function* withoutUtf16(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined
  for await (const piece of pieces) {
    if (decoder === undefined) {
      const encoding = utf16Of(piece)
      decoder = encoding ? new TextDecoder(encoding) : null
    }
    const text = decoder?.decode(piece, { stream: true })
    if (text === undefined) yield piece
    else if (text !== '') yield Buffer.from(text)
  }
  const rest = decoder?.decode()
  if (rest) yield Buffer.from(rest)
}

function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null
}

async function refuseLargeFile(path: string, maxBytes: number): Promise<void> {
  const { size } = await stat(path)
  if (size > maxBytes) throw new TableFailure('too_large', String(maxBytes))
}

function openFile(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 18 })
}
