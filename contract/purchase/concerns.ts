import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'
import { disclosureItems } from './kinds.ts'
import { Both } from './selling.ts'

export const concernLimits = { categories: 100, concerns: 20, matches: 60, terms: 12, text: 500 } as const

/** At least one of the two languages must be written; clients show the other where one is empty. */
const BothTexts = (max: number) =>
  Strict({ zh: Type.String({ maxLength: max }), en: Type.String({ maxLength: max }) })
const Terms = Strict({
  zh: Type.Array(Text(60), { maxItems: concernLimits.terms }),
  en: Type.Array(Text(60), { maxItems: concernLimits.terms }),
})

export const ConcernCategory = Type.Object({
  key: Type.String(),
  name: Both,
  matches: Type.Array(Type.String()),
  concerns: Type.Array(
    Type.Object({
      key: Type.String(),
      worry: Both,
      statement: Both,
      terms: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
    }),
  ),
  /** As it came with the desk and nobody changed it. */
  isShipped: Type.Boolean(),
  version: Type.Integer(),
})
export type ConcernCategory = Static<typeof ConcernCategory>

const read = { by: 'member', roles: answering, scope: 'products:read' } as const
const write = { by: 'member', roles: leading, scope: 'products:write' } as const

export const listConcerns = endpoint({
  method: 'GET',
  path: '/api/concerns',
  access: read,
  summary:
    'The library of usual worries by kind of goods, with the statement each demands; shipped ones included.',
  reply: Type.Object({ rows: Type.Array(ConcernCategory) }),
})
export const putConcerns = endpoint({
  method: 'PUT',
  path: '/api/concerns/:key',
  access: write,
  summary:
    'A kind of goods with its worries, as a whole; a new key makes a new one, a shipped key stands in for the shipped. Each worry needs terms in a language in which its statement is written.',
  body: Strict({
    name: BothTexts(60),
    matches: Type.Array(Text(40), { minItems: 1, maxItems: concernLimits.matches }),
    concerns: Type.Array(
      Strict({
        key: Type.Optional(Text(80)),
        worry: BothTexts(120),
        statement: BothTexts(concernLimits.text),
        terms: Terms,
      }),
      { maxItems: concernLimits.concerns },
    ),
    /** 0 for one that is new, or shipped and never changed. */
    version: Type.Integer({ minimum: 0 }),
  }),
  reply: ConcernCategory,
})
export const archiveConcerns = endpoint({
  method: 'DELETE',
  path: '/api/concerns/:key',
  access: write,
  summary: 'Puts a kind of goods away; nobody is prompted about it any more.',
  reply: Nothing,
})

export const DisclosureTerm = Type.Object({
  item: OneOf(disclosureItems),
  text: Both,
  isShipped: Type.Boolean(),
  version: Type.Integer(),
})
export type DisclosureTerm = Static<typeof DisclosureTerm>
export const listTerms = endpoint({
  method: 'GET',
  path: '/api/disclosure-terms',
  access: read,
  summary: 'What the shop says before payment of process, dispatch, fee, carrier and delivery methods.',
  reply: Type.Object({ rows: Type.Array(DisclosureTerm) }),
})
export const putTerm = endpoint({
  method: 'PUT',
  path: '/api/disclosure-terms/:item',
  access: write,
  summary: 'The shop’s own sentence. `{slots}` are filled by the agent before sending.',
  body: Strict({ ...BothTexts(400).properties, version: Type.Integer({ minimum: 0 }) }),
  reply: DisclosureTerm,
})

export const MisunderstoodPoint = Type.Object({
  id: Id,
  product: Nullable(Type.Object({ id: Id, name: Type.String() })),
  campaign: Nullable(Type.String()),
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  text: Both,
  terms: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
  changedAt: Instant,
  by: Nullable(Type.String()),
  version: Type.Integer(),
})
export type MisunderstoodPoint = Static<typeof MisunderstoodPoint>
const pointBody = {
  text: BothTexts(300),
  terms: Terms,
  startsAt: Type.Optional(Nullable(Instant)),
  endsAt: Type.Optional(Nullable(Instant)),
} as const
export const listPoints = endpoint({
  method: 'GET',
  path: '/api/misunderstood-points',
  access: read,
  summary: 'What is easily misunderstood, per product and per campaign, newest first.',
  query: Strict({ ...PageQuery, productId: Type.Optional(Id) }),
  reply: Page(MisunderstoodPoint),
})
export const addPoint = endpoint({
  method: 'POST',
  path: '/api/misunderstood-points',
  access: write,
  summary: 'One more, of a product or of a campaign (exactly one of the two).',
  body: Strict({
    productId: Type.Optional(Nullable(Id)),
    campaign: Type.Optional(Nullable(Text(80))),
    ...pointBody,
  }),
  reply: MisunderstoodPoint,
})
export const changePoint = endpoint({
  method: 'PATCH',
  path: '/api/misunderstood-points/:id',
  access: write,
  summary: 'Its sentence, its terms, its time.',
  body: Strict({ ...pointBody, version: Type.Integer() }),
  reply: MisunderstoodPoint,
})
export const archivePoint = endpoint({
  method: 'DELETE',
  path: '/api/misunderstood-points/:id',
  access: write,
  summary: 'Nobody need say it any more.',
  reply: Nothing,
})

export const concernEndpoints = [
  listConcerns,
  putConcerns,
  archiveConcerns,
  listTerms,
  putTerm,
  listPoints,
  addPoint,
  changePoint,
  archivePoint,
] as const
