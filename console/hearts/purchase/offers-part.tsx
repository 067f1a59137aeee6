import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PricePanel } from '#contract/purchase/price.ts'
import { putIntoDraft } from '../../nouns/conversations/put-draft.ts'
import { FindProduct } from '../../nouns/products/relation-part.tsx'
import { api } from '../../parts/api.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { priceWords } from './price.words.ts'
import { usePricePanel } from './use-price.ts'
import css from './price.module.css'

/** Which offers this buyer can have, which were not told yet, and one key to tell them (ORD-02). */
export function OffersPart({ conversationId }: BesideChatProps) {
  const words = useWords(priceWords)
  const panel = usePricePanel(conversationId).data
  if (!panel) return null
  return (
    <section className={css.part}>
      <header>
        <h3>{words.offers}</h3>
        {panel.offers.length > 0 &&
          (panel.untold > 0 ? (
            <span className={css.warn}>
              <SmallDiamond />
              {words.untold(panel.untold)}
            </span>
          ) : (
            <span>{words.allTold}</span>
          ))}
      </header>
      <Basket panel={panel} conversationId={conversationId} />
      {panel.offers.length === 0 && <p className={css.quiet}>{words.noOffers}</p>}
      <ul className={css.rows}>
        {panel.offers.map((offer) => (
          <li key={offer.offerId}>
            <button
              type="button"
              className={css.say}
              title={words.say}
              onClick={() => putIntoDraft(conversationId, offer.text)}
            >
              <OfferLine panel={panel} offerId={offer.offerId} isTold={offer.isTold} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OfferLine({ panel, offerId, isTold }: { panel: PricePanel; offerId: string; isTold: boolean }) {
  const words = useWords(priceWords)
  const format = useFormat()
  const applied = panel.verdict?.applied.find((one) => one.offerId === offerId)
  const near = panel.verdict?.near.find((one) => one.offerId === offerId)
  const open = panel.open.find((one) => one.offerId === offerId)
  const place = applied
    ? applied.gifts.length > 0
      ? words.gift + applied.gifts.map(({ name }) => name).join('、')
      : applied.isFreightFree
        ? words.freight
        : words.applies(format.money(applied.saved))
    : near
      ? words.near(format.money(near.missing))
      : words.open
  return (
    <span className={css.row}>
      <span>
        {(applied ?? near ?? open)?.name}
        <span className={css.aside}>　{place}</span>
      </span>
      <span className={`${css.aside} ${isTold ? css.told : ''}`}>{isTold ? words.told : words.say}</span>
    </span>
  )
}

function Basket({ panel, conversationId }: { panel: PricePanel; conversationId: string }) {
  const words = useWords(priceWords)
  const format = useFormat()
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isPicking, setPicking] = useState(false)
  const change = useMutation({
    mutationFn: (lines: { productId: string; skuId: string | null; quantity: number }[]) =>
      api('PUT /api/conversations/:id/basket', { params: { id: conversationId }, body: { lines } }),
    onSuccess: () => {
      setPicking(false)
      void client.invalidateQueries({ queryKey: ['price', memberId, conversationId] })
      void client.invalidateQueries({ queryKey: ['recommendations', memberId, conversationId] })
    },
  })
  const lines = panel.lines.map(({ productId, skuId, quantity }) => ({ productId, skuId, quantity }))
  const add = (productId: string) => {
    const isIn = lines.some((line) => line.productId === productId)
    change.mutate(
      isIn
        ? lines.map((line) =>
            line.productId === productId ? { ...line, quantity: line.quantity + 1 } : line,
          )
        : [...lines, { productId, skuId: null, quantity: 1 }],
    )
  }
  return (
    <>
      <p className={css.lines}>
        {panel.lines.length === 0 && <span className={css.quiet}>{words.nothingYet}</span>}
        {panel.lines.map((line) => (
          <span key={line.productId} className="nowrap">
            {line.name}
            {line.quantity > 1 && ` ×${line.quantity}`} {line.unit ? format.money(line.unit) : words.noPrice}
            <button
              type="button"
              className={css.take}
              aria-label={words.take(line.name)}
              onClick={() => change.mutate(lines.filter(({ productId }) => productId !== line.productId))}
            >
              ×
            </button>
          </span>
        ))}
        {!isPicking && (
          <button type="button" className="link" onClick={() => setPicking(true)}>
            {words.pick}
          </button>
        )}
      </p>
      {isPicking && (
        <FindProduct without="" chosen={null} onChoose={(product) => product && add(product.id)} />
      )}
      {panel.verdict && panel.verdict.saved.minor > 0 && (
        <p className={css.quiet}>
          {words.pays(format.money(panel.verdict.pay), format.money(panel.verdict.saved))}
        </p>
      )}
      {change.error && <ErrorLine error={change.error} />}
    </>
  )
}
