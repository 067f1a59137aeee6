/**
 * Who may be one person 疑似同一人 (CRM-02): what two customers have in common, how much it says, and what a person's no means.
 * Only full numbers that belong to one person count (identity.rules.ts): masked, encrypted and lent numbers never do,
 * and a number that many people are reached by says nothing of anybody. Nobody is merged by this; a person decides.
 */
import type { evidenceKinds } from '#contract/customers/links.ts'
import { searchKey } from '#platform/search/search-key.rules.ts'

export type EvidenceKind = (typeof evidenceKinds)[number]

/** What is shown of a piece of evidence; values that are personal are masked already. */
export interface EvidenceFacts {
  /** The number, e-mail, nick or order number. */
  shown?: string
  name?: string
  stores?: string[]
  /** Orders of the one whose parcels go there, and how many they have in all. */
  orders?: number
  of?: number
  sameAddress?: boolean
  conversationId?: string
  orderId?: string
}
export interface Evidence {
  kind: EvidenceKind
  /** Equal: the same evidence, found again. */
  key: string
  /** 3 strong, 2 likely, 1 weak. */
  weight: Weight
  facts: EvidenceFacts
}
export type Weight = 1 | 2 | 3

/** All evidence together: the weightiest, and one more where a second kind agrees. */
export const weigh = (evidence: readonly Evidence[]): Weight | 0 => {
  const best = Math.max(0, ...evidence.map(({ weight }) => weight))
  const kinds = new Set(evidence.map(({ kind }) => kind))
  return Math.min(3, best + (kinds.size > 1 ? 1 : 0)) as Weight | 0
}

/** Somebody who is reached by a number. */
export interface PhoneUser {
  customerId: string
  /** Who stands for them after merges. */
  headId: string
  name: string
  /** How many orders they have in all. */
  orderCount: number
  /** They buy by this number. */
  isBuyer: boolean
  /** Their parcels that went to it. */
  parcels: { recipient: string; address: string }[]
}
export interface SharedPhone {
  /** Its own digits, for the key. */
  key: string
  shown: string
  users: readonly PhoneUser[]
}

/** More than so many buyers, or names on parcels, at one number: a company, a dormitory, a pick-up point. */
export const mostPeopleOfAPhone = 3

export interface Pair {
  oneId: string
  otherId: string
  evidence: Evidence
}

/** What a full number that several customers have to do with says of each two of them. */
export const pairsByPhone = (phone: SharedPhone): Pair[] => {
  const { users } = phone
  const people = new Set(users.map(({ headId }) => headId))
  const names = new Set(users.flatMap(({ parcels }) => parcels.map(({ recipient }) => searchKey(recipient))))
  names.delete('')
  if (people.size > mostPeopleOfAPhone || names.size > mostPeopleOfAPhone) return []
  return users.flatMap((one, index) =>
    users.slice(index + 1).flatMap((other) => {
      if (one.headId === other.headId) return []
      const found = [
        ...(other.isBuyer ? recipientIsBuyer(phone, one) : []),
        ...(one.isBuyer ? recipientIsBuyer(phone, other) : []),
        ...(one.isBuyer || other.isBuyer ? [] : sameRecipient(phone, one, other)),
      ]
      return found.map((evidence) => pairOf(one.customerId, other.customerId, evidence))
    }),
  )
}

/** Where most of one's parcels go is where they live; a single one may be a present. */
const recipientIsBuyer = (phone: SharedPhone, sender: PhoneUser): Evidence[] => {
  const orders = sender.parcels.length
  if (orders === 0) return []
  const of = Math.max(orders, sender.orderCount)
  const isMost = orders * 2 >= of
  const called = sender.parcels.some(({ recipient }) => isSame(recipient, sender.name))
  const weight = isMost && (orders > 1 || called) ? 3 : isMost || called ? 2 : 1
  const name = sender.parcels.find(({ recipient }) => recipient !== '')?.recipient
  return [
    {
      kind: 'recipient_is_buyer',
      key: `recipient_is_buyer ${phone.key} ${sender.customerId}`,
      weight,
      facts: { shown: phone.shown, orders, of, ...(name === undefined ? {} : { name }) },
    },
  ]
}

