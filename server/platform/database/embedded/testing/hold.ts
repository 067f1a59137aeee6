// Uses the database of a folder until it is told to leave: a line "stop" on standard input, SIGTERM, or kill -9.
// node hold.ts FOLDER server|attach     prints one JSON line {url, ms} or {error, message}
import { createInterface } from 'node:readline'
import { startEmbeddedDatabase } from '../index.ts'

const [folder = '', role = 'server'] = process.argv.slice(2)
const began = performance.now()

try {
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const database = await startEmbeddedDatabase({ folder, role: role as 'server' | 'attach', log })
  const leave = async () => {
    await database.stop()
    process.exit(0)
  }
  process.once('SIGTERM', () => void leave())
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'stop') void leave()
    if (line === 'exit') process.exit(3)
  })
  process.stdout.write(
    `${JSON.stringify({ url: database.url, ms: Math.round(performance.now() - began) })}\n`,
  )
} catch (error) {
  const { name, message } = error as Error
  process.stdout.write(`${JSON.stringify({ error: name, message })}\n`)
  process.exit(1)
}
