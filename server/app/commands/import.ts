import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { parseMapping, type MappingRule } from '#contract/orders/check-mapping.ts'
import { orderFormats } from '#contract/orders/orders.ts'
import type { FileImport, ImportResult, Imports, Progress } from '#nouns/orders/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import { composeDesk } from '../desk.ts'
import { addImportKnowledge } from './import-knowledge.ts'
import { addImportProducts, addImportReviews } from './import-products.ts'
import { addImportCustomers } from './import-customers.ts'
import { command, onGround, Refused, say } from './command.ts'

interface Options {
  shop: string
  store?: string
  format?: string
  map?: string
  lines?: string
  dryRun?: boolean
  strict?: boolean
  json?: boolean
}

/** `import orders FILE`: takes an export or a table of the shop's own in. Running it twice changes nothing. */
export const addImport = (program: Command): void => {
  const parent = program.command('import').description('Takes exported files in.')
  command(
    parent,
    'orders <file>',
    'Takes orders in from CSV or XLSX. Refused lines are reported; the rest goes in.',
  )
    .requiredOption('--shop <slug>', 'shop the orders belong to')
    .option('--store <name>', 'store of the shop; made when there is none of that name')
    .option('--format <format>', `one of ${orderFormats.join(', ')}; guessed from the header when left out`)
    .option('--map <map.json>', 'what the columns of a table of your own mean; with --format mapped')
    .option('--lines <file>', 'a second file with the lines of these orders')
    .option('--dry-run', 'reads and reports, changes nothing')
    .option('--strict', 'takes nothing in when any line is refused; exit status 2')
    .action(importOrders)
  command(parent, 'continue <id>', 'Goes on with an import of orders that was stopped. Nothing is doubled.')
    .requiredOption('--shop <slug>', 'shop the orders belong to')
    .action(continueImport)
  addImportCustomers(parent)
  addImportProducts(parent)
  addImportReviews(parent)
  addImportKnowledge(parent)
}

const importOrders = async (file: string, options: Options) => {
  const format = orderFormats.find((name) => name === options.format)
  if (options.format !== undefined && !format)
    throw new Refused(
      `There is no format ${JSON.stringify(options.format)}; there are ${orderFormats.join(', ')}.`,
    )
  if (options.map !== undefined && format !== undefined && format !== 'mapped')
    throw new Refused('--map goes with --format mapped.')
  const mapping = options.map === undefined ? undefined : await readMap(options.map)
  await onImports(file, options, (imports, shopId, watching) =>
    imports.importFile({
      shopId,
      path: file,
      format,
      mapping,
      linesPath: options.lines,
      isDryRun: options.dryRun ?? false,
      isStrict: options.strict ?? false,
      by: null,
      ...(options.store === undefined ? {} : { storeName: options.store }),
      ...watching,
    }),
  )
}

const continueImport = (id: string, options: Options) =>
  onImports(id, options, (imports, shopId, watching) => imports.continueFile(shopId, id, watching))

/** Runs an import to its end, or to the chunk at which Ctrl-C stops it. */
const onImports = async (
  subject: string,
  options: Options,
  work: (
    imports: Imports,
    shopId: string,
    watching: Pick<FileImport, 'onProgress' | 'stop'>,
  ) => Promise<ImportResult>,
): Promise<void> => {
  const stopping = new AbortController()
  // npm passes Ctrl-C on a second time, which changes nothing.
  const stop = () => stopping.abort()
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const result = await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => ground.config.publicUrl ?? '' })
    try {
      const shop = await desk.staff.operator.shop(options.shop)
      const onProgress = options.json ? undefined : showProgress
      return await work(desk.imports, shop.id, { onProgress, stop: stopping.signal })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(wordRefusal(error, subject, options), { facts: { code: error.code } })
    } finally {
      await desk.stop()
    }
  })
  process.off('SIGINT', stop).off('SIGTERM', stop)
  if (process.stderr.isTTY && !options.json) process.stderr.write('\r\x1b[K')
  report(result, options)
}

/** The mapping in a JSON file. Throws Refused with everything that is wrong in it, each with its place. */
const readMap = async (path: string) => {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refused(`${path} cannot be read.`)
  })
  const checked = parseMapping(text)
  if (checked.ok) return checked.mapping
  const said = checked.problems.map(
    ({ path: place, rule, detail }) => `  ${place || '/'}: ${saidOf(rule, detail)}`,
  )
  throw new Refused([`${path} is no mapping:`, ...said].join('\n'), {
    facts: { code: 'mapping.invalid', problems: checked.problems },
  })
}

