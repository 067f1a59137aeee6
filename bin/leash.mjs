// Loaded first into the process that pick-node.mjs starts. The other end of the pipe is held by the launcher alone,
// so the pipe ends when the launcher does, even by kill -9, and then nobody would be left to stop this process.
import { Socket } from 'node:net'
import { isMainThread } from 'node:worker_threads'

const GRACE_MS = 10_000
const pipe = Number(process.env.FIVEHEARTS_LEASH)

if (pipe && isMainThread) {
  // Processes that this one starts inherit neither the pipe nor, therefore, its number.
  delete process.env.FIVEHEARTS_LEASH
  const leash = new Socket({ fd: pipe, readable: true, writable: false })
  leash.on('close', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), GRACE_MS).unref()
  })
  leash.on('error', () => leash.destroy())
  leash.resume()
  leash.unref()
}
