/**
 * What an uploaded table is 认表: products, reviews or customers, told by which columns were found for each (RPT-08). The
 * screen it was dropped on breaks a tie and no more: a table of customers dropped among the products is one of customers.
 */
import { tableKinds, type TableKind } from '#contract/imports/kinds.ts'

/** Fields that a table of another kind seldom has, and how much each says. */
const telling: Readonly<Record<TableKind, Readonly<Record<string, number>>>> = {
  products: {
    handle: 3,
    price: 2,
    code: 2,
    barcode: 2,
    cost: 2,
    skuId: 2,
    variant: 1,
    option1Value: 1,
    weight: 1,
    category: 1,
    brand: 1,
    special: 1,
    member: 1,
    physicalShop: 1,
    unit: 1,
    picture: 1,
    discontinued: 1,
  },
  reviews: { stars: 3, verdict: 3, text: 2, more: 3, reply: 2 },
  customers: {
    email: 3,
    phone: 3,
    account: 2,
    firstName: 2,
    lastName: 2,
    emailConsent: 2,
    smsConsent: 2,
    birthday: 2,
    job: 1,
    company: 1,
    tags: 1,
    city: 1,
  },
}

/** The fields that each kind finds in the header; null: such a table cannot be read as one. */
export type FoundFields = Readonly<Record<TableKind, readonly string[] | null>>

/** The kind, or null where it can be read as none. */
export const recogniseTable = (found: FoundFields, wanted: TableKind | null): TableKind | null => {
  const scores = tableKinds.flatMap((kind) => {
    const fields = found[kind]
    if (fields === null) return []
    const score = fields.reduce((sum, field) => sum + (telling[kind][field] ?? 0), 0)
    return [{ kind, score: score + (kind === wanted ? 0.5 : 0) }]
  })
  return scores.sort((one, other) => other.score - one.score)[0]?.kind ?? null
}
