import { damaged } from './bad-backup.ts'

/** Takes exact numbers of bytes from a stream of pieces. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  #pieces: Buffer[] = []
  #held = 0
  #isOver = false

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** At most so many bytes: fewer only where the stream ends. */
  async upTo(count: number): Promise<Buffer> {
    await this.#fill(count)
    return this.#take(Math.min(count, this.#held))
  }

  /** @throws BadBackup when the stream ends before. */
  async exactly(count: number): Promise<Buffer> {
    await this.#fill(count)
    if (this.#held < count) throw damaged('it ends too early')
    return this.#take(count)
  }

  /** Up to and with the next line feed. @throws BadBackup when none comes within `most` bytes. */
  async line(most: number): Promise<Buffer> {
    for (let wanted = 512; ; wanted *= 2) {
      await this.#fill(wanted)
      const all = Buffer.concat(this.#pieces)
      this.#pieces = [all]
      const end = all.indexOf(10)
      if (end !== -1 && end < most) return this.#take(end + 1)
      if (this.#isOver || this.#held >= most) throw damaged('head')
    }
  }

  async #fill(count: number): Promise<void> {
    while (this.#held < count && !this.#isOver) {
      const { value, done } = await this.#source.next()
      if (done) {
        this.#isOver = true
        return
      }
      this.#pieces.push(value)
      this.#held += value.length
    }
  }

  #take(count: number): Buffer {
    const [first] = this.#pieces
    this.#held -= count
    if (first && first.length > count) {
      this.#pieces[0] = first.subarray(count)
      return first.subarray(0, count)
    }
    const all = Buffer.concat(this.#pieces)
    this.#pieces = all.length > count ? [all.subarray(count)] : []
    return all.subarray(0, count)
  }
}
