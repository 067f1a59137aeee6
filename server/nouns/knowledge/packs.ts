import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  choosePack,
  Pack,
  PackArticle,
  PackItem,
  readPack,
  suitingPacks,
} from '#contract/knowledge/packs.ts'
import type { InsertCard } from '#contract/knowledge/cards.ts'
import { plainAnswer } from '#contract/knowledge/plain-answer.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import type { ShownFile } from '#platform/files/index.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { selectProductArticles, type ProductArticle } from './article-products.store.ts'
import { namesOfProducts } from './articles.store.ts'
import {
  deletePack,
  findTalk,
  lastTalkOf,
  productsOfLastOrder,
  productsOfOrder,
  selectPacks,
  storePack,
  type KeptItem,
} from './packs.store.ts'
import type { KnowledgePorts } from './ports.ts'
import { textsOfTalk } from './talk.store.ts'

/** What goes to the buyer of a product, in the chat and in the parcel (KB-03, KB-04). */
export const createPacks = ({ db, clock, directory, attachments, productsIn, lendFiles }: KnowledgePorts) => {
  const packsOf = async (tx: Tx, shopId: string, productIds: readonly string[]): Promise<Pack[]> => {
    const names = await namesOfProducts(tx, productIds)
    const chosen = new Map((await selectPacks(tx, shopId, productIds)).map((row) => [row.product_id, row]))
    const articles = Map.groupBy(await selectProductArticles(tx, shopId, productIds), (row) => row.product_id)
    return productIds.flatMap((productId): Pack[] => {
      const productName = names.get(productId)
      if (productName === undefined) return []
      const row = chosen.get(productId)
      const about = (articles.get(productId) ?? []).map(toArticle)
      return [
        {
          productId,
          productName,
          isChosen: row !== undefined,
          version: row?.version ?? 0,
          items: row ? row.items.flatMap((item) => shownItem(item, about)) : about,
        },
      ]
    })
  }
  const packOf = async (tx: Tx, shopId: string, productId: string): Promise<Pack> => {
    const [pack] = await packsOf(tx, shopId, [productId])
    if (!pack) throw notFound()
    return pack
  }
  /** The articles must be about the product and fit for buyers; files the caller's own, or there before. */
  const kept = async (
    tx: Tx,
    caller: MemberCaller,
    productId: string,
    items: NonNullable<BodyOf<typeof choosePack>['items']>,
  ): Promise<KeptItem[]> => {
    const about = new Set((await selectProductArticles(tx, caller.shopId, [productId])).map(({ id }) => id))
    const [before] = await selectPacks(tx, caller.shopId, [productId])
    const files = new Map(
      (before?.items ?? []).flatMap((item) => ('file' in item ? [[item.file.id, item.file] as const] : [])),
    )
    const fresh = items.flatMap((item) => ('fileId' in item && !files.has(item.fileId) ? [item.fileId] : []))
    for (const file of await attachments(tx, [...new Set(fresh)], caller.actorId)) files.set(file.id, file)
    return items.map((item, i): KeptItem => {
      if ('articleId' in item) {
        if (about.has(item.articleId)) return { articleId: item.articleId }
        throw new AppError('request.invalid', { problems: [{ path: `/body/items/${i}`, rule: 'unknown' }] })
      }
      return { file: files.get(item.fileId) as ShownFile }
    })
  }

  return {
    read: (caller: MemberCaller, productId: string): Promise<ReplyOf<typeof readPack>> =>
      db.inShop(caller.shopId, async (tx) => {
        const pack = await packOf(tx, caller.shopId, productId)
        const there = new Set(pack.items.map(({ id }) => id))
        const about = await selectProductArticles(tx, caller.shopId, [productId])
        return { pack, others: about.filter(({ id }) => !there.has(id)).map(toArticle) }
      }),

    /** @throws AppError state.version; request.invalid for an article that is not approved or not about the product; not_found. */
    choose: (caller: MemberCaller, productId: string, body: BodyOf<typeof choosePack>): Promise<Pack> =>
      db.inShop(caller.shopId, async (tx) => {
        const { version } = await packOf(tx, caller.shopId, productId)
        if (version !== body.version) throw new AppError('state.version', { version })
        const now = clock.now()
        const isWritten =
          body.items === null
            ? version === 0 || (await deletePack(tx, caller.shopId, productId, version))
            : (await storePack(tx, {
                shopId: caller.shopId,
                productId,
                items: await kept(tx, caller, productId, body.items),
                version,
                by: caller.memberId,
                at: now,
              })) !== null
        if (!isWritten) throw new AppError('state.version')
        await record(tx, now, {
          name: 'pack.changed',
          subject: productId,
          version: version + 1,
          audience: ['desk'],
          actor: caller.memberId,
        })
        return packOf(tx, caller.shopId, productId)
      }),

    /** Of an order, or of the last order of whoever writes; of the products that the talk names where nothing was bought. */
    suiting: async (
      caller: MemberCaller,
      { orderId, conversationId }: QueryOf<typeof suitingPacks>,
    ): Promise<ReplyOf<typeof suitingPacks>> => {
      const { shopId } = caller
      if ((orderId === undefined) === (conversationId === undefined))
        throw new AppError('request.invalid', { problems: [{ path: '/query', rule: 'oneOf' }] })
      const { language } = await directory.facts(shopId)
      if (orderId !== undefined)
        return db.inShop(shopId, async (tx) => {
          const order = await productsOfOrder(tx, orderId)
          if (!order) throw notFound()
          const talk = order.customer_id ? await lastTalkOf(tx, order.customer_id) : null
          return {
            rows: await packsOf(tx, shopId, order.product_ids),
            conversationId: talk?.id ?? null,
            language: talk?.language ?? language,
          }
        })
      const id = conversationId as string
      const found = await db.inShop(shopId, async (tx) => {
        const talk = await findTalk(tx, id)
        if (!talk) throw notFound()
        const bought = talk.customer_id ? await productsOfLastOrder(tx, talk.customer_id) : []
        return { talk, bought, texts: bought.length > 0 ? [] : await textsOfTalk(tx, id) }
      })
      const about =
        found.bought.length > 0
          ? found.bought
          : (await productsIn(shopId, found.texts.join('\n'))).slice(0, 3)
      const rows = about.length === 0 ? [] : await db.inShop(shopId, (tx) => packsOf(tx, shopId, about))
      return { rows, conversationId: id, language: found.talk.language }
    },

    files: (caller: MemberCaller, productId: string): Promise<{ files: ShownFile[] }> =>
      db.inShop(caller.shopId, async (tx) => {
        const { items } = await packOf(tx, caller.shopId, productId)
        const ids = items.flatMap((item) => (item.kind === 'file' ? [item.id] : []))
        return { files: await lendFiles(tx, ids, caller.actorId) }
      }),

    card: async (caller: MemberCaller, productId: string, language: 'zh' | 'en'): Promise<InsertCard> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const productName = (await namesOfProducts(tx, [productId])).get(productId)
        if (productName === undefined) throw notFound()
        const about = (await selectProductArticles(tx, caller.shopId, [productId])).flatMap((row) => {
          const answer = plainAnswer(row.answer, row.language)
          const isForPaper = row.section === 'use' || row.section === 'faq'
          return isForPaper && answer !== null && answer !== '' ? [{ ...row, answer }] : []
        })
        const count = (wanted: string) => about.filter((row) => row.language === wanted).length
        return {
          shopName: facts.name,
          productId,
          productName,
          rows: about
            .filter((row) => row.language === language)
            .map(({ id, section, mark, title, answer }) => ({ id, section, mark, title, answer })),
          languages: { zh: count('zh'), en: count('en') },
        }
      })
    },
  }
}
export type Packs = ReturnType<typeof createPacks>

const toArticle = ({ id, section, mark, language, title, answer }: ProductArticle): PackArticle => ({
  kind: 'article',
  id,
  section,
  mark,
  language,
  title,
  answer,
})
/** An article that is no longer fit is left out; it comes back with its approval. */
const shownItem = (item: KeptItem, about: readonly PackArticle[]): PackItem[] =>
  'file' in item ? [{ kind: 'file', ...item.file }] : about.filter(({ id }) => id === item.articleId)
