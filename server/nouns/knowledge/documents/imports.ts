import { createHash } from 'node:crypto'
import { knowledgeLimits } from '#contract/knowledge/kinds.ts'
import type { importKnowledge, Reading, ReadPiece } from '#contract/knowledge/imports.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { tellArticle } from '../articles.ts'
import { insertArticle, insertEdition, selectEditions, titleKeyOf, updateArticle } from '../articles.store.ts'
import type { KnowledgePorts, PictureFile } from '../ports.ts'
import { articlesShown } from '../shown.ts'
import type { Draft } from './drafts.rules.ts'
import {
  insertImported,
  selectImported,
  selectNamedProducts,
  selectTitled,
  type TitledArticle,
} from './imports.store.ts'
import { readApart } from './read-apart.ts'
import type { ReadDocument, Wanted } from './read-document.ts'

export interface GivenDocument {
  path: string
  name: string
  wanted: Wanted
}
type Taken = ReplyOf<typeof importKnowledge>
export interface ImportPorts extends KnowledgePorts {
  putFile(file: { shop: string; owner: string; name: string; content: Uint8Array }): Promise<{ id: string }>
}

/** Drafts of one transaction: each is put into the search, too. */
const chunk = 20
const mostPictures = 24
const beginningLength = 160

interface Found {
  draft: Draft
  key: string
  state: ReadPiece['state']
  articleId: string | null
  products: { id: string; name: string }[]
  unknownProducts: string[]
}

/** Knowledge out of files, as drafts (KB-07). */
export const createKnowledgeImports = ({ db, clock, attachments, putFile }: ImportPorts) => {
  const find = async (shopId: string, document: ReadDocument): Promise<Found[]> => {
    const drafts = [...new Map(document.drafts.map((draft) => [keyOf(draft, document), draft]))]
    return db.inShop(shopId, async (tx) => {
      const imported = await selectImported(
        tx,
        shopId,
        drafts.map(([key]) => key),
      )
      const titled = Map.groupBy(
        await selectTitled(
          tx,
          shopId,
          drafts.map(([, { title }]) => titleKeyOf(title)),
        ),
        (row) => row.title_key,
      )
      const products = await selectNamedProducts(
        tx,
        drafts.flatMap(([, draft]) => draft.products),
      )
      return drafts.map(([key, draft]): Found => {
        const article = ofTitle(titled.get(titleKeyOf(draft.title)), draft)
        const known = imported.get(key) ?? (article && isSameText(article, draft) ? article.id : null)
        const named = draft.products.map((name) => ({ name, product: products.get(name.toLowerCase()) }))
        return {
          draft,
          key,
          state: known ? 'same' : article ? 'title' : 'new',
          articleId: known ?? article?.id ?? null,
          products: unique(named.flatMap(({ product }) => product ?? [])),
          unknownProducts: named.flatMap(({ name, product }) => (product ? [] : [name])),
        }
      })
    })
  }

  /** The pictures of a text as files of the shop; what is no picture is left out and counted. */
  const storePictures = async (
    caller: MemberCaller,
    draft: Draft,
    { pictures }: ReadDocument,
  ): Promise<{ ids: Map<number, string>; lost: number }> => {
    const ids = new Map<number, string>()
    let lost = 0
    for (const number of picturesIn(draft.body)) {
      const picture = pictures[number]
      if (!picture || ids.size >= mostPictures) {
        lost += 1
        continue
      }
      try {
        const name = `${draft.title.slice(0, 40)}-${number + 1}`
        const file = { shop: caller.shopId, owner: caller.actorId, name, content: picture.bytes }
        ids.set(number, (await putFile(file)).id)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        lost += 1
      }
    }
    return { ids, lost }
  }

  const write = async (
    tx: Tx,
    caller: MemberCaller,
    { draft, key, products }: Found,
    pictureIds: ReadonlyMap<number, string>,
    now: Date,
  ): Promise<{ id: string; isNew: boolean } | null> => {
    const { shopId } = caller
    if ((await selectImported(tx, shopId, [key])).has(key)) return null
    const article = ofTitle(await selectTitled(tx, shopId, [titleKeyOf(draft.title)], true), draft)
    const files = await attachments(tx, [...pictureIds.values()], caller.actorId)
    const pictures: PictureFile[] = files.map(({ id, name, url, width, height }) => ({
      id,
      name,
      url,
      width,
      height,
    }))
    const body = withPictures(draft.body, pictureIds)
    const before = article ? (await selectEditions(tx, article.id, [article.latest_edition]))[0] : undefined
    const content = {
      section: before?.section ?? draft.section,
      language: draft.language,
      mark: before?.mark === 'trial' ? null : (before?.mark ?? null),
      title: draft.title,
      answer: draft.answer,
      is_public: before?.is_public ?? false,
      body,
      questions: draft.questions.length > 0 ? draft.questions : (before?.questions ?? []),
      product_ids: products.length > 0 ? products.map(({ id }) => id) : (before?.product_ids ?? []),
      categories: draft.categories.length > 0 ? draft.categories : (before?.categories ?? []),
      trial_by: null,
      trial_on: null,
      pictures,
      by: caller.memberId,
      at: now,
    }
    const id = article?.id ?? newId()
    if (!article)
      await insertArticle(
        tx,
        shopId,
        { id, state: 'draft', origin: 'import', originKey: null, ownerId: caller.memberId, reviewOn: null },
        now,
      )
    const edition = (article?.latest_edition ?? 0) + 1
    await insertEdition(tx, shopId, id, edition, content, null)
    const version = article ? await updateArticle(tx, id, { latest: edition }, now) : 1
    await insertImported(tx, shopId, key, id, now)
    await tellArticle(tx, now, id, version, caller.memberId, {
      what: article ? 'written' : 'draft',
      edition,
      isImported: true,
    })
    return { id, isNew: !article }
  }

  return {
    /** @throws AppError import.unreadable {failure, detail} */
    read: async (caller: MemberCaller, given: GivenDocument): Promise<Reading> => {
      const document = await readApart(given)
      const found = await find(caller.shopId, document)
      return {
        kind: document.kind,
        name: given.name,
        columns: document.columns,
        refused: document.refused,
        pieces: found.map(toPiece),
      }
    },

    /** `chosen`: keys of pieces; null: every new one. Doing it twice changes nothing. @throws AppError import.unreadable */
    take: async (
      caller: MemberCaller,
      given: GivenDocument,
      chosen: ReadonlySet<string> | null,
      onProgress: (done: number, of: number) => void = () => undefined,
    ): Promise<Taken> => {
      const document = await readApart(given)
      const found = await find(caller.shopId, document)
      const fresh = found.filter(({ state }) => state !== 'same')
      const wanted = fresh.filter(({ key, state }) => (chosen ? chosen.has(key) : state === 'new'))
      const taken: Taken = {
        created: [],
        renewed: [],
        unchanged: document.drafts.length - fresh.length,
        left: fresh.length - wanted.length,
        lostPictures: 0,
        refused: document.refused,
      }
      for (let at = 0; at < wanted.length; at += chunk) {
        const pieces = wanted.slice(at, at + chunk)
        const pictured: { piece: Found; ids: Map<number, string> }[] = []
        const flush = async () => {
          const batch = pictured.splice(0)
          if (batch.length === 0) return
          await db.inShop(caller.shopId, async (tx) => {
            const now = clock.now()
            const written: string[] = []
            for (const { piece, ids } of batch) {
              const one = await write(tx, caller, piece, ids, now)
              if (one) written.push(one.id)
              if (one) taken[one.isNew ? 'created' : 'renewed'].push({ id: one.id, title: piece.draft.title })
              else taken.unchanged += 1
            }
            if (written.length > 0) await articlesShown(tx, caller.shopId, [...new Set(written)])
          })
        }
        for (const piece of pieces) {
          const { ids, lost } = await storePictures(caller, piece.draft, document)
          taken.lostPictures += lost
          pictured.push({ piece, ids })
          // Few uploads may wait unused: what is full of pictures is written before the next.
          if (pictured.reduce((sum, one) => sum + one.ids.size, 0) >= mostPictures / 2) await flush()
        }
        await flush()
        onProgress(Math.min(wanted.length, at + chunk), wanted.length)
      }
      return taken
    },
  }
}
export type KnowledgeImports = ReturnType<typeof createKnowledgeImports>

