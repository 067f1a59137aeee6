/** The answer of `SeenRows.note`. */
export type Seen = { is: 'new' } | { is: 'same' | 'different'; line: number }

const MAX_LOAD = 0.5

/**
 * Remembers of every record its key, content and line as 20 bytes instead of the text: a million rows take 40 MB
 * outside the JavaScript heap. Keys and contents are compared by 53-bit fingerprints; among a million keys two
 * collide with a chance of 1 in 18,000.
 */
export class SeenRows {
  private size = 0
  private keys = new Float64Array(1024)
  private contents = new Float64Array(1024)
  private lines = new Uint32Array(1024)

  /** Says whether the key was noted before, with the same content or another, and where; else notes it. */
  note(key: string, content: number, line: number): Seen {
    const print = fingerprint(key)
    const slot = this.slotOf(print)
    const known = this.lines[slot] as number
    if (known > 0) return { is: this.contents[slot] === content ? 'same' : 'different', line: known }
    this.put(slot, print, content, line)
    if (this.size > this.keys.length * MAX_LOAD) this.grow()
    return { is: 'new' }
  }

  /** What was first noted of the key, or null. */
  find(key: string): { content: number; line: number } | null {
    const slot = this.slotOf(fingerprint(key))
    const line = this.lines[slot] as number
    return line === 0 ? null : { content: this.contents[slot] as number, line }
  }

  private put(slot: number, print: number, content: number, line: number): void {
    this.keys[slot] = print
    this.contents[slot] = content
    this.lines[slot] = line
    this.size += 1
  }

  private slotOf(print: number): number {
    const { length } = this.keys
    let slot = print % length
    while (this.lines[slot] !== 0 && this.keys[slot] !== print) slot = (slot + 1) % length
    return slot
  }

  private grow(): void {
    const { keys, contents, lines } = this
    this.keys = new Float64Array(keys.length * 2)
    this.contents = new Float64Array(keys.length * 2)
    this.lines = new Uint32Array(keys.length * 2)
    this.size = 0
    for (let index = 0; index < keys.length; index += 1) {
      if (lines[index] === 0) continue
      const print = keys[index] as number
      this.put(this.slotOf(print), print, contents[index] as number, lines[index] as number)
    }
  }
}

/** A 53-bit number that two different texts hardly ever share. Not for secrets. */
export function fingerprint(text: string): number {
  let high = 0x9e3779b1 ^ text.length
  let low = 0x85ebca6b
  for (let index = 0; index < text.length; index += 2) {
    // Two characters of 16 bits at a time; behind an odd end stands NaN, which counts as 0.
    const pair = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16)
    high = Math.imul(high ^ pair, 0x9e3779b1)
    high ^= high >>> 15
    low = Math.imul(low ^ pair, 0xc2b2ae35)
    low ^= low >>> 13
  }
  high ^= low >>> 16
  low ^= Math.imul(high, 0x27d4eb2f)
  return (high >>> 11) * 4294967296 + (low >>> 0)
}
