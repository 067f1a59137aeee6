import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { Order } from '#contract/orders/orders.ts'
import { api, ApiError } from '../../parts/api.ts'
import { BesideOrderParts } from '../../parts/beside-order.tsx'
import { useFormat, type Amount } from '../../parts/format.tsx'
import { hearts } from '../../parts/marks/hearts.ts'
import { marksWords } from '../../parts/marks/marks.words.ts'
import { Petals } from '../../parts/marks/petals.tsx'
import { copyText, EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { OrderOffers } from '../offers/order-offers.tsx'
import { orderStatusWords, statusSaid } from './order-status.words.ts'
import { orderWords } from './orders.words.ts'
import css from './order.module.css'

/** One order: where it is in its five flows, what is in it, where it goes, and where we know it from. */
export function OrderScreen() {
  const words = useWords(orderWords)
  const { slug, id = '' } = useParams({ strict: false })
  const memberId = useMembership().id
  const client = useQueryClient()
  const order = useQuery({
    queryKey: ['order', memberId, id],
    queryFn: () => api('GET /api/orders/:id', { params: { id } }),
  })
  useStreamEvents((event) => {
    if (event.subject === id) void client.invalidateQueries({ queryKey: ['order', memberId, id] })
  })
  const isMissing = order.error instanceof ApiError && order.error.code === 'not_found'
  return (
    <Screen
      title={words.title(order.data?.row.name ?? '')}
      right={
        <Link className="link" to="/s/$slug/orders" params={{ slug: slug ?? '' }}>
          {words.back}
        </Link>
      }
    >
      {order.data ? (
        <Whole order={order.data} />
      ) : isMissing ? (
        <EmptyState title={words.notFound} />
      ) : order.error ? (
        <ErrorState error={order.error} thing={words.title('')} retry={() => void order.refetch()} />
      ) : (
        <Loading lines={10} />
      )}
    </Screen>
  )
}

function Whole({ order }: { order: Order }) {
  const statuses = useWords(orderStatusWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { row } = order
  return (
    <>
      <div className={css.lead}>
        <Petals petals={row.petals} size={56} isSilent />
        <div>
          <p className="song">{statusSaid(statuses, row.status, row.sourceStatus)}</p>
          <p className={css.quiet}>
            {row.customerId ? (
              <Link className="figure" to="/s/$slug/customers/$id" params={{ slug, id: row.customerId }}>
                {row.buyerName}
              </Link>
            ) : (
              row.buyerName
            )}
            <span>{format.money(row.total)}</span>
            <span>{row.storeName}</span>
          </p>
        </div>
      </div>
      <Journey order={order} />
      <Goods order={order} />
      <OrderOffers orderId={row.id} />
      <Suspense>
        <BesideOrderParts orderId={row.id} />
      </Suspense>
      <Parcels order={order} />
      <Recipient order={order} />
      <Notes order={order} />
      <Source order={order} />
    </>
  )
}

function Journey({ order }: { order: Order }) {
  const words = useWords(orderWords)
  const marks = useWords(marksWords)
  const time = useShopTime()
  const { row } = order
  const course: [string, string | null][] = [
    [words.times.placed, row.placedAt],
    [words.times.paid, row.paidAt],
    [words.times.due, row.dispatchDueAt],
    [words.times.shipped, row.shippedAt],
    [words.times.completed, order.completedAt],
  ]
  return (
    <Section title={words.hearts}>
      <ol className={css.hearts}>
        {hearts.map((heart, i) => (
          <li key={heart} data-state={row.petals[i]} data-of={heart}>
            <b data-heart={heart}>{marks.hearts[heart]}</b> <span>{marks.flows[heart]}</span>
            <span className={css.state}>{marks.petals[row.petals[i] ?? 'ahead']}</span>
          </li>
        ))}
      </ol>
      <dl className={css.course}>
        {course.flatMap(([name, at]) =>
          at
            ? [
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{time.since(at)}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
    </Section>
  )
}

function Goods({ order }: { order: Order }) {
  const words = useWords(orderWords)
  const format = useFormat()
  const sums: [string, Amount | null][] = [
    [words.sums.goods, order.goods],
    [words.sums.freight, order.freight],
    [words.sums.discount, order.discount],
    [words.sums.refunded, order.refunded],
  ]
  return (
    <Section title={words.goods}>
      <div className={css.scroll}>
        <table className={css.goods}>
          <thead>
            <tr>
              <th scope="col">{words.columns.title}</th>
              <th scope="col">{words.columns.sku}</th>
              <th scope="col" className={css.number}>
                {words.columns.quantity}
              </th>
              <th scope="col" className={css.number}>
                {words.columns.price}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.lines.map((line, i) => (
              <tr key={i}>
                <td>
                  {line.title}
                  {line.variant && <span className={css.variant}>{line.variant}</span>}
                </td>
                <td className={css.sku}>{line.sku ?? ''}</td>
                <td className={css.number}>{line.quantity}</td>
                <td className={css.number}>{line.unitPrice ? format.money(line.unitPrice) : ''}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            {sums.flatMap(([name, amount]) =>
              amount && amount.minor !== 0
                ? [
                    <tr key={name}>
                      <th scope="row" colSpan={3}>
                        {name}
                      </th>
                      <td className={css.number}>{format.money(amount)}</td>
                    </tr>,
                  ]
                : [],
            )}
            <tr className={css.total}>
              <th scope="row" colSpan={3}>
                {words.sums.total}
              </th>
              <td className={css.number}>{format.money(order.row.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Section>
  )
}

function Parcels({ order }: { order: Order }) {
  const words = useWords(orderWords)
  return (
    <Section title={words.parcels}>
      {order.parcels.length === 0 && <p className={css.quiet}>{words.noParcels}</p>}
      <ul>
        {order.parcels.map((parcel, i) => (
          <li key={i} className={css.parcel}>
            <span>{parcel.carrier ?? words.unknown}</span>
            <span>{parcel.trackingNumber ?? words.unknown}</span>
            {parcel.trackingNumber && <Copy text={parcel.trackingNumber} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Copy({ text }: { text: string }) {
  const words = useWords(orderWords)
  const [isCopied, setCopied] = useState(false)
  return (
    <button type="button" className="link" onClick={() => void copyText(text).then(() => setCopied(true))}>
      {isCopied ? words.copied : words.copy}
    </button>
  )
}

function Recipient({ order }: { order: Order }) {
  const words = useWords(orderWords)
  const { recipient } = order
  if (!recipient) return null
  return (
    <Section title={words.recipient} right={words.recipientNote}>
      <p>{[recipient.name, recipient.phone].filter(Boolean).join('　') || words.unknown}</p>
      {recipient.address && <p className={css.address}>{recipient.address}</p>}
    </Section>
  )
}

function Notes({ order }: { order: Order }) {
  const words = useWords(orderWords)
  const notes: [string, string | null][] = [
    [words.buyerNote, order.buyerNote],
    [words.sellerNote, order.sellerNote],
  ]
  if (notes.every(([, note]) => !note)) return null
  return (
    <Section title={words.notes}>
      <dl className={css.notes}>
        {notes.flatMap(([name, note]) =>
          note
            ? [
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{note}</dd>
                </div>,
              ]
            : [],
        )}
      </dl>
    </Section>
  )
}

function Source({ order }: { order: Order }) {
  const words = useWords(orderWords)
  const time = useShopTime()
  const { row } = order
  const facts: [string, string][] = [
    [words.store, row.storeName],
    [words.externalId, row.externalId],
    ...(order.importedAt
      ? [
          [
            words.source,
            [words.importedAt(time.since(order.importedAt)), order.importFile && words.file(order.importFile)]
              .filter(Boolean)
              .join('　'),
          ] as [string, string],
        ]
      : []),
  ]
  return (
    <Section title={words.source} right={row.isHistory && words.history}>
      <dl className={css.notes}>
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
        {row.sourceStatus && (
          <div>
            <dt />
            <dd className={css.quiet}>{words.sourceStatus(row.sourceStatus)}</dd>
          </div>
        )}
      </dl>
    </Section>
  )
}
