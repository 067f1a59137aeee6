import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  changeProduct,
  createProduct,
  listProducts,
  listReviews,
  Product,
  ProductRow,
  readProductHistory,
} from '#contract/products/products.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import { barcodeForms, readBarcode } from './barcode.rules.ts'
import { codesTaken, createChanging } from './changing.ts'
import type { ProductPorts } from './product-ports.ts'
import { insertPrices } from './prices.store.ts'
import {
  findByCode,
  findProduct,
  insertProducts,
  selectHistory,
  selectProducts,
  type FoundBy,
  type ListedProduct,
  type ProductPlace,
} from './products.store.ts'
import { selectReviews } from './reviews.store.ts'
import { showProduct } from './show.ts'
import { categoryPath, codeKey, nameKey } from './sku.rules.ts'
import { addBarcodes, insertSkus } from './skus.store.ts'

const pageSize = 50
const mostFound = 500

/** What people see and write of the catalogue as a whole; parts of one product are changed by `createProductParts`. */
export const createProductDesk = (ports: ProductPorts) => {
  const { db, clock, directory } = ports
  const changing = createChanging(ports)
  const pageOf = (
    caller: MemberCaller,
    query: Omit<QueryOf<typeof listProducts>, 'cursor'>,
    place: ProductPlace,
    most: number | null,
  ): Promise<{ rows: ProductRow[]; last: ListedProduct | undefined }> =>
    db.inShop(caller.shopId, async (tx) => {
      const limit = query.limit ?? pageSize
      const q = query.q?.trim()
      const code = codeKey(q)
      const sought = { code: code ?? '', barcodes: barcodeForms(q ?? ''), text: q ?? '' }
      const found = code ? await findByCode(tx, caller.shopId, sought, most) : []
      const rows = await selectProducts(
        tx,
        caller.shopId,
        clock.now(),
        {
          // Whoever searches means the whole catalogue, also what is off sale; so does whoever asks what an import wrote.
          view: query.view ?? (q || query.importId ? null : 'current'),
          category: query.category,
          importId: query.importId,
          ...(q ? { found: { key: nameKey(q), ids: found.map(({ product_id: id }) => id) } } : {}),
        },
        place,
        limit + 1,
      )
      const ways = new Map(found.reverse().map((way) => [way.product_id, way]))
      return {
        rows: rows.slice(0, limit).map((row) => toRow(row, q ? ways.get(row.id) : undefined)),
        last: rows.length > limit ? rows[limit - 1] : undefined,
      }
    })
  return {
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listProducts>,
    ): Promise<ReplyOf<typeof listProducts>> => {
      const place = { by: 'sold', after: decodePlace(query.cursor) } as const
      const { rows, last } = await pageOf(caller, query, place, mostFound)
      return { rows, next: last ? encodePlace(last) : null }
    },

    /** The same products in the order of their ids, for whoever wants them all: no sale moves one to another page. */
    listById: async (
      caller: MemberCaller,
      query: Omit<QueryOf<typeof listProducts>, 'cursor'>,
      after: string | null,
    ): Promise<{ rows: ProductRow[]; next: string | null }> => {
      const { rows, last } = await pageOf(caller, query, { by: 'id', after }, null)
      return { rows, next: last?.id ?? null }
    },

    read: async (caller: MemberCaller, id: string): Promise<Product> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const row = await findProduct(tx, id)
        if (!row) throw notFound()
        return showProduct(tx, facts, caller, row)
      })
    },

    /** A product with one SKU. @throws AppError name.taken {field}; request.invalid for an empty name or a barcode that is none. */
    create: async (caller: MemberCaller, body: BodyOf<typeof createProduct>): Promise<Product> => {
      const facts = await directory.facts(caller.shopId)
      const name = wanted(body.name, '/body/name')
      const barcode = body.barcode ? barcodeOf(body.barcode, '/body/barcode') : null
      const [id, skuId] = [newId(), newId()]
      return codesTaken(() =>
        db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          await insertProducts(tx, now, caller.shopId, [
            {
              id,
              name,
              status: body.status ?? 'draft',
              category: categoryPath(body.category),
              brand: body.brand?.trim() || null,
              origin: 'hand',
            },
          ])
          const plain = { variant: '', options: [], weight_grams: null, unit: null, position: 0 }
          await insertSkus(tx, now, caller.shopId, [
            { id: skuId, product_id: id, code: body.code?.trim() || null, ...plain },
          ])
          if (barcode) await addBarcodes(tx, now, caller.shopId, [{ ...barcode, skuId }])
          if (body.price)
            await insertPrices(tx, now, caller.shopId, [
              {
                id: newId(),
                productId: id,
                skuId,
                kind: 'list',
                amount: body.price.minor,
                currency: body.price.currency,
                validFrom: now,
                source: 'hand',
                note: null,
                by: caller.memberId,
              },
            ])
          await record(tx, now, {
            name: 'product.created',
            subject: id,
            version: 1,
            audience: ['desk'],
            actor: caller.memberId,
            facts: { name, how: 'hand' },
          })
          const row = await findProduct(tx, id)
          if (!row) throw notFound()
          return showProduct(tx, facts, caller, row)
        }),
      )
    },

    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changeProduct>): Promise<Product> =>
      changing(caller, id, body.version, async (_tx, row) => {
        const change = {
          ...(body.name === undefined ? {} : { name: wanted(body.name, '/body/name') }),
          ...(body.status === undefined ? {} : { status: body.status }),
          ...(body.category === undefined ? {} : { category: categoryPath(body.category) }),
          ...(body.brand === undefined ? {} : { brand: body.brand?.trim() || null }),
        }
        const fields = Object.entries(change).flatMap(([field, value]) =>
          row[field as keyof typeof change] === value ? [] : [field],
        )
        return fields.length === 0 ? null : { fields, change, facts: { name: change.name ?? row.name } }
      }),

    reviews: async (
      caller: MemberCaller,
      id: string,
      query: QueryOf<typeof listReviews>,
    ): Promise<ReplyOf<typeof listReviews>> => {
      const { stores } = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        if (!(await findProduct(tx, id))) throw notFound()
        const limit = query.limit ?? pageSize
        const cursor = decodeCursor(query.cursor)
        const rows = await selectReviews(tx, caller.shopId, id, query.verdict ?? null, cursor, limit + 1)
        const last = rows.length > limit ? rows[limit - 1] : undefined
        const [seesBuyers, seesOrders] = [mayRead(caller, 'customers:read'), mayRead(caller, 'orders:read')]
        return {
          rows: rows.slice(0, limit).map((row) => ({
            id: row.id,
            storeName: stores.get(row.store_id)?.name ?? '',
            stars: row.stars,
            verdict: row.verdict,
            buyerName: seesBuyers ? row.buyer_name : null,
            text: row.text,
            more: row.more,
            reply: row.reply,
            pictures: row.pictures,
            orderId: seesOrders ? row.order_id : null,
            orderNumber: seesOrders ? row.order_number : null,
            customerId: seesBuyers ? row.customer_id : null,
            at: row.occurred_at.toISOString(),
          })),
          next: last ? encodeCursor(last.occurred_at, last.id) : null,
        }
      })
    },

    history: async (
      caller: MemberCaller,
      id: string,
      query: QueryOf<typeof readProductHistory>,
    ): Promise<ReplyOf<typeof readProductHistory>> => {
      const { members } = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        if (!(await findProduct(tx, id))) throw notFound()
        const limit = query.limit ?? pageSize
        const rows = await selectHistory(tx, caller.shopId, id, decodeCursor(query.cursor), limit + 1)
        const last = rows.length > limit ? rows[limit - 1] : undefined
        return {
          rows: rows.slice(0, limit).map((row) => ({
            id: row.id,
            name: row.name,
            at: row.occurred_at.toISOString(),
            by: row.actor === null ? null : (members.get(row.actor)?.displayName ?? null),
            facts: row.facts,
          })),
          next: last ? encodeCursor(last.occurred_at, last.id) : null,
        }
      })
    },
  }
}
export type ProductDesk = ReturnType<typeof createProductDesk>

