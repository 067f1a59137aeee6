import type { OrderFormat } from '#contract/orders/import-record.ts'
import type { ShopFacts, StoreFacts } from '#nouns/staff/index.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import { selectHeld } from './known.store.ts'
import { storeThatHolds, type Seen } from './store-guess.rules.ts'

/** In the order in which they are likely; the first is what a new store is made as. */
const platformsOf: Readonly<Record<OrderFormat, readonly string[]>> = {
  taobao: ['taobao', 'tmall'],
  taobao_lines: ['taobao', 'tmall'],
  shopify: ['shopify'],
  pinduoduo: ['pinduoduo'],
  douyin: ['douyin'],
  alibaba_1688: ['alibaba_1688'],
  mapped: ['other'],
}
const china = { timeZone: 'Asia/Shanghai', currency: 'CNY' }
/** Exports of Chinese platforms are written in Chinese time and yuan whatever the shop is set to. */
const homeOf: Readonly<Record<OrderFormat, { timeZone: string; currency: string } | null>> = {
  taobao: china,
  taobao_lines: china,
  shopify: null,
  pinduoduo: china,
  douyin: china,
  alibaba_1688: china,
  mapped: null,
}
/** What a store is called where nobody named it. */
const usualNames: Readonly<Record<OrderFormat, { zh: string; en: string }>> = {
  taobao: { zh: '淘宝', en: 'Taobao' },
  taobao_lines: { zh: '淘宝', en: 'Taobao' },
  shopify: { zh: 'Shopify', en: 'Shopify' },
  pinduoduo: { zh: '拼多多', en: 'Pinduoduo' },
  douyin: { zh: '抖音', en: 'Douyin' },
  alibaba_1688: { zh: '1688', en: '1688' },
  mapped: { zh: '导入的店铺', en: 'Imported' },
}

export interface Place {
  timeZone: string
  currency: string
}

/** In which zone and currency a file without either is read. */
export const placeOf = (facts: ShopFacts, store: StoreFacts | null, format: OrderFormat): Place =>
  homeOf[format] ?? {
    timeZone: store?.timeZone ?? facts.timeZone,
    currency: store?.currency ?? facts.currency,
  }

/**
 * The store that these orders most likely belong to: the one that clearly holds them already, else the only one of the
 * platform. Null where that is not plain: the same numbers in it are other orders, say, and it must be named.
 */
export const guessStore = async (
  db: Database,
  facts: ShopFacts,
  format: OrderFormat,
  seen: readonly Seen[],
): Promise<StoreFacts | null> => {
  const stores = [...facts.stores.values()]
  const held = await db.inShop(facts.id, (tx) =>
    selectHeld(
      tx,
      facts.id,
      stores.map(({ id }) => id),
      seen.map(({ externalId }) => externalId),
    ),
  )
  const verdict = storeThatHolds(
    seen,
    held.map((one) => ({ storeId: one.store_id, externalId: one.external_id, placedAt: one.placed_at })),
    format === 'mapped',
  )
  if (verdict.storeId !== null) return facts.stores.get(verdict.storeId) ?? null
  const fitting = fittingOf(facts, format)
  const [only] = fitting
  return only && fitting.length === 1 && !verdict.against.has(only.id) ? only : null
}

export interface WantedStore {
  storeId?: string | undefined
  storeName?: string | undefined
}
export type ChosenStore =
  | { store: StoreFacts }
  | { add: { name: string; platform: string; currency: string; timeZone: string } }

/**
 * The store that was named, or is to be added under that name; with neither the guessed one, else the platform's own name
 * when no store of the platform is there yet.
 * @throws AppError not_found for an unknown id; request.invalid {stores} when one must be named: several would do, or the
 * guess found that the only one holds other orders under these numbers.
 */
export const chooseStore = (
  facts: ShopFacts,
  format: OrderFormat,
  wanted: WantedStore,
  guessed: StoreFacts | null,
): ChosenStore => {
  const stores = [...facts.stores.values()]
  if (wanted.storeId !== undefined) {
    const store = facts.stores.get(wanted.storeId)
    if (!store) throw new AppError('not_found')
    return { store }
  }
  const add = (name: string): ChosenStore => ({
    add: { name, platform: platformsOf[format][0] ?? 'other', ...placeOf(facts, null, format) },
  })
  const name = wanted.storeName?.trim()
  if (name) {
    const store = stores.find((one) => one.name === name)
    return store ? { store } : add(name)
  }
  if (guessed) return { store: guessed }
  const fitting = fittingOf(facts, format)
  if (fitting.length > 0)
    throw new AppError('request.invalid', {
      problems: [{ path: '/body/storeId', rule: 'required' }],
      stores: fitting.map((store) => store.name),
    })
  const usual = usualNames[format][facts.language]
  const same = stores.find((one) => one.name === usual)
  return same ? { store: same } : add(usual)
}

const fittingOf = (facts: ShopFacts, format: OrderFormat): StoreFacts[] =>
  [...facts.stores.values()].filter(({ platform }) => platformsOf[format].includes(platform))
