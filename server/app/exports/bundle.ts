import type { Readable } from 'node:stream'
import { ZipFile, type Options } from 'yazl'

export interface Bundle {
  stream: Readable
  text(name: string, text: string, options?: Partial<Options>): void
  /** `open` is called when the entry's turn comes. */
  source(name: string, options: Partial<Options>, open: () => Promise<Readable>): void
  end(): void
}

/**
 * A ZIP of texts and streams, one stream open at a time. yazl pipes them and looks no further: what fails in one breaks
 * the ZIP off here, and when whoever takes it goes away, the open one is closed and no other is opened.
 */
export const createBundle = (): Bundle => {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  let current: Readable | null = null
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  // Told by whoever reads it, who may not have begun yet.
  output.on('error', () => undefined)
  output.on('close', () => current?.destroy())
  const take = (stream: Readable): Readable | null => {
    // It may fail after the reader has gone, too.
    stream.on('error', fail)
    if (output.destroyed) stream.destroy()
    else current = stream
    return output.destroyed ? null : stream
  }
  return {
    stream: output,
    text: (name, text, options = {}) => zip.addBuffer(Buffer.from(text), name, options),
    source: (name, options, open) =>
      zip.addReadStreamLazy(name, options, (pump) => {
        if (output.destroyed) return
        open().then((stream) => {
          const taken = take(stream)
          if (taken) pump(null, taken)
        }, fail)
      }),
    end: () => zip.end(),
  }
}
