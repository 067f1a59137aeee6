import { createHash } from 'node:crypto'
import { damaged } from './bad-backup.ts'
import { ByteReader } from './byte-reader.ts'

/** One leaf of a table: the table itself, or one partition of it. */
export interface TablePart {
  /** `schema.name`, unquoted: our names are plain. */
  table: string
  columns: string[]
}
export interface TableFacts extends TablePart {
  /** Where it is a partition: of what, and for which rows, as PostgreSQL says it. */
  partition: { of: string; bound: string } | null
}
export interface SequenceFacts {
  name: string
  /** As text: it may be beyond 2^53. Null: never used. */
  lastValue: string | null
}
/** The first record: what the database was. */
export interface Contents {
  migrations: { name: string; hash: string }[]
  server: string
  tables: TableFacts[]
  sequences: SequenceFacts[]
}
/** Comes after the bytes of a part or a blob. */
export interface Ending {
  rows: number
  bytes: number
  /** Of the bytes, hex. */
  sha256: string
}
/** The last record. `sha256` is of all records but those that carry bytes, whose own hashes are among them. */
export interface Trailer {
  tables: number
  rows: number
  blobs: number
  /** Blobs that a row named and nothing held. */
  missingBlobs: string[]
  sha256: string
}

/** Inside the frames: records of a kind (one byte), a length (4 bytes) and content, JSON but for `data`. */
export type BackupRecord =
  | { kind: 'contents'; is: Contents }
  | { kind: 'keys'; is: { keys: string[] } }
  | { kind: 'part'; is: TablePart }
  | { kind: 'blob'; is: { key: string } }
  | { kind: 'data'; is: Buffer }
  | { kind: 'ending'; is: Ending }
  | { kind: 'trailer'; is: Trailer }

const letters = {
  contents: 'C',
  keys: 'K',
  part: 'T',
  blob: 'B',
  data: 'D',
  ending: 'E',
  trailer: 'Z',
} as const
const kinds = new Map(Object.entries(letters).map(([kind, letter]) => [letter.charCodeAt(0), kind]))
const mostBytes = 64 << 20

/** Writes records and reckons the trailer's hash. */
export const createRecordWriter = () => {
  const hash = createHash('sha256')
  return {
    write: (record: Exclude<BackupRecord, { kind: 'data' | 'trailer' }>): Buffer => {
      const bytes = encode(letters[record.kind], Buffer.from(JSON.stringify(record.is)))
      hash.update(bytes)
      return bytes
    },
    data: (bytes: Buffer): Buffer[] => [lead(letters.data, bytes.length), bytes],
    trailer: (is: Omit<Trailer, 'sha256'>): Buffer =>
      encode(letters.trailer, Buffer.from(JSON.stringify({ ...is, sha256: hash.digest('hex') }))),
  }
}

const lead = (letter: string, length: number) => {
  const bytes = Buffer.alloc(5)
  bytes.write(letter, 'latin1')
  bytes.writeUInt32BE(length, 1)
  return bytes
}
const encode = (letter: string, content: Buffer) => Buffer.concat([lead(letter, content.length), content])

/** Reads records to the trailer, whose hash it checks. @throws BadBackup for anything that is none. */
export async function* readRecords(source: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  const reader = new ByteReader(source)
  const hash = createHash('sha256')
  for (;;) {
    const start = await reader.exactly(5)
    const kind = kinds.get(start[0] ?? 0)
    const length = start.readUInt32BE(1)
    if (kind === undefined || length > mostBytes) throw damaged('a record')
    const content = await reader.exactly(length)
    if (kind === 'data') {
      yield { kind, is: content }
      continue
    }
    const record = { kind, is: parse(content) } as Exclude<BackupRecord, { kind: 'data' }>
    if (record.kind === 'trailer') {
      if (record.is.sha256 !== hash.digest('hex') || (await reader.upTo(1)).length > 0)
        throw damaged('the whole does not match its parts')
      yield record
      return
    }
    hash.update(start).update(content)
    yield record
  }
}

const parse = (content: Buffer): unknown => {
  try {
    return JSON.parse(content.toString())
  } catch {
    throw damaged('a record')
  }
}
