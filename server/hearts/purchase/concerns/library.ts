import type { BodyOf } from '#contract/endpoint.ts'
import type {
  addPoint,
  changePoint,
  ConcernCategory as ShownCategory,
  DisclosureTerm,
  MisunderstoodPoint,
  putConcerns,
} from '#contract/purchase/concerns.ts'
import { concernLimits } from '#contract/purchase/concerns.ts'
import { disclosureItems, type DisclosureItem } from '#contract/purchase/kinds.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import type { SellingPorts } from '../ports.ts'
import type { Both, Terms } from '../said.rules.ts'
import { shippedTerms } from '../selling/disclosure.rules.ts'
import { selectProducts } from '../talks.store.ts'
import { checkStatement, inForce, type Concern, type ConcernCategory } from './concerns.rules.ts'
import {
  archivePointRow,
  findPoints,
  insertPoint,
  selectOwnConcerns,
  selectPoints,
  selectTerms,
  updatePoint,
  writeConcerns,
  writeTerm,
  type CategoryRow,
  type PointRow,
} from './concerns.store.ts'
import { shippedConcerns } from './shipped-concerns.ts'

const asCategory = (row: CategoryRow): ConcernCategory & { isArchived: boolean; version: number } => ({
  key: row.key,
  name: { zh: row.name_zh, en: row.name_en },
  matches: row.matches,
  concerns: row.worries,
  isArchived: row.archived_at !== null,
  version: row.version,
})

/** The categories in force: the shop's own, and the shipped ones that it left as they are. */
export const concernsInForce = async (tx: Tx): Promise<ConcernCategory[]> =>
  inForce(shippedConcerns, (await selectOwnConcerns(tx)).map(asCategory))

/** The shop's sentences for what is said before payment, with the shipped one where it wrote none. */
export const termsInForce = async (tx: Tx): Promise<Record<DisclosureItem, Both>> => {
  const own = await selectTerms(tx)
  return { ...shippedTerms, ...Object.fromEntries(own.map(({ item, zh, en }) => [item, { zh, en }])) }
}

export const showPoint = (facts: ShopFacts, row: PointRow): MisunderstoodPoint => ({
  id: row.id,
  product: row.product_id === null ? null : { id: row.product_id, name: row.product_name ?? row.product_id },
  campaign: row.campaign,
  startsAt: row.starts_at?.toISOString() ?? null,
  endsAt: row.ends_at?.toISOString() ?? null,
  text: { zh: row.zh, en: row.en },
  terms: { zh: row.terms_zh, en: row.terms_en },
  changedAt: row.changed_at.toISOString(),
  by: (row.changed_by && facts.members.get(row.changed_by)?.displayName) || null,
  version: row.version,
})

/** @throws AppError request.invalid: nothing is said, or there is no word by which it is known to have been said. */
const requireStatement = (text: Both, terms: Terms, path: string) => {
  const problem = checkStatement(text, terms)
  if (problem) throw new AppError('request.invalid', { problems: [{ path, rule: problem }] })
}
const trimmed = (text: Both): Both => ({ zh: text.zh.trim(), en: text.en.trim() })
const trimmedTerms = (terms: { zh: string[]; en: string[] }): Terms => ({
  zh: terms.zh.map((one) => one.trim()).filter(Boolean),
  en: terms.en.map((one) => one.trim()).filter(Boolean),
})

