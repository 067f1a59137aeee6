import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { OrderRow } from '#contract/orders/orders.ts'
import { useFormat } from '../../parts/format.tsx'
import { hearts } from '../../parts/marks/hearts.ts'
import { marksWords } from '../../parts/marks/marks.words.ts'
import { Petals } from '../../parts/marks/petals.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { orderStatusWords, statusSaid } from './order-status.words.ts'
import { ordersWords } from './orders.words.ts'
import lines from '../../parts/growing-list.module.css'
import css from './orders.module.css'

/** One order in the list: its journey as a flower, number, goods and buyer, amount, where it is. */
export const OrderLine = memo(function OrderLine({ row }: { row: OrderRow }) {
  const words = useWords(ordersWords)
  const statuses = useWords(orderStatusWords)
  const { hearts: names } = useWords(marksWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const isComplete = row.petals.every((petal) => petal === 'done')
  const broken = hearts.find((_, i) => row.petals[i] === 'broken')
  const said = isComplete
    ? words.allPetals
    : broken
      ? words.broken(names[broken])
      : statusSaid(statuses, row.status, row.sourceStatus)
  return (
    <Link
      className={`${lines.line} ${css.line}`}
      to="/s/$slug/orders/$id"
      params={{ slug, id: row.id }}
      preload={false}
    >
      <Petals petals={row.petals} />
      <span className={css.number}>{row.name}</span>
      <span className={css.what}>
        <span className={css.title}>{words.and(row.title, row.lineCount)}</span>
        <span className={css.buyer}>{row.buyerName}</span>
      </span>
      <span className={css.store}>{row.storeName}</span>
      <span className={css.amount}>{format.money(row.total)}</span>
      <span className={css.state} data-broken={broken !== undefined || undefined}>
        {said}
      </span>
      <time className={css.day} dateTime={row.placedAt}>
        {format.day(row.placedAt)}
      </time>
    </Link>
  )
})

/** Names of the columns, for those who see them side by side. */
export function OrderLineHead() {
  const { columns } = useWords(ordersWords)
  return (
    <div className={`${lines.line} ${css.line}`}>
      <span />
      <span>{columns.number}</span>
      <span>{columns.what}</span>
      <span className={css.store}>{columns.store}</span>
      <span className={css.amount}>{columns.amount}</span>
      <span className={css.state}>{columns.state}</span>
      <span className={css.day}>{columns.day}</span>
    </div>
  )
}
