import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import type { Bargain, MissedOffer, PriceRefund } from '#contract/purchase/price.ts'
import type { ContributionRow } from '#contract/purchase/recommendations.ts'
import { ProductsTabs } from '../../nouns/products/products-tabs.tsx'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorLine, ErrorState, Loading, NotFound } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { BargainReport, BargainRow } from './bargain-list.tsx'
import { priceListsWords } from './price-lists.words.ts'
import css from './price.module.css'

const lists = ['bargains', 'missed', 'refunds', 'contribution'] as const
type ListName = (typeof lists)[number]

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
          <Pages list={list} load={(cursor) => api('GET /api/bargains', { query: { cursor } })}>
            {(row: Bargain) => <BargainRow key={row.id} row={row} />}
          </Pages>
        </>
      )}
      {list === 'missed' && (
        <Pages list={list} load={(cursor) => api('GET /api/missed-offers', { query: { cursor } })}>
          {(row: MissedOffer) => <MissedRow key={row.orderId + row.offerId} row={row} />}
        </Pages>
      )}
      {list === 'refunds' && (
        <Pages list={list} load={(cursor) => api('GET /api/price-refunds', { query: { cursor } })}>
          {(row: PriceRefund) => <RefundRow key={row.wordId} row={row} />}
        </Pages>
      )}
      {list === 'contribution' && <Contribution />}
    </Screen>
  )
}

const changing = [
  'bargain.changed',
  'offer.missed',
  'price.fell',
  'word.kept',
  'word.broken',
  'word.released',
]

function Pages<Row>({
  list,
  load,
  children,
}: {
  list: Exclude<ListName, 'contribution'>
  load: (cursor: string | undefined) => Promise<{ rows: Row[]; next: string | null }>
  children: (row: Row) => ReactNode
}) {
  const words = useWords(priceListsWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['price lists', memberId, list]
  useStreamEvents((event) => {
    if (changing.includes(event.name)) void client.invalidateQueries({ queryKey: key })
  })
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam === '' ? undefined : pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  if (pages.error && !pages.data)
    return <ErrorState error={pages.error} thing={words.lists[list]} retry={() => void pages.refetch()} />
  if (pages.isPending) return <Loading lines={8} />
  if (rows.length === 0) return <EmptyState title={words.empty[list]} />
  return (
    <>
      <ul className={css.list}>{rows.map((row) => children(row))}</ul>
      {pages.hasNextPage && (
        <Button isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}

function MissedRow({ row }: { row: MissedOffer }) {
  const words = useWords(priceListsWords)
  const format = useFormat()
  const time = useShopTime()
  const memberId = useMembership().id
  const { slug } = useMembership().shop
  const client = useQueryClient()
  const maySettle = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [note, setNote] = useState<string | null>(null)
  const settle = useMutation({
    mutationFn: (said: string) =>
      api('POST /api/missed-offers/:orderId/:offerId/settlement', {
        params: { orderId: row.orderId, offerId: row.offerId },
        body: { note: said },
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['price lists', memberId, 'missed'] }),
  })
  return (
    <li>
      <span>
        <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: row.orderId }}>
          {row.orderName}
        </Link>
        　{row.buyerName}　{row.offerName}
      </span>
      <span>{row.saved.minor > 0 && words.saved(format.money(row.saved))}</span>
      <span className={css.aside}>
        {row.conversationId ? (
          <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.conversationId }}>
            {words.wasTold[row.wasTold ? 'yes' : 'no']}
          </Link>
        ) : (
          <span>{words.wasTold.none}</span>
        )}
        <span>{row.memberName}</span>
        <span>{time.latest(row.placedAt)}</span>
      </span>
      {maySettle && note === null && (
        <button type="button" className="link" onClick={() => setNote('')}>
          {words.settle}
        </button>
      )}
      {note !== null && (
        <form
          className={css.form}
          onSubmit={(e) => {
            e.preventDefault()
            if (note.trim() !== '') settle.mutate(note.trim())
          }}
        >
          <TextField
            label={words.how}
            hint={words.howHint}
            autoFocus
            maxLength={200}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
          {settle.error && <ErrorLine error={settle.error} />}
          <div className={beside.foot}>
            <Button kind="quiet" onClick={() => setNote(null)}>
              {words.cancel}
            </Button>
            <Button type="submit" isBusy={settle.isPending}>
              {words.save}
            </Button>
          </div>
        </form>
      )}
    </li>
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
      <span>
        <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: row.orderId }}>
          {row.orderName}
        </Link>
        　{row.buyerName}　{row.productName}
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
