import { useQuery } from '@tanstack/react-query'
import type { Offer } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

/** What special prices drew, beside as many days before (PRC-03). */
export function SpecialEffectPart({ offer }: { offer: Offer }) {
  const words = useWords(offersWords).effectOf
  const format = useFormat()
  const memberId = useMembership().id
  const found = useQuery({
    queryKey: ['offers', memberId, 'effect', offer.id],
    queryFn: () => api('GET /api/offers/:id/effect', { params: { id: offer.id } }),
  })
  if (found.error) return <ErrorLine error={found.error} />
  if (!found.data) return <Loading lines={3} />
  const { visits, orders, pulled, pulledBefore, regular, newBuyers, days } = found.data
  // Hours old, with nothing in it: a table of noughts would say that it draws nobody.
  if (days < 1 && orders.during === 0) return <p className={css.quiet}>{words.early}</p>
  const rows: [string, string, string][] = [
    [words.visits, format.count(visits.during), format.count(visits.before)],
    [words.orders, format.count(orders.during), format.count(orders.before)],
    [
      words.pulled,
      `${format.count(pulled.orders)} · ${format.money(pulled.amount)}`,
      `${format.count(pulledBefore.orders)} · ${format.money(pulledBefore.amount)}`,
    ],
    [words.regular, format.money(regular.during), format.money(regular.before)],
    [words.newBuyers, format.count(newBuyers), ''],
  ]
  return (
    <div>
      <table className={css.table}>
        <caption className="visually-hidden">{words.title(offer.name)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.days(String(Math.round(days * 10) / 10))}</th>
            <th scope="col">{words.columns.during}</th>
            <th scope="col">{words.columns.before}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, during, before]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{during}</td>
              <td>{before}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.quiet}>{words.caution}</p>
    </div>
  )
}
