import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Bargain, PriceRefund } from '#contract/purchase/price.ts'
import type { ContributionRow } from '#contract/purchase/recommendations.ts'
import { ProductsTabs } from '../../nouns/products/products-tabs.tsx'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorState, Loading, NotFound } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { BargainReport, BargainRow } from './bargain-list.tsx'
import { MissedList } from './missed-list.tsx'
import { PricePages } from './price-pages.tsx'
import { priceListsWords } from './price-lists.words.ts'
import css from './price.module.css'

const lists = ['bargains', 'missed', 'refunds', 'contribution'] as const
/** What came of offers and prices: bargaining, offers missed, differences to be paid back, what recommending brought. */
export function PriceListsScreen() {
  const words = useWords(priceListsWords)
  const { slug } = useMembership().shop
  const { list: wanted } = useParams({ strict: false }) as { list?: string }
  const isLeading = useHasRole('owner', 'lead')
  const list = lists.find((one) => one === wanted)
  if (!list) return <NotFound />
  return (
    <Screen title={words.title} tabs={<ProductsTabs value="offers" />}>
      <nav className={css.lists} aria-label={words.lists.label}>
        <Link
          className="link"
          to="/s/$slug/products/offers"
          params={{ slug }}
          activeOptions={{ exact: true }}
        >
          {words.lists.offers}
        </Link>
        {lists
          .filter((one) => one !== 'contribution' || isLeading)
          .map((one) => (
            <Link
              key={one}
              className="link"
              aria-current={one === list ? 'page' : undefined}
              to="/s/$slug/products/offers/$list"
              params={{ slug, list: one }}
            >
              {words.lists[one]}
            </Link>
          ))}
      </nav>
      <p className={css.lead}>{words.leads[list]}</p>
      {list === 'bargains' && (
        <>
          {isLeading && <BargainReport />}
          <PricePages list={list} load={(cursor) => api('GET /api/bargains', { query: { cursor } })}>
            {(row: Bargain) => <BargainRow key={row.id} row={row} />}
          </PricePages>
        </>
      )}
      {list === 'missed' && <MissedList />}
      {list === 'refunds' && (
        <PricePages list={list} load={(cursor) => api('GET /api/price-refunds', { query: { cursor } })}>
          {(row: PriceRefund) => <RefundRow key={row.wordId} row={row} />}
        </PricePages>
      )}
      {list === 'contribution' && <Contribution />}
    </Screen>
  )
}

function RefundRow({ row }: { row: PriceRefund }) {
  const words = useWords(priceListsWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  const state = row.wordState as keyof typeof words.wordStates
  return (
    <li>
      <span className={css.names}>
        <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: row.orderId }}>
          {row.orderName}
        </Link>
        <span>{row.buyerName}</span>
        <span>{row.productName}</span>
      </span>
      <span>{format.money(row.refund)}</span>
      <span className={css.aside}>
        <span>{words.each(format.money(row.paid), format.money(row.now), row.quantity)}</span>
        <span>{words.wordStates[state]}</span>
      </span>
      <span className={css.aside}>{state === 'open' && words.due(time.due(row.wordDueAt))}</span>
    </li>
  )
}

function Contribution() {
  const words = useWords(priceListsWords)
  const memberId = useMembership().id
  const found = useQuery({
    queryKey: ['price lists', memberId, 'contribution'],
    queryFn: () => api('GET /api/reports/recommendations', { query: {} }),
  })
  if (found.error)
    return (
      <ErrorState error={found.error} thing={words.lists.contribution} retry={() => void found.refetch()} />
    )
  if (!found.data) return <Loading lines={8} />
  const { total, rows } = found.data
  if (rows.length === 0) return <EmptyState title={words.empty.contribution} />
  const { table } = words
  return (
    <>
      <div className={css.scroll} tabIndex={0} role="region" aria-label={words.lists.contribution}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{table.who}</th>
              <th scope="col">
                <span className="visually-hidden">{words.lists.contribution}</span>
              </th>
              {(['conversations', 'orders', 'average', 'attached', 'made', 'difference'] as const).map(
                (column) => (
                  <th key={column} scope="col">
                    {table[column]}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            <ContributionRows row={total} name={words.all} />
            {rows.map((row) => (
              <ContributionRows key={row.memberId ?? ''} row={row} name={row.name ?? words.nobody} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.lead}>{words.caution}</p>
    </>
  )
}

function ContributionRows({ row, name }: { row: ContributionRow; name: string }) {
  const words = useWords(priceListsWords)
  const format = useFormat()
  return (['recommended', 'without'] as const).map((side) => {
    const { conversations, orders, average, attached } = row[side]
    const isFirst = side === 'recommended'
    const { difference } = row
    return (
      <tr key={side}>
        <th scope="row">{isFirst ? name : <span className="visually-hidden">{name}</span>}</th>
        <td>{words.sides[side]}</td>
        <td>{format.count(conversations)}</td>
        <td>{format.count(orders)}</td>
        <td>{average ? format.money(average) : '—'}</td>
        <td>{orders === 0 ? '—' : `${attached}/${orders}`}</td>
        <td>{isFirst ? `${row.made}${row.blind > 0 ? ` (${words.table.blind} ${row.blind})` : ''}` : ''}</td>
        <td>
          {isFirst &&
            (row.isThin || !difference
              ? words.thin
              : words.range(format.money(difference.low), format.money(difference.high)))}
        </td>
      </tr>
    )
  })
}
