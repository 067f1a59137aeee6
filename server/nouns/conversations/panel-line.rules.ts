/**
 * The one line worth reading: what an agent must know before the first word. In this order: a word we broke, a word about
 * to fall due, the last trouble they had with us, what the shop noted about this person, a parcel on the road or an order unpaid,
 * that they came back, that they are new.
 */
import type { Panel } from '#contract/conversations/conversations.ts'

interface Facts {
  customer: Panel['customer']
  orders: Panel['orders']
  words: readonly {
    id: string
    what: string
    dueAt: string
    soonAt: string
    state: string
    byName: string | null
  }[]
  /** The last bad review, if any. */
  badReview: BadReview | null
  isReturning: boolean
  earlierCount: number
}

export interface BadReview {
  orderId: string | null
  title: string | null
  text: string
  at: string
}

/** Older trouble is history: bringing it up again helps nobody. */
const troubleDays = 180
const day = 86_400_000

export const chooseLine = (facts: Facts, now: Date): Panel['line'] => {
  const { customer, words } = facts
  const broken = words.find((word) => word.state === 'broken')
  if (broken)
    return {
      kind: 'broken_word',
      facts: { what: broken.what, dueAt: broken.dueAt, by: broken.byName },
      subject: { kind: 'word', id: broken.id },
    }
  const open = words.find((word) => word.state === 'open')
  if (open)
    return {
      kind: 'open_word',
      facts: {
        what: open.what,
        dueAt: open.dueAt,
        by: open.byName,
        isSoon: new Date(open.soonAt) <= now ? 1 : 0,
      },
      subject: { kind: 'word', id: open.id },
    }
  const trouble = lastTrouble(facts, now)
  if (trouble) return trouble
  if (customer?.note)
    return { kind: 'note', facts: { note: customer.note }, subject: { kind: 'customer', id: customer.id } }
  const onRoad = facts.orders.find((order) => order.status === 'shipped')
  if (onRoad) return orderLine('order_on_road', onRoad)
  const unpaid = facts.orders.find((order) => order.status === 'pending')
  if (unpaid) return orderLine('unpaid_order', unpaid)
  if (customer && (customer.orderCount > 0 || facts.isReturning)) {
    const last = facts.orders[0]
    return {
      kind: 'returning',
      subject: { kind: 'customer', id: customer.id },
      facts: {
        orders: customer.orderCount,
        since: customer.firstOrderAt,
        lastTitle: last?.title ?? null,
        lastAt: last?.placedAt ?? null,
        addressStyle: customer.addressStyle,
      },
    }
  }
  return { kind: 'new_buyer', facts: { earlier: facts.earlierCount }, subject: null }
}

/** The latest of: a bad review, an order sent later than promised, one paid back unsent. */
const lastTrouble = ({ customer, orders, badReview }: Facts, now: Date): Panel['line'] => {
  const since = new Date(now.getTime() - troubleDays * day).toISOString()
  const order = orders.find(({ petals, placedAt }) => petals[1] === 'broken' && placedAt >= since)
  if (badReview && customer && badReview.at >= since && (!order || badReview.at >= order.placedAt))
    return {
      kind: 'last_trouble',
      facts: { trouble: 'review', what: badReview.text, title: badReview.title ?? '' },
      subject: badReview.orderId
        ? { kind: 'order', id: badReview.orderId }
        : { kind: 'customer', id: customer.id },
    }
  if (!order) return null
  return {
    kind: 'last_trouble',
    facts: { trouble: order.status === 'closed' ? 'unsent' : 'late', what: '', title: order.title },
    subject: { kind: 'order', id: order.id },
  }
}

const orderLine = (
  kind: 'order_on_road' | 'unpaid_order',
  order: Panel['orders'][number],
): Panel['line'] => ({
  kind,
  subject: { kind: 'order', id: order.id },
  facts: {
    name: order.name,
    title: order.title,
    placedAt: order.placedAt,
    carrier: order.parcels[0]?.carrier ?? null,
    tracking: order.parcels[0]?.trackingNumber ?? null,
  },
})
