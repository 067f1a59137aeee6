import type { Tx } from '#platform/database/database.ts'
import { inTurn, type Step } from '#platform/database/in-turn.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { digitsFromEnd, firstCharacters, gramsOf, searchKey } from '#platform/search/search-key.rules.ts'
import { countryOfStore } from './country.rules.ts'
import { pairOf } from './links/links.rules.ts'
import { proposeLinks } from './links/propose-links.ts'
import { maskIdentity } from './masks.rules.ts'
import { identitiesOf, type Identity } from './identity.rules.ts'
import {
  addOrders,
  insertCustomers,
  insertIdentities,
  insertNames,
  lockPeople,
  ownersOf,
  rename,
  seeCustomer,
  standingFor,
  storeFacts,
  type ProvenSource,
} from './people.store.ts'
import { readPhone } from './phone.ts'
import { readingsOf } from './pinyin/pinyin.ts'
import { insertReadings } from './pinyin/readings.store.ts'
import { keyOfIdentity, planBuyers, type Buyer, type Match, type Plan } from './who-is-who.rules.ts'

/** What a source says about a buyer; nothing of a recipient. */
export interface Claims {
  platformAccount?: string | undefined
  siteLogin?: string | undefined
  email?: string | undefined
  phone?: string | undefined
}

const mostName = 100

/** The identities in what is claimed, the surest first; masked, encrypted and lent values are none. `country`: ISO 3166 or ''. */
export const identitiesIn = (claims: Claims, country: string): Identity[] =>
  identitiesOf({
    platformAccount: claims.platformAccount,
    email: claims.email,
    ...(claims.siteLogin === undefined ? {} : { siteLogin: { id: claims.siteLogin, isSigned: true } }),
    ...(claims.phone === undefined
      ? {}
      : { phone: { text: claims.phone, reading: readPhone(claims.phone, country) } }),
  }).identities

interface Where {
  shopId: string
  storeId: string
  source: ProvenSource
}

/** Who each buyer is, and the writing that makes it so. */
export interface Resolved {
  /** In the order of the buyers. */
  matches: Match[]
  /** To be run with `inTurn` in the same transaction. */
  steps: Step[]
}

/**
 * Finds or makes the customers of buyers in one store, set-based: a few statements however many there are. The caller
 * holds `lockPeople`, and runs the steps among its own.
 */
export const resolveBuyers = async (
  tx: Tx,
  now: Date,
  where: Where,
  buyers: readonly Buyer[],
): Promise<Resolved> => {
  const plan = await planOf(tx, where, buyers)
  return { matches: plan.matches, steps: stepsOf(tx, now, where, plan) }
}

const planOf = async (tx: Tx, where: Where, buyers: readonly Buyer[]): Promise<Plan> => {
  const distinct = new Map(
    buyers.flatMap((buyer) => buyer.identities.map((one) => [keyOfIdentity(one), one] as const)),
  )
  const owners = await ownersOf(tx, where.shopId, where.storeId, [...distinct.values()])
  const standing = await standingFor(tx, [
    ...new Set(buyers.flatMap(({ known }) => (known === null ? [] : [known]))),
  ])
  return planBuyers(
    buyers.map((buyer) => ({
      ...buyer,
      name: firstCharacters(buyer.name, mostName),
    })),
    new Map(
      owners.map((row) => [
        keyOfIdentity(row),
        { customerId: row.customer_id, headId: row.head_id, name: row.name },
      ]),
    ),
    standing,
    newId,
  )
}

const stepsOf = (tx: Tx, now: Date, { shopId, storeId, source }: Where, plan: Plan): Step[] => [
  () => asked(tx, insertCustomers(shopId, now, plan.customers)),
  () =>
    asked(
      tx,
      insertIdentities(
        shopId,
        now,
        source,
        plan.identities.map(({ customerId, identity }) => ({
          id: newId(),
          customerId,
          storeId: identity.storeScoped ? storeId : null,
          kind: identity.kind,
          value: identity.value,
          tail: identity.kind === 'phone' ? digitsFromEnd(identity.value, 4) : null,
        })),
      ),
    ),
  ...stepsOfNames(tx, shopId, plan.names),
  () => asked(tx, addOrders(plan.orders)),
  () => async () => {
    await rename(tx, plan.renames)
    await proposeLinks(
      tx,
      now,
      plan.conflicts.map(({ customerId, otherId, identity: { kind, value } }) => ({
        shopId,
        ...pairOf(customerId, otherId, {
          kind: 'same_order',
          key: `same_order ${kind} ${value}`,
          weight: 3,
          facts: { shown: maskIdentity(kind, value) },
        }),
      })),
    )
  },
]

