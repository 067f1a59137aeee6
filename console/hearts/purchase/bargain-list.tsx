import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Bargain } from '#contract/purchase/price.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { BargainDeeds } from './bargain-deeds.tsx'
import { priceListsWords } from './price-lists.words.ts'
import css from './price.module.css'

/** One who bargained: what was asked, what we gave, how it ended; and the place to write it down. */
export function BargainRow({ row }: { row: Bargain }) {
  const words = useWords(priceListsWords)
  const time = useShopTime()
  const { slug } = useMembership().shop
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <span>
        <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.conversationId }}>
          {row.buyerName}
        </Link>
        {row.said && <span className={css.said}>　「{row.said}」</span>}
      </span>
      <span className={css.end}>{words.ended[row.ended ?? 'open']}</span>
      <span className={css.aside}>
        <span>
          {row.asked.map((kind) => words.asked[kind]).join('、')} →{' '}
          {row.given ? words.given[row.given] : words.notYet}
        </span>
        {row.asks > 1 && <span>{words.asks(row.asks)}</span>}
        {row.memberName && <span>{row.memberName}</span>}
        {row.note && <span>{row.note}</span>}
        {mayAct && (
          <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.write}
          </button>
        )}
      </span>
      <span className={`${css.aside} ${css.end}`}>{time.latest(row.openedAt)}</span>
      {isOpen && <BargainDeeds bargain={row} conversationId={row.conversationId} />}
    </li>
  )
}

/** PRC-09: the last 90 days, how it ended by what was given. */
export function BargainReport() {
  const words = useWords(priceListsWords)
  const format = useFormat()
  const memberId = useMembership().id
  const found = useQuery({
    queryKey: ['price lists', memberId, 'bargains', 'report'],
    queryFn: () => api('GET /api/reports/bargains'),
  })
  if (found.error) return <ErrorLine error={found.error} />
  const rows = found.data?.rows ?? []
  if (rows.length === 0) return null
  const { report } = words
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label={report.title}>
      <table className={css.table}>
        <caption className={css.caption}>{report.title}</caption>
        <thead>
          <tr>
            <th scope="col">{report.given}</th>
            {(['bought', 'left', 'open'] as const).map((end) => (
              <th key={end} scope="col">
                {words.ended[end]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.given ?? ''}>
              <th scope="row">{row.given ? words.given[row.given] : words.notYet}</th>
              <td>{format.count(row.bought)}</td>
              <td>{format.count(row.left)}</td>
              <td>{format.count(row.open)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