/** What the shop keeps for its conversations: worries by kind of goods, sentences before payment, what is easily misunderstood. */
export const createLibrary = ({ db, clock, directory }: SellingPorts) => {
  const tell = (tx: Tx, now: Date, caller: MemberCaller, what: string, version: number) =>
    record(tx, now, {
      name: 'concerns.changed',
      subject: caller.shopId,
      version,
      audience: ['desk'],
      actor: caller.memberId,
      facts: { what },
    })
  const point = async (tx: Tx, caller: MemberCaller, id: string): Promise<MisunderstoodPoint> => {
    const [row] = await findPoints(tx, [id])
    if (!row) throw notFound()
    return showPoint(await directory.facts(caller.shopId), row)
  }

  return {
    concerns: (caller: MemberCaller): Promise<{ rows: ShownCategory[] }> =>
      db.inShop(caller.shopId, async (tx) => {
        const own = (await selectOwnConcerns(tx)).map(asCategory)
        const versions = new Map(own.map(({ key, version }) => [key, version]))
        return {
          rows: inForce(shippedConcerns, own).map((category) => shown(category, versions.get(category.key))),
        }
      }),

    putConcerns: (
      caller: MemberCaller,
      key: string,
      body: BodyOf<typeof putConcerns>,
    ): Promise<ShownCategory> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        if ((await selectOwnConcerns(tx)).length >= concernLimits.categories)
          throw new AppError('state.conflict', { most: concernLimits.categories })
        const matches = body.matches.map((one) => one.trim()).filter(Boolean)
        if (matches.length === 0 || !(body.name.zh.trim() || body.name.en.trim()))
          throw new AppError('request.invalid', { problems: [{ path: '/body/name', rule: 'needed' }] })
        const worries = body.concerns.map((one, i): Concern => {
          const terms = trimmedTerms(one.terms)
          requireStatement(one.statement, terms, `/body/concerns/${i}`)
          return {
            key: one.key ?? `${key}.${newId()}`,
            worry: trimmed(one.worry),
            statement: trimmed(one.statement),
            terms,
          }
        })
        const row = await writeConcerns(tx, {
          shopId: caller.shopId,
          key,
          name: trimmed(body.name),
          matches,
          worries,
          isArchived: false,
          by: caller.memberId,
          now,
          version: body.version,
        })
        if (!row) throw new AppError('state.version', {})
        await tell(tx, now, caller, key, row.version)
        return shown(asCategory(row), row.version)
      }),

    archiveConcerns: (caller: MemberCaller, key: string): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const own = (await selectOwnConcerns(tx)).map(asCategory)
        const category = inForce(shippedConcerns, own).find((one) => one.key === key)
        if (!category) throw notFound()
        const row = await writeConcerns(tx, {
          shopId: caller.shopId,
          key,
          name: category.name,
          matches: category.matches,
          worries: category.concerns,
          isArchived: true,
          by: caller.memberId,
          now,
          version: own.find((one) => one.key === key)?.version ?? 0,
        })
        if (!row) throw new AppError('state.version', {})
        await tell(tx, now, caller, key, row.version)
        return {}
      }),

    terms: (caller: MemberCaller): Promise<{ rows: DisclosureTerm[] }> =>
      db.inShop(caller.shopId, async (tx) => {
        const own = new Map((await selectTerms(tx)).map((row) => [row.item, row]))
        return {
          rows: disclosureItems.map((item) => {
            const row = own.get(item)
            const text = row ? { zh: row.zh, en: row.en } : shippedTerms[item]
            return { item, text, isShipped: !row, version: row?.version ?? 0 }
          }),
        }
      }),

    putTerm: (
      caller: MemberCaller,
      item: string,
      body: { zh: string; en: string; version: number },
    ): Promise<DisclosureTerm> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const known = disclosureItems.find((one) => one === item)
        if (!known) throw notFound()
        const text = trimmed(body)
        if (!text.zh && !text.en)
          throw new AppError('request.invalid', { problems: [{ path: '/body/zh', rule: 'needed' }] })
        const row = await writeTerm(tx, {
          shopId: caller.shopId,
          item: known,
          text,
          by: caller.memberId,
          now,
          version: body.version,
        })
        if (!row) throw new AppError('state.version', {})
        await tell(tx, now, caller, item, row.version)
        return { item: known, text, isShipped: false, version: row.version }
      }),

    points: async (
      caller: MemberCaller,
      query: { productId?: string; cursor?: string; limit?: number },
    ): Promise<{ rows: MisunderstoodPoint[]; next: string | null }> => {
      const facts = await directory.facts(caller.shopId)
      const limit = query.limit ?? 50
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectPoints(tx, {
          productId: query.productId ?? null,
          after: decodeCursor(query.cursor),
          limit: limit + 1,
        }),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map((row) => showPoint(facts, row)),
        next: last ? encodeCursor(last.changed_at, last.id) : null,
      }
    },

    addPoint: (caller: MemberCaller, body: BodyOf<typeof addPoint>): Promise<MisunderstoodPoint> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const productId = body.productId ?? null
        const campaign = body.campaign?.trim() || null
        if ((productId === null) === (campaign === null))
          throw new AppError('request.invalid', { problems: [{ path: '/body/productId', rule: 'one_of' }] })
        if (productId !== null && (await selectProducts(tx, [productId])).length === 0) throw notFound()
        const id = newId()
        await insertPoint(tx, {
          id,
          shopId: caller.shopId,
          productId,
          campaign,
          ...pointFields(body),
          by: caller.memberId,
          now,
        })
        await tell(tx, now, caller, id, 1)
        return point(tx, caller, id)
      }),

    changePoint: (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof changePoint>,
    ): Promise<MisunderstoodPoint> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const before = await point(tx, caller, id)
        const version = await updatePoint(tx, {
          id,
          ...pointFields(body),
          by: caller.memberId,
          now,
          version: body.version,
        })
        if (version === null) throw new AppError('state.version', { version: before.version })
        await tell(tx, now, caller, id, version)
        return point(tx, caller, id)
      }),

    archivePoint: (caller: MemberCaller, id: string): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const version = await archivePointRow(tx, id, caller.memberId, now)
        if (version === null) throw notFound()
        await tell(tx, now, caller, id, version)
        return {}
      }),
  }
}
export type Library = ReturnType<typeof createLibrary>

const shown = (category: ConcernCategory, version: number | undefined): ShownCategory => ({
  key: category.key,
  name: category.name,
  matches: [...category.matches],
  concerns: category.concerns.map(({ key, worry, statement, terms }) => ({
    key,
    worry,
    statement,
    terms: { zh: [...terms.zh], en: [...terms.en] },
  })),
  isShipped: version === undefined,
  version: version ?? 0,
})

const pointFields = (body: BodyOf<typeof changePoint> | BodyOf<typeof addPoint>) => {
  const terms = trimmedTerms(body.terms)
  requireStatement(body.text, terms, '/body/text')
  const startsAt = body.startsAt ? new Date(body.startsAt) : null
  const endsAt = body.endsAt ? new Date(body.endsAt) : null
  if (startsAt && endsAt && endsAt <= startsAt)
    throw new AppError('request.invalid', { problems: [{ path: '/body/endsAt', rule: 'after_start' }] })
  return { startsAt, endsAt, text: trimmed(body.text), terms }
}
