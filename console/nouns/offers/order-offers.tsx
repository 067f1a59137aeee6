import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { SmallDiamond } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

/** On an order: what it was entitled to, what it closed without (ORD-02), what was given and is to be paid back for it. */
export function OrderOffers({ orderId }: { orderId: string }) {
  const words = useWords(offersWords).order
  const format = useFormat()
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['order offers', memberId, orderId]
  useStreamEvents((event) => {
    if (event.name === 'offer.missed' || (event.name === 'price.fell' && event.subject === orderId))
      void client.invalidateQueries({ queryKey: key })
  })
  const found = useQuery({
    queryKey: key,
    queryFn: () => api('GET /api/orders/:id/offers', { params: { id: orderId } }),
  }).data
  if (!found) return null
  const missed = new Set(found.missed.map(({ offerId }) => offerId))
  const had = (found.verdict?.applied ?? []).filter(({ offerId }) => !missed.has(offerId))
  if (had.length + missed.size + found.refunds.length + found.freight.length === 0) return null
  return (
    <Section title={words.title}>
      <ul className={css.order}>
        {found.missed.map((one) => (
          <li key={one.offerId}>
            {!one.settledAt && <SmallDiamond />}
            <span className={one.settledAt ? undefined : css.warn}>
              {words.missed(one.offerName, one.saved.minor > 0 ? ` ${format.money(one.saved)}` : '')}
            </span>
            <span className={css.quiet}>
              {one.settledAt
                ? words.settled(one.note ?? '')
                : words.wasTold[one.wasTold === null ? 'none' : one.wasTold ? 'yes' : 'no']}
            </span>
          </li>
        ))}
        {had.map((one) => (
          <li key={one.offerId}>
            <span>{one.name}</span>
            <span className={css.quiet}>{one.saved.minor > 0 && format.money(one.saved)}</span>
          </li>
        ))}
        {found.refunds.map((one) => (
          <li key={one.wordId}>{words.refund(one.productName, format.money(one.refund))}</li>
        ))}
        {found.freight.map((one, i) => (
          <li key={i}>
            <span>{words.freight(one.by ?? '', format.money(one.amount))}</span>
            <span className={css.quiet}>{one.reason}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
