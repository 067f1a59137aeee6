import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { figure, type Group } from '../measure.ts'

const closed = figure({ name: 'widget.closed_gz_bytes', unit: 'B', atMost: 15 * 1024 })
const opened = figure({ name: 'widget.opened_gz_bytes', unit: 'B', atMost: 45 * 1024 })
const firstLoad = figure({ name: 'console.first_load_gz_bytes', unit: 'B', atMost: 350 * 1024 })

const dist = join(import.meta.dirname, '../../dist')
const gzipped = async (path: string) => gzipSync(await readFile(path), { level: 9 }).length

/** What browsers load, gzipped by file as it is served; needs a build. */
export const bytes: Group = {
  name: 'bytes',
  figures: [closed, opened, firstLoad],
  run: async () => {
    const loader = await gzipped(join(dist, 'widget/widget.js'))
    const chat = (await readdir(join(dist, 'widget'))).find((name) => /^chat-.*\.js$/.test(name))
    if (!chat) throw new Error('dist/widget holds no chat: run npm run build')
    const scripts = await consoleScripts()
    const sizes = await Promise.all([...scripts].map((name) => gzipped(join(dist, 'console/assets', name))))
    return [
      closed.take(loader),
      opened.take(loader + (await gzipped(join(dist, 'widget', chat)))),
      firstLoad.take(
        sizes.reduce((sum, size) => sum + size, 0),
        `${scripts.size} scripts`,
      ),
    ]
  },
}

/** The scripts of index.html and everything they import at once. */
const consoleScripts = async (): Promise<Set<string>> => {
  const page = await readFile(join(dist, 'console/index.html'), 'utf8')
  const found = new Set<string>()
  const queue = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map((match) => match[1] ?? '')
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const text = await readFile(join(dist, 'console/assets', name), 'utf8')
    for (const match of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) queue.push(match[1] ?? '')
  }
  return found
}
