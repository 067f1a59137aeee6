import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Where uploaded exports lie until they are taken in. Files are named by the import's id alone: whatever a browser calls them touches no disk. */
export interface Uploads {
  /** Writes the bytes as they come. Returns path and size; nothing is left behind when it throws. */
  keep(id: string, bytes: AsyncIterable<Uint8Array>): Promise<{ path: string; size: number }>
  /** True for a path that `keep` gave. */
  owns(path: string): boolean
  /** Removes a file that `keep` wrote; leaves any other alone. */
  remove(path: string): Promise<void>
}

/** `folder` is made when it is first needed, readable by the process alone. */
export const createUploads = (folder: string): Uploads => {
  const home = resolve(folder)
  const owns = (path: string) => dirname(resolve(path)) === home
  return {
    keep: async (id, bytes) => {
      await mkdir(home, { recursive: true, mode: 0o700 })
      const path = join(home, `${id}.upload`)
      try {
        await pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        return { path, size: (await stat(path)).size }
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    owns,
    remove: async (path) => {
      if (owns(path)) await rm(path, { force: true })
    },
  }
}

/** What a browser called the file, fit to be shown: no folders, no control or direction marks, at most 120 characters. */
export const shownFileName = (name: string): string => {
  const last = name.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const plain = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()
  return [...plain].slice(0, 120).join('') || 'orders.csv'
}
