/**
 * Who is who 身份识别, for a batch of buyers in one store: the surest identity that is known finds the customer, none known
 * makes one. Where one buyer's identities belong to two customers, nobody is merged: the surest decides, and the others are
 * named so that a person can be asked later. Who gives no identity at all is nobody in particular.
 */
import type { Identity } from './identity.rules.ts'
import { isContact } from './masks.rules.ts'

export interface Buyer {
  /** The surest first. */
  identities: readonly Identity[]
  name: string
  city: string | null
  /** The customer that this order already has; it keeps it. */
  known: string | null
  /** The order's time, or null for a buyer without one. */
  placedAt: string | null
  /** True when the order is one more of this customer. */
  isCounted: boolean
}

export interface Owner {
  /** As stored: rows stay with it whatever it is merged into. */
  customerId: string
  /** Who stands for it now; itself where it was not merged. */
  headId: string
  name: string
}
export interface Match {
  customerId: string | null
  isNew: boolean
  /** How many identities became this customer's by it. */
  gained: number
  /** Other customers who hold one of these identities. */
  others: string[]
}
export interface OrdersOf {
  added: number
  first: string | null
  last: string | null
}
export interface NewCustomer extends OrdersOf {
  id: string
  name: string
  city: string | null
}
export interface Plan {
  matches: Match[]
  customers: NewCustomer[]
  identities: { customerId: string; identity: Identity }[]
  /** What customers are called, new ones and what was learned of known ones. */
  names: { customerId: string; name: string }[]
  /** Known customers who were only called by a makeshift. */
  renames: { customerId: string; name: string }[]
  /** More orders of known customers. */
  orders: Map<string, OrdersOf>
  /** Identities of one buyer that belong to another customer. */
  conflicts: { customerId: string; otherId: string; identity: Identity }[]
}

export const keyOfIdentity = (identity: Pick<Identity, 'kind' | 'value'>): string =>
  `${identity.kind} ${identity.value}`

/** What to call somebody who gave no name: what stands before the @ of an e-mail or of a login that is one, or nothing. */
export const makeshiftName = (identities: readonly Identity[]): string => {
  const email =
    identities.find(({ kind }) => kind === 'email')?.value ??
    identities.find(({ value }) => value.includes('@'))?.value
  const name = email ? email.slice(0, email.lastIndexOf('@')) : ''
  return isContact(name) ? '' : name
}

/**
 * A nick says something; a row of digits is a platform's own number of an account, and an e-mail or a phone is nothing that
 * everybody on the team may read.
 */
const nickOf = (identities: readonly Identity[]): string | null =>
  identities.find(
    ({ kind, value }) =>
      (kind === 'platform_account' || kind === 'site_login') && !/^\d+$/.test(value) && !isContact(value),
  )?.value ?? null

/** Some put their e-mail where a name is asked for. */
const nameGivenBy = (buyer: Buyer): string => (isContact(buyer.name) ? '' : buyer.name)

/** `owners`: who holds an identity now, by `keyOfIdentity`; `known`: the customers that orders already have, by id. */
export const planBuyers = (
  buyers: readonly Buyer[],
  owners: ReadonlyMap<string, Owner>,
  known: ReadonlyMap<string, Owner>,
  newId: () => string,
): Plan => {
  const held = new Map(owners)
  const fresh = new Map<string, NewCustomer>()
  const plan: Plan = {
    matches: [],
    customers: [],
    identities: [],
    names: [],
    renames: [],
    orders: new Map(),
    conflicts: [],
  }
  const call = (customerId: string, name: string) => {
    if (name !== '') plan.names.push({ customerId, name })
  }
  const create = (buyer: Buyer): Owner => {
    const nick = nickOf(buyer.identities)
    const name = nameGivenBy(buyer) || nick || makeshiftName(buyer.identities)
    const customer = { id: newId(), name, city: buyer.city, added: 0, first: null, last: null }
    fresh.set(customer.id, customer)
    plan.customers.push(customer)
    call(customer.id, name)
    return { customerId: customer.id, headId: customer.id, name }
  }
  for (const buyer of buyers) {
    const found = buyer.identities.map((identity) => held.get(keyOfIdentity(identity)) ?? null)
    const before: Owner | null =
      buyer.known === null
        ? (found.find((owner) => owner !== null) ?? null)
        : (known.get(buyer.known) ?? { customerId: buyer.known, headId: buyer.known, name: '' })
    if (before === null && buyer.identities.length === 0) {
      plan.matches.push({ customerId: null, isNew: false, gained: 0, others: [] })
      continue
    }
    let owner = before ?? create(buyer)
    const name = nameGivenBy(buyer)
    if (
      name !== '' &&
      owner.name !== name &&
      (owner.name === '' || owner.name === makeshiftName(buyer.identities))
    ) {
      owner = { ...owner, name }
      const made = fresh.get(owner.customerId)
      if (made) made.name = name
      else plan.renames.push({ customerId: owner.customerId, name })
      call(owner.customerId, name)
    }
    const gained = buyer.identities.filter((_, index) => found[index] === null)
    for (const identity of gained) plan.identities.push({ customerId: owner.customerId, identity })
    for (const identity of buyer.identities) {
      const key = keyOfIdentity(identity)
      if (!held.has(key) || held.get(key)?.customerId === owner.customerId) held.set(key, owner)
    }
    const nick = nickOf(gained)
    if (nick !== null && nick !== owner.name) call(owner.customerId, nick)
    if (buyer.isCounted)
      count(fresh.get(owner.customerId) ?? ordersOf(plan.orders, owner.customerId), buyer.placedAt)
    const conflicts = buyer.identities.flatMap((identity, index) => {
      const other = found[index]
      return other && other.headId !== owner.headId
        ? [{ customerId: owner.customerId, otherId: other.customerId, identity }]
        : []
    })
    plan.conflicts.push(...conflicts)
    const others = [...new Set(conflicts.map(({ otherId }) => otherId))]
    plan.matches.push({ customerId: owner.customerId, isNew: before === null, gained: gained.length, others })
  }
  return plan
}

const ordersOf = (all: Map<string, OrdersOf>, customerId: string): OrdersOf => {
  const orders = all.get(customerId) ?? { added: 0, first: null, last: null }
  all.set(customerId, orders)
  return orders
}

/** Times are ISO 8601 in UTC, so that texts compare like times. */
const count = (orders: OrdersOf, placedAt: string | null): void => {
  orders.added += 1
  if (placedAt === null) return
  if (orders.first === null || placedAt < orders.first) orders.first = placedAt
  if (orders.last === null || placedAt > orders.last) orders.last = placedAt
}
