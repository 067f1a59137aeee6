import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo, Suspense } from 'react'
import type { Panel } from '#contract/conversations/conversations.ts'
import { BesideChatParts } from '../../parts/beside-chat.tsx'
import { Fold } from '../../parts/fold.tsx'
import { useFormat } from '../../parts/format.tsx'
import { Petals } from '../../parts/marks/petals.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { eventSaid, timelineWords } from '../customers/timeline.words.ts'
import { orderStatusWords, statusSaid } from '../orders/order-status.words.ts'
import { FindCustomer } from './find-customer.tsx'
import { inboxWords } from './inbox.words.ts'
import { panelWords } from './side-panel.words.ts'
import { PanelLine } from './panel-line.tsx'
import { PanelWords } from './panel-word.tsx'
import { panelQuery } from './prefetch.ts'
import css from './side-panel.module.css'

/** Who this is: one line worth reading, then customer, orders, words, journey. Every figure opens its rows. */
export const SidePanel = memo(function SidePanel({ id, onBack }: { id: string; onBack: () => void }) {
  const words = useWords(panelWords)
  const inbox = useWords(inboxWords)
  const memberId = useMembership().id
  const panel = useQuery(panelQuery(memberId, id))
  return (
    <aside className={css.panel} aria-label={words.label}>
      <button type="button" className={css.back} onClick={onBack}>
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <path
            d="M12.5 4 L6.5 10 L12.5 16"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.8"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        {inbox.toChat}
      </button>
      {panel.data ? (
        <Inside panel={panel.data} conversationId={id} />
      ) : panel.error ? (
        <ErrorState error={panel.error} thing={words.label} retry={() => void panel.refetch()} />
      ) : (
        <Loading lines={8} />
      )}
    </aside>
  )
})

/** What is to be read and done first stands first; whatever follows is one line until it is opened. */
function Inside({ panel, conversationId }: { panel: Panel; conversationId: string }) {
  const beside = { conversationId, customerId: panel.customer?.id ?? null }
  return (
    <>
      <PanelLine line={panel.line} />
      <Suspense fallback={<div className={css.dueRoom} />}>
        <BesideChatParts place="due" {...beside} />
      </Suspense>
      <Customer panel={panel} conversationId={conversationId} />
      {panel.orders.length > 0 && <Orders panel={panel} />}
      <PanelWords words={panel.words} conversationId={conversationId} />
      <Suspense>
        <BesideChatParts place="parts" {...beside} />
      </Suspense>
      <Journey panel={panel} />
      <Earlier earlier={panel.earlier} />
    </>
  )
}

