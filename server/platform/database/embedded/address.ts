// Where clients reach the database. The socket lives in the cluster's own folder and PostgreSQL binds it by the
// relative path ".", so the depth of the folder and clean-ups of /tmp do not concern it; only clients need a short path.
import { createHash, randomUUID } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A unix socket's folder, or a TCP port of this machine where the folder's file system has no sockets. */
export type Address = { socketFolder: string } | { port: number }

export const DATABASE = 'fivehearts'
export const SUPERUSER = 'postgres'
/** With sockets only part of the socket's name. */
export const SOCKET_PORT = 5432

const SOCKET_NAME = `.s.PGSQL.${SOCKET_PORT}`
// A socket's path has 104 bytes on macOS, 108 on Linux, a zero byte among them.
const LONGEST_SOCKET_PATH = 103

/** A name for this cluster among the machine's processes. */
export function clusterNameOf(cluster: string): string {
  return `fivehearts-${hashOf(cluster)}`
}

export function urlOf(address: Address, password: string): string {
  const start = `postgresql://${SUPERUSER}:${password}@`
  if ('port' in address) return `${start}127.0.0.1:${address.port}/${DATABASE}`
  return `${start}localhost:${SOCKET_PORT}/${DATABASE}?host=${encodeURIComponent(address.socketFolder)}`
}

/** The cluster's folder itself, or a link to it from a private folder in the temporary one when its path is too long. */
export function socketAddress(cluster: string): Address {
  if (isShort(cluster)) return { socketFolder: cluster }
  const links = privateFolder()
  const link = join(links, hashOf(cluster))
  const fresh = join(links, randomUUID())
  symlinkSync(cluster, fresh)
  renameSync(fresh, link)
  return { socketFolder: link }
}

/** Removes the link that `socketAddress` may have made. */
export function forgetAddress(cluster: string): void {
  if (!isShort(cluster)) rmSync(join(privateFolder(), hashOf(cluster)), { force: true })
}

/** The address at which a new postmaster shall listen: the socket, or a free port where no socket can be made. */
export async function chooseAddress(cluster: string): Promise<Address> {
  const address = socketAddress(cluster)
  if ('port' in address) return address
  const probe = createServer()
  try {
    await listen(probe, { path: join(address.socketFolder, `.probe-${randomUUID().slice(0, 4)}`) })
    return address
  } catch {
    return freePort()
  } finally {
    probe.close()
  }
}

/** A TCP address of this machine that nobody listens on at this moment. */
export async function freePort(): Promise<Address> {
  const server = createServer()
  await listen(server, { host: '127.0.0.1', port: 0 })
  const { port } = server.address() as { port: number }
  server.close()
  return { port }
}

/** True when somebody accepts connections at the address. */
export function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket =
      'port' in address
        ? connect({ host: '127.0.0.1', port: address.port })
        : connect({ path: join(address.socketFolder, SOCKET_NAME) })
    const end = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
  })
}

function listen(server: Server, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, resolve)
  })
}

function isShort(cluster: string): boolean {
  return Buffer.byteLength(join(cluster, SOCKET_NAME)) <= LONGEST_SOCKET_PATH
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12)
}

let ownFolder: string | undefined

/** A folder only we may enter: in a shared temporary folder somebody else could own the name already. */
function privateFolder(): string {
  const base = Buffer.byteLength(tmpdir()) > 50 ? '/tmp' : tmpdir()
  const uid = process.getuid?.() ?? 0
  const path = join(base, `fivehearts-${uid}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const stat = lstatSync(path)
  if (stat.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0) return path
  return (ownFolder ??= mkdtempSync(join(base, 'fivehearts-')))
}
