import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { askDesk, type Asking } from './ask-desk.ts'

export interface Reality {
  /** Where the tables lie. */
  folder: string
  dataFolder: string
  run(...args: string[]): Promise<Record<string, unknown>>
  compare(what: string, known: unknown, ours: unknown): void
}

const map = (name: string) => join(import.meta.dirname, `${name}.map.json`)
const shop = (reality: Reality, slug: string, name: string, place: readonly string[]) =>
  reality.run('shop', 'add', slug, '--name', name, '--owner', 'owner@example.com', ...place)
const american = ['--language', 'en', '--time-zone', 'America/New_York', '--currency', 'USD']

export async function checkNorthwind(reality: Reality): Promise<void> {
  const { run, compare } = reality
  const file = (name: string) => join(reality.folder, 'orders/northwind', name)
  if (!existsSync(file('orders.csv'))) return compare('northwind is there', true, false)
  await shop(reality, 'northwind', 'Northwind', american)
  const orders = ['import', 'orders', file('orders.csv'), '--lines', file('order-lines.csv')]
  const into = [
    '--format',
    'mapped',
    '--map',
    map('northwind'),
    '--shop',
    'northwind',
    '--store',
    'Northwind',
  ]
  const taken = await run(...orders, ...into)
  compare('northwind orders', 830, taken['orders'])
  compare('northwind lines', 2155, taken['lines'])
  compare('northwind products', 77, taken['products'])
  compare('northwind customers from the orders alone', 89, taken['customers'])
  compare('northwind refused lines', 0, taken['refusedCount'])
  const again = await run(...orders, ...into)
  compare(
    'northwind again: created, updated, unchanged',
    [0, 0, 830],
    [again['created'], again['updated'], again['unchanged']],
  )
  await checkNorthwindDesk(reality)
  await checkCustomers(reality, file)
  await checkBroken(reality, file)
}

async function checkNorthwindDesk(reality: Reality): Promise<void> {
  const { compare } = reality
  await askDesk(reality.dataFolder, 'northwind', async (desk) => {
    compare('northwind customers in the desk', 89, await desk.customers())
    compare(
      'northwind sent late (strictly after the day it was due)',
      37,
      (await desk.orders({ dispatched: 'late' })).total,
    )
    const byShipper: (number | undefined)[] = []
    for (const carrier of ['1', '2', '3'])
      byShipper.push((await desk.orders({ dispatched: 'late', carrier })).total)
    compare('northwind late by shipper 1/2/3', [12, 16, 9], byShipper)
    compare('northwind never sent', 21, (await desk.orders({ dispatched: 'not_yet' })).total)
    compare('northwind money, net of discount', '1265793.04', await desk.money())
    compare('northwind top by orders', 'SAVEA 31', await desk.topByOrders())
    compare('northwind top by money', 'QUICK 110277.31', await desk.topByMoney())
  })
}

async function checkCustomers(reality: Reality, file: (name: string) => string): Promise<void> {
  const { run, compare } = reality
  const into = ['--shop', 'northwind', '--store', 'Northwind', '--map', map('northwind-customers')]
  const taken = await run('import', 'customers', file('customers.csv'), ...into)
  compare('northwind customer file refused', 0, taken['refusedCount'])
  await askDesk(reality.dataFolder, 'northwind', async (desk) => {
    compare('northwind customers with the customer file', 91, await desk.customers())
    compare('northwind customers who never ordered', 'FISSA PARIS', await desk.withoutOrders())
  })
}

async function checkBroken(reality: Reality, file: (name: string) => string): Promise<void> {
  const { run, compare } = reality
  await shop(reality, 'broken', 'Broken copies', american)
  const orders = [
    'import',
    'orders',
    file('broken/orders.csv'),
    '--format',
    'mapped',
    '--map',
    map('northwind-broken'),
  ]
  const strict = await run(...orders, '--shop', 'broken', '--store', 'Strict', '--strict')
  compare('broken orders, strict: taken in', [false, 0], [strict['ok'], strict['created']])
  compare('broken orders, strict: refused lines', 176, strict['refusedCount'])
  await askDesk(reality.dataFolder, 'broken', async (desk) => {
    compare('broken orders, strict: orders in the desk', 0, await desk.orderCount())
  })
  const taken = await run(...orders, '--shop', 'broken', '--store', 'Broken')
  compare('broken orders: refused lines', 176, taken['refusedCount'])
  const reasons = new Set((taken['refused'] as { reason: string }[]).map(({ reason }) => reason))
  compare('broken orders: the reason of each', ['wrong_cell_count'], [...reasons])
  compare('broken orders: taken in', 654, taken['orders'])
  const into = ['--shop', 'broken', '--store', 'Broken', '--map', map('northwind-broken-customers')]
  const customers = await run('import', 'customers', file('broken/customers.csv'), ...into)
  compare('broken customers: refused lines', 24, customers['refusedCount'])
}

export async function checkCdnow(reality: Reality): Promise<void> {
  const { run, compare } = reality
  const file = join(reality.folder, 'orders/cdnow/CDNOW_sample.txt')
  if (!existsSync(file)) return compare('cdnow is there', true, false)
  await shop(reality, 'cdnow', 'CDNOW', american)
  const taken = await run(
    'import',
    'orders',
    file,
    '--format',
    'mapped',
    '--map',
    map('cdnow'),
    '--shop',
    'cdnow',
    '--store',
    'CDNOW',
  )
  compare('cdnow orders', 6919, taken['orders'])
  compare('cdnow customers', 2357, taken['customers'])
  compare('cdnow refused lines', 0, taken['refusedCount'])
  await askDesk(reality.dataFolder, 'cdnow', async (desk: Asking) => {
    compare('cdnow customers in the desk', 2357, await desk.customers())
    compare('cdnow customers with a repeat in weeks 1–39', 946, await desk.repeatsUntil('1997-10-01'))
  })
}

export async function checkExports(reality: Reality): Promise<void> {
  const { run, compare } = reality
  await shop(reality, 'exports', 'Exports', [])
  const known: [string, string, number, number, number][] = [
    ['taobao_ExportOrderList_synthetic_gbk.csv', 'taobao', 3, 3, 0],
    ['shopify_falling_light.csv', 'shopify', 17, 14, 0],
    ['shopify_night_garden.csv', 'shopify', 6, 5, 1],
  ]
  for (const [name, format, rows, orders, refused] of known) {
    const file = join(reality.folder, 'exports', name)
    if (!existsSync(file)) {
      compare(`${name} is there`, true, false)
      continue
    }
    const taken = await run('import', 'orders', file, '--shop', 'exports', '--store', name.slice(0, 24))
    compare(
      `${name}: format, rows, orders, refused`,
      [format, rows, orders, refused],
      [taken['format'], taken['read'], taken['orders'], taken['refusedCount']],
    )
  }
}
