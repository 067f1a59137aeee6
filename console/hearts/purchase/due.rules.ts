/** What is due now in one sale, the most pressing first (ORD-01, ORD-02, ORD-08, BUY-17, PRC-07): one line and one key each. */
import type { Confirmation } from '#contract/purchase/confirmation.ts'
import type { PricePanel } from '#contract/purchase/price.ts'
import type { Selling } from '#contract/purchase/selling.ts'

export type Due =
  /** `isDecision`: waits for the lead, or the buyer wants a change: to be looked at before anything is sent. */
  | { kind: 'confirmation'; confirmation: Confirmation; isDecision: boolean }
  | { kind: 'bargain'; asks: number; text: string | null }
  | { kind: 'doubt'; text: string; more: number }
  | { kind: 'proposed'; text: string; messageId: string }
  | { kind: 'disclosure'; missing: number; draft: string }
  | { kind: 'offer'; name: string; text: string; more: number }

export interface Known {
  sale: Selling | undefined
  price: PricePanel | undefined
  confirmations: readonly Confirmation[]
}

export const whatIsDue = ({ sale, price, confirmations }: Known): Due[] => [
  ...confirmations.flatMap(ofConfirmation),
  ...(sale?.isClosed === false ? [...ofBargain(price), ...ofDoubts(sale), ...ofTelling(sale, price)] : []),
]

const ofConfirmation = (confirmation: Confirmation): Due[] => {
  const { state, hold } = confirmation.row
  const isDecision = hold === 'lead' || state === 'corrected'
  return isDecision || state === 'to_send' ? [{ kind: 'confirmation', confirmation, isDecision }] : []
}

const ofBargain = (price: PricePanel | undefined): Due[] => {
  if (!price?.bargain || price.bargain.ended || price.bargain.given) return []
  const held = price.sentences.find(({ kind }) => kind === 'held')
  return [{ kind: 'bargain', asks: price.bargain.asks, text: held?.text ?? null }]
}

const ofDoubts = (sale: Selling): Due[] => {
  const open = sale.doubts.filter(({ state }) => state === 'open')
  const last = sale.proposedDoubts.at(-1)
  return [
    ...(open[0] ? [{ kind: 'doubt' as const, text: open[0].text, more: open.length - 1 }] : []),
    ...(last ? [{ kind: 'proposed' as const, ...last }] : []),
  ]
}

/** An offer that is among what must be said before payment is not said twice. */
const ofTelling = (sale: Selling, price: PricePanel | undefined): Due[] => {
  const missing = sale.disclosure.items.filter(({ state }) => state === 'missing')
  const untold = price?.offers.filter(({ isTold }) => !isTold) ?? []
  const isWithin = missing.some(({ item }) => item === 'offer')
  const [first] = untold
  const name = first && nameOf(price, first.offerId)
  return [
    ...(sale.disclosure.draft
      ? [{ kind: 'disclosure' as const, missing: missing.length, draft: sale.disclosure.draft }]
      : []),
    ...(first && name && price && price.untold > 0 && !isWithin
      ? [{ kind: 'offer' as const, name, text: first.text, more: price.untold - 1 }]
      : []),
  ]
}

const nameOf = (price: PricePanel | undefined, offerId: string): string | undefined =>
  [...(price?.verdict?.applied ?? []), ...(price?.verdict?.near ?? []), ...(price?.open ?? [])].find(
    (offer) => offer.offerId === offerId,
  )?.name
