import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The folders that hold our code. */
export const sourceFolders = ['bin', 'contract', 'server', 'console', 'buyer', 'test', 'bench', 'scripts']

/** All our code files below `root`, as paths from `root` with `/`, sorted. Generated files are included. */
export function sourceFiles(root: string): string[] {
  return sourceFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /[.](ts|tsx|mjs|js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|dist)\//.test(path))
    .sort()
}