const sameRecipient = (phone: SharedPhone, one: PhoneUser, other: PhoneUser): Evidence[] => {
  const common = one.parcels.find(
    ({ recipient }) =>
      searchKey(recipient) !== '' && other.parcels.some((parcel) => isSame(parcel.recipient, recipient)),
  )
  if (!common) return []
  const name = common.recipient
  const to = (user: PhoneUser) => user.parcels.filter(({ recipient }) => isSame(recipient, name))
  const sameAddress = to(one).some((parcel) =>
    to(other).some((their) => isSameAddress(parcel.address, their.address)),
  )
  const isMost = [one, other].every((user) => to(user).length > 1 && to(user).length * 2 >= user.orderCount)
  return [
    {
      kind: 'same_recipient',
      key: `same_recipient ${phone.key} ${searchKey(name)}`,
      weight: sameAddress ? (isMost ? 3 : 2) : 1,
      facts: { shown: phone.shown, name, sameAddress, orders: to(one).length + to(other).length },
    },
  ]
}

const isSame = (one: string, other: string): boolean =>
  searchKey(one) !== '' && searchKey(one) === searchKey(other)
const isSameAddress = (one: string, other: string): boolean => {
  const folded = (text: string) => searchKey(text).replace(/[\s,，、.。-]/g, '')
  // What is masked may hide another door.
  return folded(one).length >= 6 && !/[*＊]/.test(one) && folded(one) === folded(other)
}

/** A nick that says something: a platform's own number of an account may be anybody's elsewhere. */
export const isTellingNick = (nick: string): boolean =>
  [...nick].length >= 3 && !/^\d+$/.test(nick) && !/[*＊]/.test(nick)

/** A pair is the same whichever comes first. */
export const pairOf = (one: string, other: string, evidence: Evidence): Pair =>
  one < other ? { oneId: one, otherId: other, evidence } : { oneId: other, otherId: one, evidence }

/** What a buyer's message may give away: e-mails, numbers like a phone's, and what may be an order's number. */
export const givenInText = (text: string): { emails: string[]; phones: string[]; numbers: string[] } => {
  const plain = text.slice(0, 2000).normalize('NFKC')
  // A masked number is none, and neither is its visible end.
  const whole = plain.replace(/\S*[*#$]{2,}\S*/g, ' ')
  return {
    emails: some(whole.match(/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu)),
    phones: some(whole.match(/(?<![\w-])\+?\d[\d -]{8,16}\d(?![\w-])/g)),
    numbers: some(
      whole
        .match(/(?<![\w-])(?:#|[A-Za-z]{1,6}|#[A-Za-z]{1,6})?\d[\w-]{2,30}(?![\w-])/g)
        ?.filter(isLongEnough),
    ).map((one) => one.replace(/^#/, '')),
  }
}
/** A short row of digits is a price or a size. */
const isLongEnough = (text: string): boolean => /^[#A-Za-z]/.test(text) || text.length >= 6
const some = (found: readonly string[] | null | undefined): string[] => [...new Set(found)].slice(0, 5)

export interface Link {
  state: 'open' | 'accepted' | 'dismissed'
  evidence: Evidence[]
  dismissedKeys: readonly string[]
}

/**
 * A proposal with what was found now; null when nothing becomes of it. What a person has said no to asks again only by
 * something they had not seen; what was accepted stays so.
 */
export const withEvidence = (known: Link | null, found: readonly Evidence[]): Link | null => {
  if (found.length === 0 || known?.state === 'accepted') return null
  const byKey = new Map((known?.evidence ?? []).map((one) => [one.key, one]))
  const refused = new Set(known?.dismissedKeys)
  const isNews = found.some(({ key }) => !byKey.has(key) && !refused.has(key))
  if (known?.state === 'dismissed' && !isNews) return null
  const isSameAsKnown = found.every((one) => said(byKey.get(one.key)) === said(one))
  if (known?.state === 'open' && isSameAsKnown) return null
  for (const one of found) byKey.set(one.key, one)
  return { state: 'open', evidence: [...byKey.values()], dismissedKeys: [...refused] }
}

/** The database gives facts back in an order of its own. */
const said = (one: Evidence | undefined): string =>
  one === undefined
    ? ''
    : `${one.weight} ${JSON.stringify(Object.entries(one.facts).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
