import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import sharp, { type Sharp } from 'sharp'
import type { MemberCaller, VisitorCaller } from '#platform/http/caller.ts'
import { createHttpServer, type HttpServer } from '#platform/http/server.ts'
import {
  createFiles,
  folderBlobs,
  registerFileRoutes,
  type Files,
  type ShownFile,
} from '#platform/files/index.ts'
import { newId } from '#platform/ids/ids.ts'
import { silentLog } from '#platform/log/log.ts'
import { createDesk, type Desk } from '../database/desk.ts'

/** A desk that keeps files in a folder of its own and serves them; a member and a visitor of one shop may upload. */
export interface FilesDesk extends Desk {
  files: Files
  http: HttpServer
  folder: string
  shop: string
  member: MemberCaller
  visitor: VisitorCaller
  /** Puts a file of `shop`. */
  put(content: Uint8Array, owner: string, name?: string): Promise<ShownFile>
  /** What an address leads to. */
  contentOf(url: string, isThumb?: boolean): Promise<Buffer>
  /** Names of everything on disk. */
  onDisk(): Promise<string[]>
}

/** Smaller than the product's, so that tests of the limit are fast. */
export const testMaxBytes = 1024 * 1024

export const createFilesDesk = async (): Promise<FilesDesk> => {
  const desk = await createDesk()
  const folder = await mkdtemp(join(tmpdir(), 'fh-files-'))
  const files = createFiles({ ...desk, blobs: folderBlobs(folder), maxBytes: testMaxBytes })
  const [shop, accountId, sessionId, actorId] = [newId(), newId(), newId(), newId()]
  const member: MemberCaller = {
    kind: 'member',
    shopId: shop,
    memberId: actorId,
    accountId,
    sessionId,
    actorId,
    displayName: 'A',
    roles: ['agent'],
    scopes: [],
  }
  const visitor: VisitorCaller = {
    kind: 'visitor',
    shopId: shop,
    storeId: newId(),
    visitorId: newId(),
    conversationId: newId(),
    language: 'zh',
  }
  const http = await createHttpServer({
    db: desk.db,
    clock: desk.clock,
    log: silentLog(),
    trustedProxies: 0,
    credentials: {
      account: (token) =>
        Promise.resolve(token === 'member' ? { kind: 'account', accountId, sessionId } : null),
      member: () => Promise.resolve(member),
      key: () => Promise.resolve(null),
      visitor: (token) => Promise.resolve(token === 'visitor' ? visitor : null),
    },
  })
  registerFileRoutes(http, files)
  return {
    ...desk,
    files,
    http,
    folder,
    shop,
    member,
    visitor,
    put: (content, owner, name = 'a.bin') => files.put({ shop, owner, name, content }),
    contentOf: async (url, isThumb = false) => {
      const { id, s } = signedIn(url)
      return collect((await files.open(id, s, isThumb)).stream)
    },
    onDisk: async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name),
    close: async () => {
      await http.app.close()
      await desk.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The parts of a signed address. */
export const signedIn = (url: string): { id: string; s: string } => {
  const parsed = new URL(url, 'http://desk')
  return { id: parsed.pathname.split('/')[3] ?? '', s: parsed.searchParams.get('s') ?? '' }
}

const collect = async (stream: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** A picture of one colour, to be encoded. */
export const plainPicture = (width: number, height: number, background = '#3a7'): Sharp =>
  sharp({ create: { width, height, channels: 3, background } })
