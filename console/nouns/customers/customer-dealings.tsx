import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Customer } from '#contract/customers/customers.ts'
import { useFormat } from '../../parts/format.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { orderStatusWords, statusSaid } from '../orders/order-status.words.ts'
import css from './customer.module.css'
import { customerWords } from './customers.words.ts'
import { dealingWords } from './dealings.words.ts'

/** What was promised, bought and talked about, the latest of each; the rest is behind the figures. */
export function CustomerDealings({ customer }: { customer: Customer }) {
  return (
    <>
      <Words customer={customer} />
      <Orders customer={customer} />
      <Chats customer={customer} />
    </>
  )
}

function Words({ customer }: { customer: Customer }) {
  const words = useWords(dealingWords)
  const time = useShopTime()
  if (customer.words.length === 0) return null
  return (
    <Part title={words.words}>
      {customer.words.map((one) => (
        <Row
          key={one.id}
          conversationId={one.conversationId}
          when={
            one.state === 'open' ? words.due(time.due(one.dueAt)) : (words.states[one.state] ?? one.state)
          }
          isBad={one.state === 'broken'}
        >
          <span className="song">{one.what}</span>
        </Row>
      ))}
    </Part>
  )
}

function Row({
  conversationId,
  when,
  isBad,
  children,
}: {
  conversationId: string | null
  when: string
  isBad: boolean
  children: ReactNode
}) {
  const { slug } = useMembership().shop
  return (
    <li className={css.dealing}>
      {conversationId === null ? (
        children
      ) : (
        <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: conversationId }}>
          {children}
        </Link>
      )}
      <span className={css.source} data-bad={isBad || undefined}>
        {when}
      </span>
    </li>
  )
}

function Orders({ customer }: { customer: Customer }) {
  const words = useWords(dealingWords)
  const facts = useWords(customerWords)
  const statuses = useWords(orderStatusWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  if (customer.orders.length === 0) return null
  return (
    <Part
      title={words.orders}
      right={
        customer.orderCount > customer.orders.length && (
          <Link className="link" to="/s/$slug/orders" params={{ slug }} search={{ customerId: customer.id }}>
            {facts.orders(format.count(customer.orderCount))}
          </Link>
        )
      }
    >
      {customer.orders.map((one) => (
        <li key={one.id} className={css.dealing}>
          <span className={css.what}>
            <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: one.id }}>
              {one.title || one.name}
            </Link>
            <span className={css.quiet}>{statusSaid(statuses, one.status)}</span>
          </span>
          <span className={css.source}>
            {format.money(one.total)}　{format.day(one.placedAt)}
          </span>
        </li>
      ))}
    </Part>
  )
}

function Chats({ customer }: { customer: Customer }) {
  const words = useWords(dealingWords)
  const time = useShopTime()
  const { slug } = useMembership().shop
  if (customer.conversations.length === 0) return null
  return (
    <Part title={words.chats}>
      {customer.conversations.map((one) => (
        <li key={one.id} className={css.dealing}>
          <Link className={`figure ${css.said}`} to="/s/$slug/inbox/{-$id}" params={{ slug, id: one.id }}>
            {one.lastText || words.noText}
          </Link>
          <span className={css.source}>{time.latest(one.at)}</span>
        </li>
      ))}
    </Part>
  )
}

const Part = ({ title, right, children }: { title: string; right?: ReactNode; children: ReactNode }) => (
  <Section title={title} right={right}>
    <ul>{children}</ul>
  </Section>
)
