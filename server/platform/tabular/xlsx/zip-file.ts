import { crc32, createInflateRaw } from 'node:zlib'
import { open as openFile } from 'node:fs/promises'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { TableFailure } from '../table-failure.ts'

export interface ZipLimits {
  /** What may come out of the whole archive, in bytes. */
  maxInflated: number
  /** Told how many bytes of the file the entry being read has taken so far. */
  onBytes?: ((bytes: number) => void) | undefined
}

/** No spreadsheet has more parts. */
const maxEntries = 20_000
/**
 * Sheets of one value repeated a million times were seen to shrink to a 120th, a zip bomb of zeros to a 1000th. Small
 * parts are let off: they do no harm.
 */
const maxRatio = 250
const harmlessBytes = 1 << 25
const STORED = 0
const DEFLATED = 8

/** The parts of a zip that lies in a file. */
export interface Zip {
  /** In lower case: some writers spell a part differently from how others name it. */
  names: ReadonlySet<string>
  /** The bytes of a part, in any case, as they come out, within the limits. Throws TableFailure. */
  read(name: string): AsyncGenerator<Buffer>
  close(): void
}

/** Opens a zip by its directory alone. Throws TableFailure `broken_file`, `encrypted_file`. */
export async function openZip(path: string, limits: ZipLimits): Promise<Zip> {
  let zip: ZipFile | undefined
  const entries = new Map<string, Entry>()
  try {
    zip = await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: false })
    if (zip.entryCount > maxEntries) throw new TableFailure('broken_file', 'entries')
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.toLowerCase(), entry)
  } catch (error) {
    zip?.close()
    throw asFailure(error)
  }
  const opened = zip
  let inflated = 0
  return {
    names: new Set(entries.keys()),
    close: () => opened.close(),
    read: async function* (name) {
      const entry = entries.get(name.toLowerCase())
      if (!entry) throw new TableFailure('broken_file', name)
      if (entry.isEncrypted()) throw new TableFailure('encrypted_file')
      let checksum = 0
      let size = 0
      for await (const bytes of bytesOf(opened, entry, limits)) {
        size += bytes.length
        inflated += bytes.length
        checksum = crc32(bytes, checksum)
        if (inflated > limits.maxInflated) throw new TableFailure('zip_bomb', name)
        if (size > harmlessBytes && size > entry.compressedSize * maxRatio)
          throw new TableFailure('zip_bomb', name)
        yield bytes
      }
      // Some writers leave the checksum out; one that is there must fit.
      if (entry.crc32 !== 0 && checksum !== entry.crc32) throw new TableFailure('broken_file', name)
    },
  }
}

async function* bytesOf(zip: ZipFile, entry: Entry, limits: ZipLimits): AsyncGenerator<Buffer> {
  const method = entry.compressionMethod
  if (method !== STORED && method !== DEFLATED) throw new TableFailure('broken_file', entry.fileName)
  const raw = await zip.openReadStreamPromise(entry, { decodeFileData: false }).catch(fail)
  let taken = 0
  raw.on('data', (bytes: Buffer) => {
    taken += bytes.length
    limits.onBytes?.(taken)
  })
  const stream = method === STORED ? raw : raw.pipe(createInflateRaw({ chunkSize: 1 << 17 }))
  raw.on('error', (error: Error) => stream.destroy(error))
  try {
    for await (const bytes of stream) yield bytes as Buffer
  } catch (error) {
    throw asFailure(error)
  } finally {
    raw.destroy()
    stream.destroy()
  }
}

const fail = (error: unknown): never => {
  throw asFailure(error)
}
const asFailure = (error: unknown): TableFailure =>
  error instanceof TableFailure
    ? error
    : new TableFailure('broken_file', error instanceof Error ? error.message.slice(0, 100) : '', error)

const passwordMark = Buffer.from('EncryptedPackage', 'utf16le')

/**
 * Whether an old Office container (its first bytes are D0 CF 11 E0) holds a modern spreadsheet behind a password. Looks
 * at the sector in which the container keeps its names.
 */
export async function isEncryptedOffice(path: string): Promise<boolean> {
  const file = await openFile(path)
  try {
    const head = Buffer.alloc(512)
    await file.read(head, 0, 512, 0)
    const sectorBytes = 1 << Math.min(head.readUInt16LE(30), 16)
    const names = Buffer.alloc(4096)
    const { bytesRead } = await file.read(names, 0, names.length, (head.readUInt32LE(48) + 1) * sectorBytes)
    return names.subarray(0, bytesRead).includes(passwordMark)
  } finally {
    await file.close()
  }
}
