import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { ProductRow } from '#contract/products/products.ts'
import { useFormat } from '../../parts/format.tsx'
import { SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { productsWords } from './products.words.ts'
import lines from '../../parts/growing-list.module.css'
import css from './products.module.css'

/** One product in the list: what it is, its code or how many variants, price, how often it was sold, what it lacks. */
export const ProductLine = memo(function ProductLine({ row }: { row: ProductRow }) {
  const words = useWords(productsWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { price } = row
  const code = row.matched
    ? `${words.matched[row.matched.kind]} ${row.matched.shown}`
    : row.skuCount > 1
      ? words.skus(row.skuCount)
      : (row.code ?? '')
  return (
    <Link
      className={`${lines.line} ${css.line}`}
      to="/s/$slug/products/$id"
      params={{ slug, id: row.id }}
      preload={false}
    >
      <span className={css.name}>
        <span>{row.name}</span>
        {row.category && <span className={css.category}>{row.category}</span>}
      </span>
      <span className={css.code}>{code}</span>
      <span className={css.price} data-none={price === null || undefined}>
        {price === null
          ? words.noPrice
          : price.from.minor === price.to.minor
            ? format.money(price.from)
            : words.from(format.money(price.from))}
      </span>
      <span className={css.sold} data-none={row.soldOrders === 0 || undefined}>
        {row.soldOrders === 0 ? words.notSold : words.soldOrders(format.count(row.soldOrders))}
      </span>
      <span className={css.state} data-none={row.gaps.length === 0 || undefined}>
        {row.status !== 'on_sale' && row.status !== 'draft' ? (
          words.statuses[row.status]
        ) : row.gaps.length === 0 ? (
          words.complete
        ) : (
          <>
            {row.soldOrders > 0 && (row.gaps.includes('facts') || row.gaps.includes('packaging')) && (
              <SmallDiamond />
            )}
            {words.missing(row.gaps.map((gap) => words.gaps[gap]).join(words.between))}
          </>
        )}
      </span>
    </Link>
  )
})

/** Names of the columns, for those who see them side by side. */
export function ProductLineHead() {
  const { columns } = useWords(productsWords)
  return (
    <div className={`${lines.line} ${css.line}`}>
      <span>{columns.name}</span>
      <span>{columns.code}</span>
      <span className={css.price}>{columns.price}</span>
      <span className={css.sold}>{columns.sold}</span>
      <span>{columns.state}</span>
    </div>
  )
}
