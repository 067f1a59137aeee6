import { TableFailure } from '../table-failure.ts'
import { readAllXml } from './xml-events.ts'

/** Bytes of all texts together. A million rows of ten different texts take 300 MB. */
const maxBytes = 1 << 29
const maxTexts = 20_000_000
const PAGE_BYTES = 1 << 22

export interface SharedStrings {
  /** Undefined for a number of no text. */
  get(index: number): string | undefined
}

/**
 * The texts that a workbook keeps apart and its cells name by number. Kept as bytes outside the JavaScript heap: a cell
 * at the end may name the first. Throws TableFailure `too_large` beyond half a gigabyte of them.
 */
export async function readSharedStrings(
  bytes: AsyncIterable<Buffer>,
  maxCell: number,
): Promise<SharedStrings> {
  const store = new TextPages()
  let text = ''
  let isText = false
  let inPhonetic = false
  await readAllXml(bytes, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') inPhonetic = true
      else if (name === 't') isText = !inPhonetic
    },
    text: (part) => {
      // One more than allowed, so that the row says it is too long.
      if (isText && text.length <= maxCell) text += part
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') inPhonetic = false
      else if (name === 'si') store.add(unescaped(text))
    },
  })
  return store
}

/** `_x000D_` is how a spreadsheet writes what XML cannot. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text

class TextPages implements SharedStrings {
  private readonly pages: Buffer[] = []
  private free = 0
  private size = 0
  private count = 0
  /** Of each text: page, where it begins in it, and how long it is. */
  private places = new Uint32Array(3 * 1024)

  add(text: string): void {
    const length = Buffer.byteLength(text)
    this.size += length
    if (this.size > maxBytes || this.count >= maxTexts) throw new TableFailure('too_large', 'sharedStrings')
    if (length > this.free) {
      this.free = Math.max(PAGE_BYTES, length)
      this.pages.push(Buffer.allocUnsafeSlow(this.free))
    }
    const page = this.pages.at(-1)
    const start = page ? page.length - this.free : 0
    page?.write(text, start)
    this.free -= length
    if (this.count * 3 + 3 > this.places.length) {
      const wider = new Uint32Array(this.places.length * 2)
      wider.set(this.places)
      this.places = wider
    }
    this.places.set([Math.max(0, this.pages.length - 1), start, length], this.count * 3)
    this.count += 1
  }

  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined
    const [page = 0, start = 0, length = 0] = this.places.subarray(index * 3, index * 3 + 3)
    return this.pages[page]?.toString('utf8', start, start + length) ?? ''
  }
}
