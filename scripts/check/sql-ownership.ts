import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from './run-tool.ts'
import { sourceFiles } from './source-files.ts'
import type { Verdict } from './verdict.ts'

/** Owners are folders, and a folder's schema in PostgreSQL has its name; all of platform shares one. */
const owners = /^server\/(?:nouns|hearts)\/([^/]+)\/|^server\/(platform)\//
/** A slice of a heart may have a schema of its own, named after what it keeps. */
const sliceSchemas: Readonly<Record<string, string>> = {
  'server/hearts/purchase/confirmation/': 'confirmations',
}

const name = String.raw`"?([a-z_][a-z0-9_]*)"?(?:\."?([a-z_][a-z0-9_]*)"?)?`
const writes = [
  new RegExp(
    String.raw`\b(?:insert\s+into|merge\s+into|delete\s+from|truncate)\s+(?:table\s+|only\s+)*${name}`,
    'gi',
  ),
  new RegExp(String.raw`\bupdate\s+(?:only\s+)?(?!set\b)${name}(?:\s+(?:as\s+)?[a-z_]\w*)?\s+set\b`, 'gi'),
  new RegExp(String.raw`\bcopy\s+${name}\s*(?:\([^)]*\)\s*)?from\b`, 'gi'),
  new RegExp(String.raw`\.(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"\x60]${name}`, 'g'),
]
const reads = [
  new RegExp(String.raw`\b(?:from|join|using)\s+(?:only\s+|lateral\s+)*${name}(?!["\w]*\s*\()`, 'gi'),
  new RegExp(String.raw`\.(?:selectFrom|\w*[jJ]oin|from|using)\(\s*\[?\s*['"\x60]${name}`, 'g'),
]
const unreadable =
  /\b(?:insert\s+into|delete\s+from|update|copy|truncate)\s+(?:table\s+|only\s+)*\$\{(?!\s*sql\.(?:ref|table|id)\(['"])/gi
const madeTemporary =
  /\bcreate\s+(?:global\s+|local\s+)?temp(?:orary)?\s+table\s+(?:if\s+not\s+exists\s+)?"?([a-z_]\w*)/gi
const sqlOutside = /\bsql(?:<[^`]*>)?`|\.(?:insertInto|updateTable|deleteFrom|mergeInto|selectFrom)\(/

/** The schemas of all owners in the checkout below `root`. */
export function ownerSchemas(root: string): Set<string> {
  const folders = ['server/nouns', 'server/hearts']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true }))
  return new Set([
    'platform',
    ...folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
    ...Object.values(sliceSchemas),
  ])
}

/**
 * What the SQL of one server file does that its owner may not: write another schema, read another's tables
 * instead of its `v_` views and functions, or stand outside a store. It reads text, not SQL: a name put
 * together at run time is refused where it would be written to, and otherwise not seen.
 */
export function sqlFaults(path: string, text: string, schemas: ReadonlySet<string>): string[] {
  const [, folder, platform] = owners.exec(path) ?? []
  const slice = Object.entries(sliceSchemas).find(([start]) => path.startsWith(start))?.[1]
  const owner = slice ?? folder ?? platform
  if (!owner || /[.]test[.]tsx?$/.test(path)) return []
  const code = withoutComments(text)
  if (!path.endsWith('.store.ts')) {
    // Platform holds the machinery that SQL runs on, and its own tables' SQL may stand beside it.
    return folder && sqlOutside.test(code) ? [`${path}: SQL belongs in a *.store.ts`] : []
  }
  const temporary = new Set([...code.matchAll(madeTemporary)].map(([, table]) => table?.toLowerCase()))
  const found: string[] = []
  for (const [first, second, target] of namesIn(code, writes)) {
    if (second ? first === owner || first === 'pg_temp' : temporary.has(first)) continue
    found.push(
      `${path}: ${second ? `writes ${target}, which is not ${owner}'s` : `writes ${target} without its schema`}`,
    )
  }
  for (const [first, second, target] of namesIn(code, reads)) {
    if (!second || first === owner || !schemas.has(first) || second.startsWith('v_')) continue
    if (found.some((one) => one.includes(` ${target},`))) continue
    found.push(`${path}: reads ${target} instead of a view (v_…) or function of ${first}`)
  }
  for (const [match] of code.matchAll(unreadable))
    found.push(`${path}: "${match}…}" writes a table that cannot be read here`)
  return found
}

/** Pairs of schema and table (or table and undefined) as lower-case names, and the two as written. */
function namesIn(code: string, patterns: RegExp[]): [string, string | undefined, string][] {
  return patterns
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .map(([, first = '', second]) => [
      first.toLowerCase(),
      second?.toLowerCase(),
      second ? `${first}.${second}` : first,
    ])
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/(^|\s)(\/\/|--).*$/gm, ' ')
}

/** The step: every store of the checkout keeps to its own schema. Offences are planted in the test beside. */
export function checkSqlOwnership(): Promise<Verdict> {
  const schemas = ownerSchemas(checkout)
  const files = sourceFiles(checkout).filter((path) => owners.test(path))
  const faults = files.flatMap((path) => sqlFaults(path, readFileSync(join(checkout, path), 'utf8'), schemas))
  const stores = files.filter((path) => path.endsWith('.store.ts')).length
  return Promise.resolve({ faults, note: `${stores} stores read` })
}