const asked = (tx: Tx, ask: (tx: Tx) => Promise<void>) => () => ask(tx)

interface Called {
  customerId: string
  name: string
}

const stepsOfNames = (tx: Tx, shopId: string, names: readonly Called[]): Step[] => {
  const keyed = names.map(({ customerId, name }) => ({ customerId, shown: name, key: searchKey(name) }))
  return [
    () =>
      asked(
        tx,
        insertNames(
          shopId,
          keyed.map((one) => ({ ...one, grams: gramsOf(shopId, one.key) })),
        ),
      ),
    () =>
      asked(
        tx,
        insertReadings(
          keyed.flatMap(({ customerId, shown, key }) =>
            readingsOf(shown, key).map((reading) => ({ ...reading, shopId, customerId, shown })),
          ),
        ),
      ),
  ]
}

/** Lets search find customers by these names as well. */
export const nameCustomers = (tx: Tx, shopId: string, names: readonly Called[]): Promise<void> =>
  inTurn(stepsOfNames(tx, shopId, names))

export interface SiteBuyer {
  shopId: string
  storeId: string
  login: string
  email: string | null
  phone: string | null
  name: string | null
  now: Date
}

/**
 * The customer a shop's site vouches for: by the login in that store, else by e-mail, else by a full phone number; made
 * where none is known. What else the site says is added; two customers are never made one.
 * @throws AppError identity.invalid for a login that names nobody.
 */
export const identifyCustomer = async (tx: Tx, who: SiteBuyer): Promise<string> => {
  const { shopId, storeId, now } = who
  const store = who.phone === null ? null : await storeFacts(tx, storeId)
  const identities = identitiesIn(
    { siteLogin: who.login, email: who.email ?? undefined, phone: who.phone ?? undefined },
    store ? countryOfStore(store) : '',
  )
  // `null`, or a masked number, as everybody's login would make all of a shop's buyers one.
  if (!identities.some(({ kind }) => kind === 'site_login'))
    throw new AppError('identity.invalid', { reason: 'no_subject' })
  const held = new Map(
    (await ownersOf(tx, shopId, storeId, identities)).map((row) => [keyOfIdentity(row), row]),
  )
  const first = identities[0] && held.get(keyOfIdentity(identities[0]))
  // Nearly every visit: nothing to learn, so nothing to wait for.
  if (first && held.size === identities.length) {
    await seeCustomer(tx, first.customer_id, now)
    return first.customer_id
  }
  await lockPeople(tx, shopId)
  const buyer = {
    identities,
    name: who.name?.trim() ?? '',
    city: null,
    known: null,
    placedAt: null,
    isCounted: false,
  }
  const where: Where = { shopId, storeId, source: 'signed_identity' }
  const plan = await planOf(tx, where, [buyer])
  await inTurn(stepsOf(tx, now, where, plan))
  const match = plan.matches[0]
  if (!match?.customerId) throw new Error('an identity leads to a customer')
  await seeCustomer(tx, match.customerId, now)
  await tellOf(tx, now, match.customerId, match, plan)
  return match.customerId
}

const tellOf = async (tx: Tx, now: Date, customerId: string, match: Match, plan: Plan): Promise<void> => {
  if (match.isNew) {
    await record(tx, now, {
      name: 'customer.created',
      subject: customerId,
      version: 1,
      audience: ['desk'],
      timeline: customerId,
    })
    return
  }
  for (const { identity } of plan.identities) {
    await record(tx, now, {
      name: 'customer.identity_added',
      subject: customerId,
      version: 1,
      audience: ['desk'],
      timeline: customerId,
      facts: { kind: identity.kind, others: match.others },
    })
  }
}
