import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'

/** Where bytes lie: a folder here, something S3-like where there are several machines. Keys are made of hex digits and dots. */
export interface Blobs {
  /** A path to write to, on this machine. */
  draft(): Promise<string>
  /** Takes a finished draft over, whole or not at all; the same key twice is the same content. */
  keep(draft: string, key: string): Promise<void>
  /** Null when there is nothing under the key. */
  read(key: string): Promise<{ stream: Readable; bytes: number } | null>
  remove(key: string): Promise<void>
  /** Drafts that were never finished, and last touched before. */
  removeDrafts(before: Date): Promise<void>
}

/** A folder: two levels of 256, so that no directory grows long, and `incoming` for what is being written. */
export function folderBlobs(root: string): Blobs {
  const incoming = join(root, 'incoming')
  const pathOf = (key: string) => {
    if (!/^[0-9a-f]{64}(?:[.][a-z]+)?$/.test(key)) throw new Error('not a key of a blob')
    return join(root, key.slice(0, 2), key.slice(2, 4), key)
  }
  return {
    draft: async () => {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      return join(incoming, randomUUID())
    },
    keep: async (draft, key) => {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await flush(draft)
      await rename(draft, path)
      // The name too must outlive a power cut.
      await flush(dirname(path))
    },
    read: async (key) => {
      const path = pathOf(key)
      const info = await orNull(stat(path))
      return info ? { stream: createReadStream(path), bytes: info.size } : null
    },
    remove: async (key) => {
      await orNull(unlink(pathOf(key)))
    },
    removeDrafts: async (before) => {
      for (const name of (await orNull(readdir(incoming))) ?? []) {
        const path = join(incoming, name)
        const info = await orNull(stat(path))
        if (info && info.mtime < before) await orNull(unlink(path))
      }
    },
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Null where there is no such file. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
