/**
 * 说过的话留在订单上 (ORD-10): what was stated before payment is kept with the order by the message that stated it, with every
 * claim of a product's fact; what was not stated is kept as such and not passed over (ORD-01).
 */
import type { EvidenceKind } from '#contract/purchase/kinds.ts'
import { statementText, fold, type Said } from '../said.rules.ts'

export interface Piece {
  kind: EvidenceKind
  item: string
  messageId: string | null
}

/** Messages of an agent that claim a fact of the product: the fact's value stands in them. Values of one character are no claim. */
export const claimsMade = (
  messages: readonly Said[],
  facts: readonly { key: string; value: string }[],
): Piece[] =>
  facts.flatMap(({ key, value }) => {
    const sought = fold(value).trim()
    if (sought.length < 2) return []
    const said = messages.find(
      ({ author, text }) => author === 'agent' && statementText(text).includes(sought),
    )
    return said ? [{ kind: 'claim' as const, item: key, messageId: said.id }] : []
  })

/** Everything that goes to the order: each thing once. */
export const evidenceOf = (sale: {
  messages: readonly Said[]
  claims: readonly { key: string; value: string }[]
  disclosure: readonly {
    item: string
    key: string
    state: 'said' | 'missing' | 'none'
    messageId: string | null
  }[]
  concerns: readonly { concerns: readonly { key: string; state: string; messageId: string | null }[] }[]
}): Piece[] => {
  const disclosed = sale.disclosure.flatMap(({ item, key, state, messageId }): Piece[] => {
    if (state === 'none') return []
    if (state === 'missing')
      return [{ kind: 'unsaid', item: item === 'point' ? `point:${key}` : item, messageId: null }]
    return [
      { kind: item === 'point' ? 'point' : 'disclosure', item: item === 'point' ? key : item, messageId },
    ]
  })
  const concerns = sale.concerns.flatMap((category) =>
    category.concerns.flatMap(({ key, state, messageId }): Piece[] =>
      state === 'said' ? [{ kind: 'concern', item: key, messageId }] : [],
    ),
  )
  const all = [...disclosed, ...concerns, ...claimsMade(sale.messages, sale.claims)]
  return all.filter(
    (piece, i) =>
      all.findIndex(
        (one) => one.kind === piece.kind && one.item === piece.item && one.messageId === piece.messageId,
      ) === i,
  )
}
