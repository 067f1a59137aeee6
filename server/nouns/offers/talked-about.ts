import type { BasketLine } from '#contract/offers/offers.ts'
import type { Tx } from '#platform/database/database.ts'
import {
  selectBasket,
  selectSaid,
  selectSellable,
  type ConversationRecord,
  type Line,
} from './basket.store.ts'
import { priceLines, type WantedLine } from './reckoning.ts'
import { namedIn } from './talked-about.rules.ts'

const linesRead = 80
const namesRead = 3000
const mostNamed = 6

export interface TalkedOf {
  lines: BasketLine[]
  said: Line[]
}

/** The basket of a conversation: what the agent put in; else what the page or the talk names, one of each. */
export const readTalk = async (
  tx: Tx,
  shopId: string,
  conversation: ConversationRecord,
  currency: string,
  now: Date,
): Promise<TalkedOf> => {
  const said = await selectSaid(tx, conversation.id, linesRead)
  const put = await selectBasket(tx, shopId, conversation.id)
  const wanted: WantedLine[] =
    put.length > 0
      ? put.map((line) => ({
          productId: line.product_id,
          skuId: line.sku_id,
          quantity: line.quantity,
          from: 'agent',
        }))
      : await named(tx, shopId, conversation.page_title, said)
  return { said, lines: await priceLines(tx, shopId, currency, now, wanted) }
}

const named = async (
  tx: Tx,
  shopId: string,
  title: string | null,
  said: readonly Line[],
): Promise<WantedLine[]> => {
  const products = (await selectSellable(tx, shopId, namesRead)).map((one) => ({
    productId: one.product_id,
    name: one.name,
  }))
  const found = new Map<string, WantedLine>()
  const note = (text: string, from: WantedLine['from']) => {
    for (const { productId } of namedIn(products, text, mostNamed))
      if (!found.has(productId) && found.size < mostNamed)
        found.set(productId, { productId, skuId: null, quantity: 1, from })
  }
  note(title ?? '', 'page')
  // What the desk itself recommends in a text is not what the buyer asks for.
  note(
    said
      .filter(({ author }) => author === 'buyer')
      .map(({ text }) => text)
      .join('\n'),
    'said',
  )
  return [...found.values()]
}
