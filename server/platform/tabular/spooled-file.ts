import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface SpooledFile {
  path: string
  remove: () => Promise<void>
}

/** Writes bytes that must be read out of order into a file of the machine's temporary folder, readable by nobody else. */
export async function spool(pieces: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
  const path = join(tmpdir(), `fivehearts-${randomUUID()}.spool`)
  const remove = () => rm(path, { force: true })
  try {
    await pipeline(pieces, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
    return { path, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
