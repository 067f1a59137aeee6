import { createHash, type Hash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from, to } from 'pg-copy-streams'
import { columnList, quoted } from './catalogue.ts'
import type { Ending, TablePart } from './records.ts'

/** Everything that changes how a value is written as text, so that the same row is the same bytes on every server. */
export const sameText = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 1;
  set bytea_output = 'hex'; set client_encoding = 'UTF8'; set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
  set synchronize_seqscans = off; set max_parallel_workers_per_gather = 0; set row_security = on; set search_path = pg_catalog`

/** Reads a part as text, in the order in which its rows lie, and tallies it. */
export async function* copyOut(client: pg.Client, part: TablePart, tally: Tally): AsyncGenerator<Buffer> {
  const stream = client.query(
    to(`copy (select ${columnList(part.columns)} from only ${quoted(part.table)}) to stdout`),
  )
  for await (const piece of stream as AsyncIterable<Buffer>) {
    tally.add(piece)
    yield piece
  }
}

/** Counts rows and bytes as they pass, and hashes them. A line feed inside a value is written `\n`, so each ends a row. */
export const createTally = () => {
  const hash: Hash = createHash('sha256')
  let rows = 0
  let bytes = 0
  return {
    add: (piece: Buffer) => {
      hash.update(piece)
      bytes += piece.length
      for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows++
    },
    rows: () => rows,
    ending: (): Ending => ({ rows, bytes, sha256: hash.digest('hex') }),
  }
}

export type Tally = ReturnType<typeof createTally>

/** Feeds a part to the database. `end` resolves with the number of rows the server says it took. */
export const copyIn = (client: pg.Client, part: TablePart) => {
  const stream = client.query(from(`copy ${quoted(part.table)} (${columnList(part.columns)}) from stdin`))
  const done = finished(stream)
  // Whoever writes next or ends hears of a failure; until then it must not count as nobody's.
  done.catch(() => undefined)
  return {
    write: async (piece: Buffer): Promise<void> => {
      if (stream.errored) await done
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done])
    },
    end: async (): Promise<number> => {
      stream.end()
      await done
      return stream.rowCount ?? 0
    },
  }
}
