import { Link } from '@tanstack/react-router'
import type { Import } from '#contract/orders/orders.ts'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'

/** The figures of an import; each opens its rows where there are any. */
export function Counts({ one }: { one: Import }) {
  const { counts } = useWords(importWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const isIn = one.state === 'finished'
  const orders = counts.orders(format.count(one.orders))
  return (
    <ul className={css.counts}>
      <li>{counts.read(format.count(one.read))}</li>
      <li>
        {isIn ? (
          <Link className="figure" to="/s/$slug/orders" params={{ slug }} search={{ importId: one.id }}>
            {orders}
          </Link>
        ) : (
          orders
        )}
      </li>
      <li>{counts.lines(format.count(one.lines))}</li>
      <li>{counts.customers(format.count(one.customers))}</li>
      <li>{counts.created(format.count(one.created))}</li>
      <li>{counts.updated(format.count(one.updated))}</li>
      <li>{counts.unchanged(format.count(one.unchanged))}</li>
      {one.duplicates > 0 && <li>{counts.duplicates(format.count(one.duplicates))}</li>}
      {one.refusedCount > 0 && (
        <li data-refused>
          <a className="figure" href="#refused">
            {counts.refused(format.count(one.refusedCount))}
          </a>
        </li>
      )}
    </ul>
  )
}
