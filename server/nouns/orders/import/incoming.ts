import { createHash } from 'node:crypto'
import type { ImportedOrder } from '#contract/orders/import-record.ts'
import { identitiesIn, type Identity } from '#nouns/customers/index.ts'
import { draftOf, type OrderDraft } from '../order-draft.rules.ts'

/** One order on its way in. */
export interface Incoming {
  draft: OrderDraft
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
  return {
    draft, identities, buyerName: name === '' ? '' : draft.buyerName, buyerCity: name !== '' && name === order.recipient.name ? draft.recipientCity : null,
    hash: uuidOf(JSON.stringify([draft, identities.map(({ kind, value }) => [kind, value])])),
    line: order.sourceLines[0] ?? 0, rows: Math.max(1, order.sourceLines.length),
  }
}

/** 128 bits in the shape of a uuid, which takes 16 bytes to keep. Tells contents apart; keeps no secret. */
export const uuidOf = (text: string): string =>
  createHash('md5').update(text).digest('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
