import { crc32 } from 'node:zlib'
import { BadBackup, damaged } from './bad-backup.ts'
import { ByteReader } from './byte-reader.ts'
import { keyOfSeal, sealWith, type Seal, type SealFacts } from './seal.ts'

/**
 * The outside of a backup: a line `FIVEHEARTS-BACKUP 1`, a line of JSON that anybody may read, then frames. A frame is
 * its length (4 bytes; the highest bit marks the last one) and so many bytes: a sealed chunk, or a plain one and its
 * checksum. A file without its last frame was cut off.
 */
export interface Head {
  format: 1
  /** Of the product that wrote it. */
  product: string
  createdAt: string
  compression: 'zstd'
  seal: SealFacts | null
}

const magic = 'FIVEHEARTS-BACKUP 1\n'
const chunkBytes = 1 << 20
const mostFrameBytes = chunkBytes + 64
const lastBit = 0x8000_0000

export const headBytes = (head: Head): Buffer => Buffer.from(`${magic}${JSON.stringify(head)}\n`)

/** Cuts a stream of bytes into frames; `key` as made with the head's seal, null for a plain file. */
export async function* writeFrames(
  source: AsyncIterable<Buffer>,
  head: Buffer,
  key: Buffer | null,
): AsyncGenerator<Buffer> {
  const seal = key ? sealWith(key, head) : null
  yield head
  let number = 0
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const piece of source) {
    waiting.push(piece)
    bytes += piece.length
    if (bytes <= chunkBytes) continue
    const all = Buffer.concat(waiting)
    // One chunk is always kept back: the last one must be known as such.
    const whole = Math.ceil(all.length / chunkBytes) - 1
    for (let i = 0; i < whole; i++)
      yield frame(all.subarray(i * chunkBytes, (i + 1) * chunkBytes), number++, false, seal, head)
    waiting = [all.subarray(whole * chunkBytes)]
    bytes = waiting[0]?.length ?? 0
  }
  yield frame(Buffer.concat(waiting), number, true, seal, head)
}

const frame = (chunk: Buffer, number: number, isLast: boolean, seal: Seal | null, head: Buffer): Buffer => {
  const body = seal ? seal.close(chunk, number, isLast) : Buffer.concat([chunk, Buffer.alloc(4)])
  const lead = Buffer.alloc(4)
  lead.writeUInt32BE((body.length | (isLast ? lastBit : 0)) >>> 0)
  if (!seal) body.writeUInt32BE(checksum(chunk, lead, number, head), body.length - 4)
  return Buffer.concat([lead, body])
}

const checksum = (chunk: Buffer, lead: Buffer, number: number, head: Buffer) =>
  crc32(chunk, crc32(lead, crc32(String(number), crc32(head))))

/** Reads the plain beginning. @throws BadBackup for any other file. */
export const readHead = async (reader: ByteReader): Promise<{ head: Head; bytes: Buffer }> => {
  const start = await reader.upTo(magic.length)
  if (start.toString('latin1') !== magic)
    throw new BadBackup(
      start.toString('latin1').startsWith('FIVEHEARTS-BACKUP ')
        ? 'The backup was written by a newer version in a format this one does not know.'
        : 'This is no backup of Five Hearts.',
    )
  const line = await reader.line(10_000)
  try {
    const head = JSON.parse(line.toString()) as Head
    if (head.format !== 1 || head.compression !== 'zstd' || head.seal === undefined) throw damaged('head')
    return { head, bytes: Buffer.concat([start, line]) }
  } catch {
    throw damaged('head')
  }
}

/** The bytes inside the frames. @throws BadBackup when a frame is damaged or missing, or the passphrase wrong, missing, or one too many. */
export async function* readFrames(
  reader: ByteReader,
  { head, bytes }: { head: Head; bytes: Buffer },
  passphrase: string | null,
): AsyncGenerator<Buffer> {
  if (head.seal && passphrase === null)
    throw new BadBackup('The backup is encrypted; it needs its passphrase.')
  // Whoever names a passphrase relies on it: anybody can write a plain file.
  if (!head.seal && passphrase !== null)
    throw new BadBackup(
      'The backup is not encrypted, although a passphrase was given: it may not be the one you made. To restore it all the same, leave the passphrase out.',
    )
  const seal =
    head.seal && passphrase !== null ? sealWith(await keyOfSeal(passphrase, head.seal), bytes) : null
  for (let number = 0; ; number++) {
    const lead = await reader.exactly(4)
    const isLast = (lead.readUInt32BE() & lastBit) !== 0
    const length = lead.readUInt32BE() & ~lastBit
    if (length > mostFrameBytes || length < 4) throw damaged(`frame ${number}`)
    const body = await reader.exactly(length)
    const chunk = seal ? seal.open(body, number, isLast) : body.subarray(0, -4)
    const isWhole =
      chunk !== null && (seal || body.readUInt32BE(length - 4) === checksum(chunk, lead, number, bytes))
    if (!isWhole) throw damaged(`frame ${number}`)
    yield chunk
    if (!isLast) continue
    if ((await reader.upTo(1)).length > 0) throw damaged('bytes after its end')
    return
  }
}