/** Everybody on the team reads customers and orders; a key only what it was given. */
const mayRead = (caller: MemberCaller, scope: 'customers:read' | 'orders:read'): boolean =>
  caller.memberId !== null || caller.scopes.includes(scope)

const invalid = (path: string, rule: string) =>
  new AppError('request.invalid', { problems: [{ path, rule }] })

/** Trimmed. @throws AppError request.invalid for nothing but spaces. */
export const wanted = (text: string, path: string): string => {
  const trimmed = text.trim()
  if (trimmed === '') throw invalid(path, 'minLength')
  return trimmed
}

/** @throws AppError request.invalid for what no scanner gives. */
export const barcodeOf = (text: string, path: string) => {
  const read = readBarcode(text)
  if (!read) throw invalid(path, 'barcode')
  return read
}

const toRow = (row: ListedProduct, way: FoundBy | undefined): ProductRow => {
  const amount = (minor: number) => ({ minor, currency: row.currency ?? '' })
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    category: row.category,
    brand: row.brand,
    skuCount: row.sku_count,
    code: row.code,
    price:
      row.price_from === null || row.price_to === null
        ? null
        : { from: amount(row.price_from), to: amount(row.price_to) },
    soldOrders: row.sold_orders,
    lastSoldAt: row.last_sold_at?.toISOString() ?? null,
    gaps: row.gaps,
    picture: row.picture_url === null ? null : { url: row.picture_url, alt: row.picture_alt ?? '' },
    matched: way ? { kind: way.kind, shown: way.shown } : null,
  }
}

/** A page's end in a list by sales. */
const encodePlace = (row: ListedProduct): string =>
  Buffer.from(`${row.sold_orders}|${row.id}`).toString('base64url')
const decodePlace = (cursor: string | undefined): { sold: number; id: string } | null => {
  if (cursor === undefined) return null
  const [, sold, id] = /^(\d{1,9})\|([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (!sold || !id) throw invalid('/query/cursor', 'unknown')
  return { sold: Number(sold), id }
}
