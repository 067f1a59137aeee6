import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PricePanel } from '#contract/purchase/price.ts'
import { putIntoDraft } from '../../nouns/conversations/put-draft.ts'
import { FindProduct } from '../../nouns/products/relation-part.tsx'
import { api } from '../../parts/api.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { Fold } from '../../parts/fold.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { PriceRow } from './price-row.tsx'
import { priceWords } from './price.words.ts'
import { RecommendRow } from './recommend-row.tsx'
import { Row } from './sale-row.tsx'
import { usePricePanel } from './use-price.ts'
import css from './price.module.css'

/** What this buyer pays, could have, worries about and would suit: offers, prices and recommendations in one part (ORD-02). */
export function OffersPart({ conversationId }: BesideChatProps) {
  const words = useWords(priceWords)
  const format = useFormat()
  const panel = usePricePanel(conversationId).data
  if (!panel) return null
  const { verdict, bargain } = panel
  const state = words.together([
    ...(bargain ? [words.bargaining(bargain.asks)] : []),
    ...(panel.untold > 0 ? [words.untold(panel.untold)] : panel.offers.length > 0 ? [words.allTold] : []),
    ...(verdict && verdict.pay.minor > 0 ? [format.money(verdict.pay)] : []),
  ])
  return (
    <Fold name="offers" title={words.offers} state={state || words.nothingYet}>
      <div className={css.parts}>
        <Row name={words.basket}>
          <Basket panel={panel} conversationId={conversationId} />
        </Row>
        <Row name={words.offersRow}>
          {panel.offers.length === 0 && <p className={beside.quiet}>{words.noOffers}</p>}
          <ul>
            {panel.offers.map((offer) => (
              <li key={offer.offerId}>
                <button
                  type="button"
                  className={css.say}
                  title={offer.text}
                  onClick={() => putIntoDraft(conversationId, offer.text)}
                >
                  <OfferLine panel={panel} offerId={offer.offerId} isTold={offer.isTold} />
                </button>
              </li>
            ))}
          </ul>
        </Row>
        <PriceRow panel={panel} conversationId={conversationId} />
        <RecommendRow conversationId={conversationId} />
      </div>
    </Fold>
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
    : near && words.near(format.money(near.missing))
  return (
    <span className={css.row}>
      <span>
        {(applied ?? near ?? open)?.name}
        {place && <span className={css.aside}>　{place}</span>}
      </span>
      <span className={isTold ? css.told : css.deed}>{isTold ? words.told : words.say}</span>
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
  const { verdict } = panel
  return (
    <>
      <ul>
        {panel.lines.map((line) => (
          <li key={line.productId} className={css.row}>
            <span>
              {line.name}
              {line.quantity > 1 && ` ×${line.quantity}`}
            </span>
            <span className={css.figure}>
              {line.unit ? format.money(line.unit) : words.noPrice}
              <button
                type="button"
                className={css.take}
                aria-label={words.take(line.name)}
                onClick={() => change.mutate(lines.filter(({ productId }) => productId !== line.productId))}
              >
                ×
              </button>
            </span>
          </li>
        ))}
      </ul>
      {verdict && verdict.saved.minor > 0 && (
        <p className={beside.quiet}>{words.pays(format.money(verdict.pay), format.money(verdict.saved))}</p>
      )}
      {isPicking ? (
        <FindProduct without="" chosen={null} onChoose={(product) => product && add(product.id)} />
      ) : (
        <p className={beside.deeds}>
          {panel.lines.length === 0 && <span className={beside.quiet}>{words.nothingYet}</span>}
          <button type="button" onClick={() => setPicking(true)}>
            {words.pick}
          </button>
        </p>
      )}
      {change.error && <ErrorLine error={change.error} />}
    </>
  )
}
