import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { importCustomers, type CustomerImportResult } from '#nouns/customers/index.ts'
import { openStore } from '#nouns/staff/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import { composeDesk } from '../desk.ts'
import { command, onGround, Refused, say } from './command.ts'

interface Options {
  shop: string
  store?: string
  map?: string
  dryRun?: boolean
  strict?: boolean
  json?: boolean
}
const mostPrinted = 50

/** `import customers FILE`: takes a table of customers in. Running it twice changes nothing. */
export const addImportCustomers = (parent: Command): void => {
  command(
    parent,
    'customers <file>',
    'Takes customers in: Shopify’s and WooCommerce’s exports, or any CSV or XLSX that says by what a person is known.',
  )
    .requiredOption('--shop <slug>', 'shop the customers belong to')
    .option('--store <name>', 'store of the shop; made when there is none of that name')
    .option('--map <file>', 'JSON {"columns": {field: column, field: null}}; what it leaves out is guessed')
    .option('--dry-run', 'reads and reports, changes nothing')
    .option('--strict', 'takes nothing in when any line is refused; exit status 2')
    .action(run)
}

const run = async (file: string, options: Options): Promise<void> => {
  const map = options.map === undefined ? undefined : await readMap(options.map)
  const result = await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => ground.config.publicUrl ?? '' })
    try {
      const shop = await desk.staff.operator.shop(options.shop)
      return await importCustomers(
        {
          db: ground.db,
          clock: ground.clock,
          directory: desk.directory,
          addStore: (tx, now, store, by) => openStore(tx, now, ground.secrets, store, by),
        },
        {
          shopId: shop.id,
          path: file,
          storeName: options.store,
          map,
          isDryRun: options.dryRun ?? false,
          isStrict: options.strict ?? false,
          by: null,
        },
      )
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(wordRefusal(error, file, options), {
        facts: { code: error.code, ...error.details },
      })
    } finally {
      await desk.stop()
    }
  })
  report(result, options)
}

const readMap = async (path: string): Promise<Record<string, string | null>> => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refused(`${path} cannot be read.`)
  })
  const columns = parsed(text, path)
  for (const [field, column] of Object.entries(columns))
    if (column !== null && typeof column !== 'string')
      throw new Refused(`${path}: the column of ${field} must be a text or null.`)
  return columns as Record<string, string | null>
}

const parsed = (text: string, path: string): object => {
  try {
    const value: unknown = JSON.parse(text)
    const columns = value && typeof value === 'object' && 'columns' in value ? value.columns : value
    if (columns && typeof columns === 'object' && !Array.isArray(columns)) return columns
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Refused(`${path} is no map: it must be JSON {"columns": {…}}.`)
}

const wordRefusal = (error: AppError, file: string, options: Options): string => {
  const said = error.details?.['detail']
  const detail = typeof said === 'string' ? said : ''
  if (error.code === 'not_found') return `There is no shop ${options.shop}.`
  if (error.code === 'request.invalid') return 'Several stores would do; say which with --store.'
  if (error.code !== 'import.unreadable') return error.code
  switch (error.details?.['failure']) {
    case 'nothing_to_know_by':
      return `${file}: no column says by what a person is known (id, account, e-mail or phone). It has: ${detail}. Say which is which with --map.`
    case 'unknown_field':
      return `The map names ${detail}, which is no field of a customer.`
    case 'unknown_column':
      return `The map names the column ${detail}, which ${file} does not have.`
    case 'duplicate_column':
      return `${file} has the column ${detail} twice.`
    default:
      return `${file} cannot be read: ${String(error.details?.['failure'])}${detail ? ` (${detail})` : ''}.`
  }
}

const report = (result: CustomerImportResult, options: Options): void => {
  for (const line of options.json ? [] : result.refused.slice(0, mostPrinted))
    console.error(
      `line ${line.line}${line.field ? `, ${line.field}` : ''}: ${line.reason}${line.detail ? ` (${line.detail})` : ''}`,
    )
  if (!options.json && result.refusedCount > mostPrinted)
    console.error(`… and ${result.refusedCount - mostPrinted} more refused lines; --json lists up to 1,000`)
  if (options.strict && result.refusedCount > 0)
    throw new Refused(`${result.refusedCount} lines are refused, so nothing was taken in (--strict).`, {
      exitCode: 2,
      facts: { ...result },
    })
  const { created, updated, unchanged } = result
  const done =
    created + updated === 0
      ? `Nothing changed: all ${unchanged} were here already.`
      : `${created} created, ${updated} updated, ${unchanged} unchanged.`
  say(options.json, { ...result }, [
    `${result.read} rows read: ${result.customers} customers for ${result.store}.`,
    result.dryRun ? `A dry run; it would be: ${done}` : done,
    ...(result.refusedCount > 0 ? [`${result.refusedCount} lines refused; see above.`] : []),
  ])
}
