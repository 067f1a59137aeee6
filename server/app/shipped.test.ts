import { afterAll, beforeAll, expect, test } from 'vitest'
import { shippedPhrases } from '#nouns/conversations/default-phrases.ts'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { onServer } from '#test/database/scratch.ts'
import { layShipped } from './shipped.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

/** As a process of a newer desk does it, that has looked at no shop yet. */
const layNow = () =>
  layShipped({
    db: chat.desk.db,
    clock: chat.desk.clock,
    lay: [
      chat.composed.conversations.phrases.lay,
      (tx, { shopId }, now) => chat.composed.knowledge.lay(tx, shopId, now),
    ],
  })()
const phrasesOf = async (shop: TestShop) =>
  (await chat.call('GET /api/phrases', { headers: shop.lead.headers, query: {} })).body.rows
const find = async (shop: TestShop, shortcut: string) =>
  (await phrasesOf(shop)).find((one) => one.shortcut === shortcut)
const countOf = async (shop: TestShop, table: string) =>
  chat.desk.db.inShop(
    shop.shopId,
    async (tx) =>
      (
        await tx
          .selectFrom(table as 'conversations.phrases')
          .select('id')
          .execute()
      ).length,
  )
const onRows = (statement: string) => onServer(chat.desk.url, statement)

test('[PHR-01] a shop gets what was shipped after it was made, once; what it changed, renamed or put away stays as it is', async () => {
  const { phrases } = chat.composed.conversations
  const shop = await chat.shop({ seeds: [phrases.seed, chat.composed.knowledge.seed] })
  const all = await countOf(shop, 'conversations.phrases')
  const articles = await countOf(shop, 'knowledge.articles')
  expect(all).toBe(shippedPhrases.length * 2)
  await chat.desk.clock.advance(3_600_000)
  // A desk of before the keys, and before its last two phrases and one scene were shipped.
  await onRows(`
    delete from platform.shipped where shop_id = '${shop.shopId}';
    delete from conversations.phrases where shop_id = '${shop.shopId}' and shortcut in ('评价', 'review', '尺寸', 'size');
    delete from knowledge.editions where article_id in (select id from knowledge.articles where shop_id = '${shop.shopId}' and origin_key like 'shipped:scene-gift-late:%');
    delete from knowledge.articles where shop_id = '${shop.shopId}' and origin_key like 'shipped:scene-gift-late:%'`)
  const away = await find(shop, '离开')
  const stay = await find(shop, '议价')
  const body = {
    kind: 'away' as const,
    language: 'zh' as const,
    shortcut: '不在',
    text: '稍等，我马上回来。',
  }
  await chat.call('PUT /api/phrases/:id', {
    headers: shop.lead.headers,
    params: { id: away?.id ?? '' },
    body: { ...body, version: away?.version ?? 0 },
  })
  if (stay)
    await chat.call('DELETE /api/phrases/:id', { headers: shop.lead.headers, params: { id: stay.id } })
  const own = await chat.call('POST /api/phrases', {
    headers: shop.lead.headers,
    body: { kind: 'faq', language: 'zh', shortcut: '尺寸', text: '尺寸表在图三。' },
  })
  expect(own.status).toBe(200)
  const before = await phrasesOf(shop)

  await layNow()
  const after = await phrasesOf(shop)
  const added = after.filter(({ id }) => !before.some((one) => one.id === id))
  expect(added.map(({ shortcut }) => shortcut).sort()).toEqual(['size', '尺寸2', 'review', '评价'].sort())
  for (const one of before) expect(after.find(({ id }) => id === one.id)).toEqual(one)
  expect(await find(shop, '离开')).toBeUndefined()
  expect(await find(shop, '议价')).toBeUndefined()
  expect(await countOf(shop, 'knowledge.articles')).toBe(articles)
  // Once: what is put away now does not come back either.
  const [first] = added
  await chat.call('DELETE /api/phrases/:id', { headers: shop.lead.headers, params: { id: first?.id ?? '' } })
  expect(await layNow()).toBe(0)
  expect((await phrasesOf(shop)).some(({ shortcut }) => shortcut === first?.shortcut)).toBe(false)
})

test('what goes out by itself, and what buyers would read, does not change behind a shop’s back', async () => {
  const { phrases } = chat.composed.conversations
  const shop = await chat.shop({ seeds: [phrases.seed, chat.composed.knowledge.seed] })
  await onRows(`
    delete from platform.shipped where shop_id = '${shop.shopId}' and key = 'phrase:away:zh';
    update conversations.phrases set archived_at = now() where shop_id = '${shop.shopId}' and kind = 'away';
    delete from knowledge.editions where article_id in (select id from knowledge.articles where shop_id = '${shop.shopId}' and origin_key = 'shipped:purchase-steps:zh');
    delete from knowledge.articles where shop_id = '${shop.shopId}' and origin_key = 'shipped:purchase-steps:zh'`)
  await layNow()
  expect(
    (await phrasesOf(shop)).filter(({ kind, language }) => kind === 'away' && language === 'zh'),
  ).toEqual([])
  const [article] = await chat.desk.db.inShop(shop.shopId, (tx) =>
    tx
      .selectFrom('knowledge.articles')
      .select('state')
      .where('origin_key', '=', 'shipped:purchase-steps:zh')
      .execute(),
  )
  expect(article).toEqual({ state: 'draft' })
})

test('two processes at once lay each thing once, and another shop’s changes are its own', async () => {
  const shop = await chat.shop({ seeds: [] })
  await Promise.all([layNow(), layNow()])
  expect(await countOf(shop, 'conversations.phrases')).toBe(shippedPhrases.length * 2)
})
