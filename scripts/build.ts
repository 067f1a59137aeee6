import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

/** Builds what browsers load, into dist/, when its sources changed since the last build. `--force` always builds. */
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, '.hash')
const configs = ['vite.console.ts', 'vite.widget.ts']

const wanted = await hashOfSources()
const built = existsSync(stamp) ? await readFile(stamp, 'utf8') : ''
const outputs = ['console/index.html', 'widget/widget.js']
if (
  built === wanted &&
  outputs.every((file) => existsSync(join(dist, file))) &&
  !process.argv.includes('--force')
) {
  console.log('dist is up to date')
} else {
  const start = performance.now()
  await mkdir(dist, { recursive: true })
  // Without the stamp a build that was cut short is made again.
  await rm(stamp, { force: true })
  for (const configFile of configs) await build({ configFile: join(root, configFile), logLevel: 'warn' })
  await writeFile(stamp, wanted)
  const { first, all } = await consoleScripts()
  console.log(`console: ${kilobytes(first)} of script gzipped to start, ${kilobytes(all)} with every screen`)
  console.log(`built dist in ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

/** Of every file that goes into the build: its name and content. */
async function hashOfSources(): Promise<string> {
  const patterns = ['{console,buyer,contract}/**/*.*', ...configs, 'package-lock.json']
  const files: string[] = []
  for await (const file of glob(patterns, { cwd: root })) if (!/[.]test[.]tsx?$/.test(file)) files.push(file)
  const hash = createHash('sha256')
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

/** Gzipped bytes of the scripts that the page names, and of all there are. */
async function consoleScripts(): Promise<{ first: number; all: number }> {
  const page = await readFile(join(dist, 'console/index.html'), 'utf8')
  const assets = join(dist, 'console/assets')
  const total = { first: 0, all: 0 }
  for (const name of await readdir(assets)) {
    if (!name.endsWith('.js')) continue
    const bytes = gzipSync(await readFile(join(assets, name)), { level: 9 }).length
    total.all += bytes
    if (page.includes(`/assets/${name}`)) total.first += bytes
  }
  return total
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