const saidOf = (rule: MappingRule, detail: string): string => {
  const sentences: Record<MappingRule, string> = {
    not_json: `not JSON (${detail})`,
    not_an_object: 'must be an object { … }',
    unknown_key: `is not known here; there are ${detail}`,
    missing: detail === '' ? 'is missing' : `is missing; give ${detail}`,
    wrong_value: `must be ${detail}`,
    not_a_column: 'must be the name of a column, a list of names, or an object that names one',
    one_source: `must say exactly one of ${detail}`,
    unknown_zone: `${detail} is no time zone`,
    no_amount: `nothing says what an order cost; give one of ${detail}`,
    column_missing: `the file has no column ${detail}`,
    column_twice: `the file has ${detail} twice; say which with "nth"`,
  }
  return sentences[rule]
}

const wordRefusal = (error: AppError, file: string, options: Options): string =>
  error.code === 'not_found'
    ? `There is no shop ${options.shop}, or nothing of that name in it.`
    : error.code === 'state.conflict'
      ? 'That import is not stopped.'
      : error.code === 'import.unreadable'
        ? `${file} cannot be read.`
        : Array.isArray(error.details?.['stores'])
          ? `Name the store with --store; there ${error.details['stores'].length === 1 ? 'is' : 'are'} ${error.details['stores'].join(', ')}.`
          : error.code

const facts = (result: ImportResult) => ({
  read: result.read,
  orders: result.orders,
  lines: result.lines,
  customers: result.customers,
  products: result.products,
  created: result.created,
  updated: result.updated,
  unchanged: result.unchanged,
  duplicates: result.duplicates,
  refused: result.refused,
  refusedCount: result.refusedCount,
  dryRun: result.dryRun,
  store: result.storeName,
  format: result.format,
})

/** Why, and what of it is in all the same. */
const failedOf = ({ created, updated, dryRun, error, errorDetail }: ImportResult): string => {
  const why = `${error ?? 'unknown'}${errorDetail ? ` (${errorDetail})` : ''}`
  const stored = dryRun ? 0 : created + updated
  return stored === 0
    ? `The file was not taken in: ${why}.`
    : `The import broke off: ${why}. ${stored} orders are in and stay; running it again doubles nothing.`
}

const report = (result: ImportResult, options: Options): void => {
  for (const line of options.json ? [] : result.refused.slice(0, 50))
    console.error(
      `${line.file === 'lines' ? 'lines file, ' : ''}line ${line.line}${line.field ? `, ${line.field}` : ''}: ${line.reason}${line.detail ? ` (${line.detail})` : ''}`,
    )
  if (result.refusedCount > 50 && !options.json)
    console.error(`… and ${result.refusedCount - 50} more refused lines; --json lists up to 1,000`)
  if (result.state === 'stopped') {
    const again = `fivehearts import continue ${result.id} --shop ${options.shop}`
    throw new Refused(
      `Stopped. ${result.created + result.updated} orders are in and stay. Go on with: ${again}`,
      { exitCode: 130, facts: { ...facts(result), state: 'stopped', id: result.id, continue: again } },
    )
  }
  if (result.state === 'failed') {
    const isStrictRefusal = options.strict === true && result.refusedCount > 0
    throw new Refused(
      isStrictRefusal
        ? `${result.refusedCount} lines are refused, so nothing was taken in (--strict).`
        : failedOf(result),
      {
        exitCode: isStrictRefusal ? 2 : 1,
        facts: { ...facts(result), code: result.error, detail: result.errorDetail },
      },
    )
  }
  const { created, updated, unchanged } = result
  const done =
    created + updated === 0
      ? `Nothing changed: all ${unchanged} orders were here already.`
      : `${created} created, ${updated} updated, ${unchanged} unchanged.`
  say(options.json, facts(result), [
    `${result.read} rows read: ${result.orders} orders, ${result.lines} lines, ${result.customers} customers, ${result.products} products.`,
    result.dryRun ? `A dry run; it would be: ${done}` : done,
    ...(result.duplicates > 0 ? [`${result.duplicates} lines stand there twice and count once.`] : []),
    ...(result.refusedCount > 0 ? [`${result.refusedCount} lines refused; see above.`] : []),
  ])
}

/** One line on standard error, over itself, where a person looks on. */
const showProgress = (progress: Progress): void => {
  if (!process.stderr.isTTY) return
  const share = progress.bytes === 0 ? 1 : progress.doneBytes / progress.bytes
  const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░')
  process.stderr.write(
    `\r\x1b[K${bar} ${Math.round(share * 100)} %${progress.secondsLeft === null ? '' : `, ${progress.secondsLeft} s left`}`,
  )
}