const toPiece = ({ draft, key, state, articleId, products, unknownProducts }: Found): ReadPiece => ({
  key,
  title: draft.title,
  section: draft.section,
  language: draft.language,
  answer: draft.answer,
  questions: draft.questions,
  beginning: draft.body.replace(/!\[([^\]\n]{0,300})\]\([^)\n]{0,300}\)/g, '$1').slice(0, beginningLength),
  pictures: picturesIn(draft.body).length,
  products,
  unknownProducts,
  isCut: draft.isCut || draft.products.length > knowledgeLimits.products,
  state,
  articleId,
})

/** Its title, words and pictures; where it is filed and which language it was taken for are no other content. */
const keyOf = (draft: Draft, { pictures }: ReadDocument): string => {
  const hash = createHash('sha256')
  hash.update(
    JSON.stringify([
      draft.title,
      draft.answer,
      draft.questions,
      normal(draft.body),
      draft.products,
      draft.categories,
    ]),
  )
  for (const number of picturesIn(draft.body)) hash.update(pictures[number]?.bytes ?? '')
  return hash.digest('base64url').slice(0, 22)
}
const normal = (text: string) => text.replace(/\s+/g, ' ').trim()
const ofTitle = (rows: readonly TitledArticle[] | undefined, draft: Draft): TitledArticle | undefined =>
  rows?.find((row) => row.language === draft.language)
const isSameText = (article: TitledArticle, draft: Draft): boolean =>
  normal(article.answer) === normal(draft.answer) &&
  article.pictures === picturesIn(draft.body).length &&
  normal(withoutPictures(article.body)) === normal(withoutPictures(draft.body))

const picture = /!\[([^\]\n]{0,300})\]\(picture:(\d{1,4})\)/g
const picturesIn = (body: string): number[] => [
  ...new Set([...body.matchAll(picture)].map((match) => Number(match[2]))),
]
const withPictures = (body: string, ids: ReadonlyMap<number, string>): string =>
  body.replace(picture, (_all, alt: string, number: string) => {
    const id = ids.get(Number(number))
    return id ? `![${alt}](picture:${id})` : alt
  })
const withoutPictures = (body: string): string =>
  body.replace(/!\[[^\]\n]{0,300}\]\(picture:[\w-]{1,40}\)/g, '')
const unique = (products: readonly { id: string; name: string }[]) => [
  ...new Map(products.map((product) => [product.id, product])).values(),
]
