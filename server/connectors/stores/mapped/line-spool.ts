import { open, rm, type FileHandle } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fingerprint } from '#platform/tabular/seen-rows.ts'
import type { ReadLine } from './read-row.ts'

/** A line of the second file, kept until its order comes. */
export interface SpooledLine {
  order: string
  line: number
  raw: string
  item: ReadLine | null
}

/** Texts beyond this go into a temporary file. */
const memoryBytes = 1 << 26
/** Read at a time: files sorted alike are then read once, one after the other. */
const windowBytes = 1 << 20
const flushBytes = 1 << 20
/** At 44 bytes a line: a gigabyte of index would be more than any shop's lines. */
const mostLines = 20_000_000

export class TooManyLines extends Error {}

/**
 * Keeps the lines of a file by their order, in whatever order they come: small files in memory, large ones in a temporary
 * file that is read back in windows. Of each line 44 bytes stay in memory.
 */
export class LineSpool {
  private count = 0
  private bytes = 0
  private pending: Buffer[] = []
  private pendingBytes = 0
  private written = 0
  private file: FileHandle | null = null
  private path = ''
  private window: Buffer = Buffer.alloc(0)
  private windowAt = -1
  /** By line: where its text begins, how long it is, and the next line of the same order (its number + 1). */
  private starts = new Float64Array(1024)
  private lengths = new Uint32Array(1024)
  private nexts = new Uint32Array(1024)
  private taken = new Uint8Array(1024)
  /** Order → its first and last line (+ 1). */
  private readonly heads = new Map<number, number>()
  private readonly tails = new Map<number, number>()

  async add(line: SpooledLine): Promise<void> {
    if (this.count >= mostLines) throw new TooManyLines()
    if (this.count >= this.starts.length) this.grow()
    const text = Buffer.from(JSON.stringify(line))
    const index = this.count
    this.starts[index] = this.bytes
    this.lengths[index] = text.length
    const order = fingerprint(line.order)
    const tail = this.tails.get(order)
    if (tail === undefined) this.heads.set(order, index + 1)
    else this.nexts[tail - 1] = index + 1
    this.tails.set(order, index + 1)
    this.count += 1
    this.bytes += text.length
    this.pending.push(text)
    this.pendingBytes += text.length
    const isLarge = this.file !== null || this.bytes > memoryBytes
    if (isLarge && this.pendingBytes >= flushBytes) await this.flush()
  }

  /** All lines were added. */
  async seal(): Promise<void> {
    this.tails.clear()
    if (this.file) return this.flush()
    this.window = Buffer.concat(this.pending)
    this.windowAt = 0
    this.pending = []
  }

  /** The lines of an order, in the order in which they came; each is given once. */
  async take(order: string): Promise<SpooledLine[]> {
    const lines: SpooledLine[] = []
    for (let at = this.heads.get(fingerprint(order)) ?? 0; at > 0; at = this.nexts[at - 1] ?? 0) {
      if (this.taken[at - 1] === 1) continue
      const line = await this.read(at - 1)
      if (line.order !== order) continue
      this.taken[at - 1] = 1
      lines.push(line)
    }
    return lines
  }

  /** What no order took. */
  async *rest(): AsyncGenerator<SpooledLine> {
    for (let index = 0; index < this.count; index += 1)
      if (this.taken[index] === 0) yield await this.read(index)
  }

  async close(): Promise<void> {
    await this.file?.close()
    if (this.path !== '') await rm(this.path, { force: true })
    this.file = null
  }

  private async read(index: number): Promise<SpooledLine> {
    const start = this.starts[index] ?? 0
    const length = this.lengths[index] ?? 0
    const isInside =
      this.windowAt >= 0 && start >= this.windowAt && start + length <= this.windowAt + this.window.length
    if (!isInside) await this.slide(start, length)
    return JSON.parse(
      this.window.toString('utf8', start - this.windowAt, start - this.windowAt + length),
    ) as SpooledLine
  }

  private async slide(start: number, length: number): Promise<void> {
    const window = Buffer.allocUnsafe(Math.max(windowBytes, length))
    const read = await this.file?.read(window, 0, window.length, start)
    this.window = window.subarray(0, read?.bytesRead ?? 0)
    this.windowAt = start
  }

  private async flush(): Promise<void> {
    if (!this.file) {
      this.path = join(tmpdir(), `fivehearts-${randomUUID()}.lines`)
      this.file = await open(this.path, 'wx+', 0o600)
      // Nameless from the start, so that a killed process leaves no buyers' data behind; where that is refused, `close` removes it.
      await rm(this.path, { force: true }).catch(() => undefined)
    }
    const all = Buffer.concat(this.pending)
    await this.file.write(all, 0, all.length, this.written)
    this.written += all.length
    this.pending = []
    this.pendingBytes = 0
  }

  private grow(): void {
    const wider = <T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    const size = this.starts.length * 2
    this.starts = wider(this.starts, new Float64Array(size))
    this.lengths = wider(this.lengths, new Uint32Array(size))
    this.nexts = wider(this.nexts, new Uint32Array(size))
    this.taken = wider(this.taken, new Uint8Array(size))
  }
}
