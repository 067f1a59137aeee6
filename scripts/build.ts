import { createHash } from 'node:crypto'
import { glob, readFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds what browsers load, into dist/, when its sources changed since the last build. `--force` always builds. */
const root = join(import.meta.dirname, '..')
const stamp = join(root, 'dist/.hash')
const configs = ['vite.console.ts', 'vite.widget.ts']

const hashOfSources = async (): Promise<string> => {
  const files: string[] = []
  for await (const file of glob(['{console,buyer,contract}/**/*', ...configs, 'package-lock.json'], { cwd: root, withFileTypes: false })) files.push(file)
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const content = await readFile(join(root, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EISDIR') return null
      throw error
    })
    if (content) hash.update(file).update('\0').update(content).update('\0')
  }
  return hash.digest('hex')
}

const wanted = await hashOfSources()
const built = await readFile(stamp, 'utf8').catch(() => '')
if (built === wanted && !process.argv.includes('--force')) console.log('dist is up to date')
else {
  for (const configFile of configs) await build({ configFile: join(root, configFile), logLevel: 'warn' })
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(stamp, wanted)
  console.log('built dist')
}
