import type { ImportedOrder } from '#contract/orders/import-record.ts'
import { identitiesIn, type Identity } from '#nouns/customers/index.ts'
import { newId } from '#platform/ids/ids.ts'
import { draftOf, type OrderDraft } from '../order-draft.rules.ts'
import { textOf, type OrderText } from './chunk.store.ts'
import { uuidOf } from './content-hash.ts'

/** One order on its way in. */
export interface Incoming {
  /** Of the order that is made of it, where none is known. */
  id: string
  draft: OrderDraft
  /** The draft as it is written under that id, made ahead. */
  text: OrderText
  identities: Identity[]
  /** What the buyer is called, where the source says so; a nick is an identity and no name. */
  buyerName: string
  /** Where the buyer lives: told only where the parcel goes to the buyer. */
  buyerCity: string | null
  /** Of everything the source said, the buyer's identities included; equal means nothing is new. */
  hash: string
  /** Where it stands in the file. */
  line: number
  rows: number
}

/** `country`: in which a buyer's phone without +code is dialled, ISO 3166 or ''. */
export const incomingOf = (order: ImportedOrder, country: string): Incoming => {
  const draft = draftOf(order)
  const { platformAccount, email, phone, name = '' } = order.buyer
  const identities = identitiesIn({ platformAccount, email, phone }, country)
  const id = newId()
  return {
    id,
    draft,
    text: textOf(id, draft),
    identities,
    buyerName: name === '' ? '' : draft.buyerName,
    buyerCity: name !== '' && name === order.recipient.name ? draft.recipientCity : null,
    hash: uuidOf(JSON.stringify([draft, identities.map(({ kind, value }) => [kind, value])])),
    line: order.sourceLines[0] ?? 0,
    rows: Math.max(1, order.sourceLines.length),
  }
}
