import type { Command } from 'commander'
import { orderFormats } from '#contract/orders/orders.ts'
import type { ImportResult, Progress } from '#nouns/orders/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import { composeDesk } from '../desk.ts'
import { command, onGround, Refused, say } from './command.ts'

interface Options {
  shop: string
  store?: string
  format?: string
  dryRun?: boolean
  strict?: boolean
  json?: boolean
}

/** `import orders FILE`: takes a Taobao or Shopify export in. Running it twice changes nothing. */
export const addImport = (program: Command): void => {
  const parent = program.command('import').description('Takes exported files in.')
  command(parent, 'orders <file>', 'Takes an order export in. Refused lines are reported; the rest goes in.')
    .requiredOption('--shop <slug>', 'shop the orders belong to')
    .option('--store <name>', 'store of the shop; made when there is none of that name')
    .option('--format <format>', `one of ${orderFormats.join(', ')}; guessed from the header when left out`)
    .option('--dry-run', 'reads and reports, changes nothing')
    .option('--strict', 'takes nothing in when any line is refused; exit status 2')
    .action(importOrders)
}

const importOrders = async (file: string, options: Options) => {
  const format = orderFormats.find((name) => name === options.format)
  if (options.format !== undefined && !format)
    throw new Refused(
      `There is no format ${JSON.stringify(options.format)}; there are ${orderFormats.join(', ')}.`,
    )
  const result = await onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => ground.config.publicUrl ?? '' })
    try {
      const shop = await desk.staff.operator.shop(options.shop)
      return await desk.imports.importFile({
        shopId: shop.id,
        path: file,
        format,
        isDryRun: options.dryRun ?? false,
        isStrict: options.strict ?? false,
        by: null,
        ...(options.store === undefined ? {} : { storeName: options.store }),
        onProgress: options.json ? undefined : showProgress,
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(wordRefusal(error, file, options), { facts: { code: error.code } })
    } finally {
      await desk.stop()
    }
  })
  if (process.stderr.isTTY && !options.json) process.stderr.write('\r\x1b[K')
  report(result, options)
}

const wordRefusal = (error: AppError, file: string, options: Options): string =>
  error.code === 'not_found'
    ? `There is no shop ${options.shop}.`
    : error.code === 'import.unreadable'
      ? `${file} cannot be read.`
      : error.code

const facts = (result: ImportResult) => ({
  read: result.read,
  orders: result.orders,
  lines: result.lines,
  customers: result.customers,
  created: result.created,
  updated: result.updated,
  unchanged: result.unchanged,
  refused: result.refused,
  refusedCount: result.refusedCount,
  dryRun: result.dryRun,
  store: result.storeName,
  format: result.format,
})

const report = (result: ImportResult, options: Options): void => {
  for (const line of options.json ? [] : result.refused.slice(0, 50))
    console.error(
      `line ${line.line}${line.field ? `, ${line.field}` : ''}: ${line.reason}${line.detail ? ` (${line.detail})` : ''}`,
    )
  if (result.refusedCount > 50 && !options.json)
    console.error(`… and ${result.refusedCount - 50} more refused lines; --json lists up to 1,000`)
  if (result.state === 'failed') {
    const isStrictRefusal = options.strict === true && result.refusedCount > 0
    throw new Refused(
      isStrictRefusal
        ? `${result.refusedCount} lines are refused, so nothing was taken in (--strict).`
        : `The file was not taken in: ${result.error ?? 'unknown'}${result.errorDetail ? ` (${result.errorDetail})` : ''}.`,
      {
        exitCode: isStrictRefusal ? 2 : 1,
        facts: { ...facts(result), code: result.error },
      },
    )
  }
  const { created, updated, unchanged } = result
  const done =
    created + updated === 0
      ? `Nothing changed: all ${unchanged} orders were here already.`
      : `${created} created, ${updated} updated, ${unchanged} unchanged.`
  say(options.json, facts(result), [
    `${result.read} rows read: ${result.orders} orders, ${result.lines} lines, ${result.customers} customers.`,
    result.dryRun ? `A dry run; it would be: ${done}` : done,
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
