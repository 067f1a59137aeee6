import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { productFields, type ProductMap } from '#nouns/products/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import { composeDesk, type ComposedDesk } from '../desk.ts'
import { command, onGround, Refused, say } from './command.ts'

interface Options {
  shop: string
  store?: string
  map?: string
  dryRun?: boolean
  strict?: boolean
  json?: boolean
}
/** What both imports answer. */
interface Counted {
  read: number
  created: number
  updated: number
  unchanged: number
  refused: { line: number; field: string | null; reason: string; detail: string }[]
  refusedCount: number
  dryRun: boolean
  store: string | null
  error: string | null
  errorDetail: string
}
const mostPrinted = 50

/** `import products FILE`: takes a catalogue in. Running it twice changes nothing. */
export const addImportProducts = (parent: Command): void => {
  options(
    command(
      parent,
      'products <file>',
      'Takes a table of products in: Shopify’s export, 宝贝 tables, or any with a name and perhaps SKU, barcode and price.',
    ),
  )
    .option(
      '--map <file>',
      'JSON {"columns": {field: column}, "facts": [column], "currency": "CNY"}; the rest is guessed',
    )
    .action(async (file: string, given: Options) => {
      const map = given.map === undefined ? undefined : await readMap(given.map)
      const result = await onDesk(given, file, (desk, shopId) =>
        desk.catalogue.products.importFile({ ...wantedOf(given, file, shopId), map }),
      )
      report(result, given, {
        counts: { products: result.products, skus: result.skus },
        summary: `${result.read} rows read: ${result.products} products, ${result.skus} SKUs.`,
        things: 'products',
      })
    })
}

/** `import reviews FILE`: takes buyers' reviews in, as history. */
export const addImportReviews = (parent: Command): void => {
  options(
    command(
      parent,
      'reviews <file>',
      'Takes buyers’ reviews in: product, stars or 好评/中评/差评, text, time, and the order where it says one.',
    ),
  ).action(async (file: string, given: Options) => {
    const result = await onDesk(given, file, (desk, shopId) =>
      desk.catalogue.reviews.importFile(wantedOf(given, file, shopId)),
    )
    const { reviews, ofProducts, ofOrders } = result
    report(result, given, {
      counts: { reviews, ofProducts, ofOrders },
      summary: `${result.read} rows read: ${reviews} reviews, ${ofProducts} of known products, ${ofOrders} of known orders.`,
      things: 'reviews',
    })
  })
}

const options = (to: Command): Command =>
  to
    .requiredOption('--shop <slug>', 'shop they belong to')
    .option(
      '--store <name>',
      'store of the shop that the file comes from; made when there is none of that name',
    )
    .option('--dry-run', 'reads and reports, changes nothing')
    .option('--strict', 'takes nothing in when any line is refused; exit status 2')

const wantedOf = (given: Options, path: string, shopId: string) => ({
  shopId,
  path,
  storeName: given.store,
  isDryRun: given.dryRun ?? false,
  isStrict: given.strict ?? false,
  by: null,
})

const onDesk = <T>(
  given: Options,
  file: string,
  work: (desk: ComposedDesk, shopId: string) => Promise<T>,
): Promise<T> =>
  onGround(async (ground) => {
    const desk = await composeDesk(ground, { publicUrl: () => ground.config.publicUrl ?? '' })
    try {
      const shop = await desk.staff.operator.shop(given.shop)
      return await work(desk, shop.id)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      throw new Refused(wordRefusal(error, file, given), { facts: { code: error.code, ...error.details } })
    } finally {
      await desk.stop()
    }
  })

const wordRefusal = (error: AppError, file: string, given: Options): string => {
  const stores = error.details?.['stores']
  if (error.code === 'not_found') return `There is no shop ${given.shop}.`
  if (error.code === 'import.unreadable') return `${file} cannot be read.`
  if (Array.isArray(stores)) return `Name the store with --store: ${stores.join(', ')}.`
  return error.code
}

const readMap = async (path: string): Promise<ProductMap> => {
  let map: unknown
  try {
    map = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    throw new Refused(`${path} is no JSON that can be read (${error instanceof Error ? error.message : ''}).`)
  }
  const fault = faultOfMap(map)
  if (fault !== null) throw new Refused(`${path}: ${fault}.`)
  return map as ProductMap
}

const faultOfMap = (map: unknown): string | null => {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return 'a map is an object'
  const { columns = {}, facts = [], currency, ...others } = map as Record<string, unknown>
  const [strange] = Object.keys(others)
  if (strange !== undefined) return `there is no ${JSON.stringify(strange)} in a map`
  if (typeof columns !== 'object' || columns === null) return '"columns" is an object'
  for (const [field, column] of Object.entries(columns)) {
    if (!productFields.some((one) => one === field))
      return `there is no field ${JSON.stringify(field)}; there are ${productFields.join(', ')}`
    if (typeof column !== 'string') return `the column of ${field} is a text`
  }
  if (!Array.isArray(facts) || !facts.every((fact) => typeof fact === 'string'))
    return '"facts" is a list of columns'
  if (currency !== undefined && typeof currency !== 'string') return '"currency" is a code'
  return null
}

const report = (
  result: Counted,
  given: Options,
  told: { counts: Record<string, number>; summary: string; things: string },
): void => {
  const { read, created, updated, unchanged, refused, refusedCount, dryRun, store } = result
  const facts = { read, ...told.counts, created, updated, unchanged, refused, refusedCount, dryRun, store }
  for (const line of given.json ? [] : refused.slice(0, mostPrinted))
    console.error(
      `line ${line.line}${line.field ? `, ${line.field}` : ''}: ${line.reason}${line.detail ? ` (${line.detail})` : ''}`,
    )
  if (refusedCount > mostPrinted && !given.json)
    console.error(`… and ${refusedCount - mostPrinted} more refused lines; --json lists up to 1,000`)
  if (result.error !== null) {
    const isStrictRefusal = result.error === 'strict_refused'
    throw new Refused(
      isStrictRefusal
        ? `${refusedCount} lines are refused, so nothing was taken in (--strict).`
        : `The file was not taken in: ${result.error}${result.errorDetail ? ` (${result.errorDetail})` : ''}.`,
      { exitCode: isStrictRefusal ? 2 : 1, facts: { ...facts, code: result.error } },
    )
  }
  const done =
    created + updated === 0
      ? `Nothing changed: all ${unchanged} ${told.things} were here already.`
      : `${created} created, ${updated} updated, ${unchanged} unchanged.`
  say(given.json, facts, [
    told.summary,
    dryRun ? `A dry run; it would be: ${done}` : done,
    ...(refusedCount > 0 ? [`${refusedCount} lines refused; see above.`] : []),
  ])
}