function Customer({ panel, conversationId }: { panel: Panel; conversationId: string }) {
  const words = useWords(panelWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { customer } = panel
  if (!customer) {
    return (
      <section className={css.part}>
        <header>
          <h3>{words.customer}</h3>
          <span>{words.unknown}</span>
        </header>
        <FindCustomer conversationId={conversationId} />
      </section>
    )
  }
  const style = customer.addressStyle as keyof typeof words.styles | null
  const known = customer.identities.map((one) => one.shown).filter((one, i, all) => all.indexOf(one) === i)
  const isSaid = customer.identities.some((one) => !one.proven)
  const fields: [string, React.ReactNode][] = [
    [
      words.fields.name,
      <Link key="name" className="figure" to="/s/$slug/customers/$id" params={{ slug, id: customer.id }}>
        {customer.name}
      </Link>,
    ],
    ...(style ? [[words.fields.address, words.styles[style]] as [string, React.ReactNode]] : []),
    [
      words.fields.bought,
      customer.orderCount === 0 ? (
        words.notYet
      ) : (
        <span key="bought" className={css.figures}>
          <Link
            className="figure"
            to="/s/$slug/orders"
            params={{ slug }}
            search={{ customerId: customer.id }}
          >
            {words.orderCount(customer.orderCount)}
          </Link>
          {customer.spent.map((amount) => (
            <Link
              key={amount.currency}
              className="figure"
              to="/s/$slug/orders"
              params={{ slug }}
              search={{ customerId: customer.id }}
            >
              {format.money(amount)}
            </Link>
          ))}
        </span>
      ),
    ],
    ...(customer.city ? [[words.fields.where, customer.city] as [string, React.ReactNode]] : []),
    ...(known.length > 0
      ? [
          [
            words.fields.reach,
            <>
              {words.list(known.slice(0, 3))}
              {isSaid && <span className={css.said}> {words.saidByAgent}</span>}
            </>,
          ] as [string, React.ReactNode],
        ]
      : []),
    ...(customer.note && panel.line?.kind !== 'note'
      ? [[words.fields.note, customer.note] as [string, React.ReactNode]]
      : []),
  ]
  return (
    <section className={css.part}>
      <header>
        <h3>{words.customer}</h3>
        <span>{standing(customer, words)}</span>
      </header>
      <dl className={css.fields}>
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

interface StandingWords {
  newcomer: string
  once: string
  regular: (years: number) => string
}

function standing(customer: NonNullable<Panel['customer']>, words: StandingWords): string {
  if (customer.orderCount === 0) return words.newcomer
  if (customer.orderCount === 1) return words.once
  const since = customer.firstOrderAt ? Date.parse(customer.firstOrderAt) : serverNow()
  return words.regular(Math.floor((serverNow() - since) / (365.25 * 86_400_000)))
}

function Orders({ panel }: { panel: Panel }) {
  const words = useWords(panelWords)
  const statuses = useWords(orderStatusWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const count = panel.customer?.orderCount ?? panel.orders.length
  return (
    <section className={css.part}>
      <header>
        <h3>{words.orders}</h3>
        {panel.customer && count > 0 && (
          <Link
            className="figure"
            to="/s/$slug/orders"
            params={{ slug }}
            search={{ customerId: panel.customer.id }}
          >
            {words.allOrders(count)}
          </Link>
        )}
      </header>
      <ul>
        {panel.orders.slice(0, 2).map((order) => (
          <li key={order.id}>
            <Link className={css.order} to="/s/$slug/orders/$id" params={{ slug, id: order.id }}>
              <Petals petals={order.petals} />
              <span className={css.orderLines}>
                <span className={css.orderTop}>
                  <span className={css.orderTitle}>{words.and(order.title, order.lineCount)}</span>
                  <span className="nowrap">{format.money(order.total)}</span>
                  <span className={css.day}>{format.day(order.placedAt)}</span>
                </span>
                <span className={css.orderState}>
                  {words.together([
                    statusSaid(statuses, order.status),
                    ...order.parcels.flatMap((parcel) =>
                      parcel.trackingNumber
                        ? [words.parcel(parcel.carrier ?? '', parcel.trackingNumber.slice(-4))]
                        : [],
                    ),
                  ])}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Journey({ panel }: { panel: Panel }) {
  const words = useWords(panelWords)
  const said = useWords(timelineWords)
  const time = useShopTime()
  const { slug } = useMembership().shop
  const [last] = panel.journey
  if (!last) return null
  return (
    <Fold
      name="journey"
      title={words.journey}
      state={eventSaid(said, last.name, last.facts, time.due)}
      isOpenAtFirst
    >
      <ol className={css.journey}>
        {panel.journey.slice(0, 3).map((step, i) => (
          <li key={i}>
            <time dateTime={step.at}>{time.latest(step.at)}</time>
            <span>{eventSaid(said, step.name, step.facts, time.due)}</span>
          </li>
        ))}
      </ol>
      {panel.customer && (
        <p className={css.all}>
          <Link className="figure" to="/s/$slug/customers/$id" params={{ slug, id: panel.customer.id }}>
            {words.allJourney}
          </Link>
        </p>
      )}
    </Fold>
  )
}

function Earlier({ earlier }: { earlier: Panel['earlier'] }) {
  const words = useWords(panelWords)
  const time = useShopTime()
  const { slug } = useMembership().shop
  const [last] = earlier
  if (!last) return null
  return (
    <Fold name="earlier" title={words.earlier} state={time.latest(last.at)}>
      <ul className={css.journey}>
        {earlier.map((chat) => (
          <li key={chat.id}>
            <time dateTime={chat.at}>{time.latest(chat.at)}</time>
            <Link className={css.earlier} to="/s/$slug/inbox/{-$id}" params={{ slug, id: chat.id }}>
              {chat.lastText}
            </Link>
          </li>
        ))}
      </ul>
    </Fold>
  )
}
