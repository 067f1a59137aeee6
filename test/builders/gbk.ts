/** Bytes of a text in GBK, which Node can read and not write. Throws for characters that GBK does not have. */
export function encodeGbk(text: string): Buffer {
  table ??= readTable()
  const known = table
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = known.get(character)
      if (!bytes) throw new RangeError(`${character} is not in GBK`)
      return bytes
    }),
  )
}

let table: Map<string, Buffer> | undefined

/** Every one- and two-byte code, decoded once and turned round. */
function readTable(): Map<string, Buffer> {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, Buffer>()
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const bytes = Buffer.from([first, second])
      const character = decoder.decode(bytes)
      if (character.length === 1 && character !== '\ufffd') found.set(character, bytes)
    }
  }
  for (let byte = 0; byte < 0x80; byte += 1) found.set(String.fromCharCode(byte), Buffer.from([byte]))
  return found
}
