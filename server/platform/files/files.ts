import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../clock/clock.ts'
import type { Database, Tx } from '../database/database.ts'
import { AppError, notFound } from '../http/app-error.ts'
import { newId } from '../ids/ids.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Blobs } from './blobs.ts'
import { safeFileName } from './file-name.rules.ts'
import { thumbOf } from './blob-keys.ts'
import { addressOf, shopOfAddress } from './file-address.ts'
import {
  countUnkept,
  deleteUnkept,
  findFile,
  insertFile,
  keepFiles,
  lockContent,
  markKept,
  unkeptBefore,
  type FileRow,
} from './files.store.ts'
import { writeAnew } from './pictures.ts'
import { sniffFile } from './sniff.ts'

/** A file as browsers are told of it. */
export interface ShownFile {
  id: string
  name: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  url: string
}

export interface NewFile {
  shop: string
  owner: string
  name: string
  content: Readable | Uint8Array
}

export interface Files {
  /**
   * Takes a file in. What it is, its bytes say; pictures are written anew without metadata.
   * @throws AppError file.too_large, file.unsupported, file.broken; request.too_many when the owner has many unsent.
   */
  put(file: NewFile): Promise<ShownFile>
  /** The owner's files in the order of `ids`, kept from now on. @throws AppError not_found when one is not theirs. */
  attachments(tx: Tx, ids: readonly string[], owner: string): Promise<ShownFile[]>
  /** The shop's files once more under other ids, as uploads of `owner` that wait to be used. Unknown ones are left out. */
  lend(tx: Tx, ids: readonly string[], owner: string): Promise<ShownFile[]>
  /** What a signed address leads to. @throws AppError not_found */
  open(id: string, signature: string, isThumb: boolean): Promise<OpenFile>
  /**
   * Removes what was uploaded a day ago and never used. `usedAmong` says which ids of a shop are used although nobody
   * kept them. Returns how many were removed.
   */
  removeOrphans(
    now: Date,
    usedAmong: (shop: string, ids: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<number>
}

export interface OpenFile {
  name: string
  mime: string
  bytes: number
  tag: string
  stream: Readable
}

export interface FilePorts {
  db: Database
  clock: Clock
  secrets: Secrets
  blobs: Blobs
  maxBytes: number
}

/** More than one message can carry; beyond it somebody fills the disk. */
const mostUnsent = 30
const dayMs = 24 * 3_600_000

export const createFiles = ({ db, clock, secrets, blobs, maxBytes }: FilePorts): Files => {
  const shown = (file: FileRow): ShownFile => ({
    id: file.id,
    name: file.name,
    mime: file.mime,
    bytes: file.bytes,
    width: file.width,
    height: file.height,
    url: addressOf(secrets, file),
  })

  const refuseFlood = async ({ shop, owner }: NewFile) => {
    if ((await db.inShop(shop, (tx) => countUnkept(tx, owner))) >= mostUnsent)
      throw new AppError('request.too_many')
  }

  /** Everything that may fail, on drafts; then rename and row together. */
  const take = async (
    file: NewFile,
    drafts: { raw: string; anew: string; thumb: string },
  ): Promise<FileRow> => {
    await receive(file.content, drafts.raw, maxBytes)
    const kind = await sniffFile(drafts.raw)
    const picture = kind.picture ? await writeAnew(drafts.raw, drafts.anew, drafts.thumb, kind.picture) : null
    const final = picture ? drafts.anew : drafts.raw
    const row: FileRow = {
      id: newId(),
      shopId: file.shop,
      owner: file.owner,
      name: safeFileName(file.name, kind.endings),
      mime: kind.mime,
      bytes: (await stat(final)).size,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
      sha256: await digest(final),
      hasThumb: picture !== null,
    }
    await db.inShop(file.shop, async (tx) => {
      await lockContent(tx, row.sha256)
      await blobs.keep(final, row.sha256)
      if (picture) await blobs.keep(drafts.thumb, thumbOf(row.sha256))
      await insertFile(tx, clock.now(), row)
    })
    return row
  }

  const removeOne = (file: FileRow): Promise<boolean> =>
    db.asSystem(async (tx) => {
      await lockContent(tx, file.sha256)
      const { isGone, isLast } = await deleteUnkept(tx, file)
      if (isGone && isLast) {
        await blobs.remove(file.sha256)
        await blobs.remove(thumbOf(file.sha256))
      }
      return isGone
    })

  return {
    put: async (file) => {
      await refuseFlood(file)
      const drafts = { raw: await blobs.draft(), anew: await blobs.draft(), thumb: await blobs.draft() }
      try {
        return shown(await take(file, drafts))
      } finally {
        for (const path of Object.values(drafts)) await rm(path, { force: true })
      }
    },

    attachments: async (tx, ids, owner) => {
      if (ids.length === 0) return []
      const found = new Map((await keepFiles(tx, clock.now(), ids, owner)).map((file) => [file.id, file]))
      return ids.map((id) => {
        const file = found.get(id)
        if (!file) throw notFound()
        return shown(file)
      })
    },

    lend: async (tx, ids, owner) => {
      const lent: ShownFile[] = []
      for (const id of ids) {
        const file = await findFile(tx, id)
        if (!file) continue
        await lockContent(tx, file.sha256)
        const again = { ...file, id: newId(), owner }
        await insertFile(tx, clock.now(), again)
        lent.push(shown(again))
      }
      return lent
    },

    open: async (id, signature, isThumb) => {
      const shop = shopOfAddress(secrets, id, signature)
      const file = shop && (await db.inShop(shop, (tx) => findFile(tx, id)))
      if (!file) throw notFound()
      const small = isThumb && file.hasThumb
      const blob = await blobs.read(small ? thumbOf(file.sha256) : file.sha256)
      if (!blob) throw notFound()
      return {
        name: file.name,
        mime: small ? 'image/webp' : file.mime,
        tag: small ? `${file.sha256}t` : file.sha256,
        ...blob,
      }
    },

    removeOrphans: async (now, usedAmong) => {
      const before = new Date(now.getTime() - dayMs)
      let removed = 0
      for (;;) {
        const batch = await db.asSystem((tx) => unkeptBefore(tx, before, 200))
        for (const [shop, files] of Map.groupBy(batch, (file) => file.shopId)) {
          const used = await usedAmong(
            shop,
            files.map((file) => file.id),
          )
          await db.asSystem((tx) =>
            markKept(
              tx,
              now,
              files.filter((file) => used.has(file.id)).map((file) => file.id),
            ),
          )
          for (const file of files) if (!used.has(file.id) && (await removeOne(file))) removed++
        }
        if (batch.length === 0) break
      }
      await blobs.removeDrafts(before)
      return removed
    },
  }
}

/** Writes at most `most` bytes. @throws AppError file.too_large {limit}; file.broken for nothing, or half of something */
async function receive(content: Readable | Uint8Array, path: string, most: number): Promise<void> {
  const source = content instanceof Uint8Array ? Readable.from([content]) : content
  let bytes = 0
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > most) throw new AppError('file.too_large', { limit: most })
      yield chunk
    }
  }
  try {
    await pipeline(source, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    // The disk's failures name a system call; everything else is a sender who stopped in the middle.
    const isOurs = error instanceof AppError || (error instanceof Error && 'syscall' in error)
    throw isOurs ? error : new AppError('file.broken', { reason: 'cut_short' })
  }
  if (bytes === 0) throw new AppError('file.broken', { reason: 'empty' })
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
