import type { CustomerLink } from '#contract/customers/links.ts'
import type { Tx } from '#platform/database/database.ts'
import { pursesOf, toCustomerRow } from '../customer-rows.ts'
import { selectCustomers } from '../customers.store.ts'
import type { LinkRow } from './links.store.ts'

/** Proposals with the people as they stand now. `nameOf`: of a member. */
export const showLinks = async (
  tx: Tx,
  shopId: string,
  links: readonly (LinkRow & { one_head: string; other_head: string })[],
  nameOf: (member: string) => string | null,
): Promise<CustomerLink[]> => {
  // Decided ones show who they were about, however they stand by now.
  const idsOf = (link: (typeof links)[number]) =>
    link.one_head === link.other_head ? [link.one_id, link.other_id] : [link.one_head, link.other_head]
  const ids = [...new Set(links.flatMap(idsOf))]
  const records = await selectCustomers(tx, ids)
  const purses = await pursesOf(tx, shopId, ids)
  return links.map((link) => ({
    id: link.id,
    weight: link.weight,
    state: link.state,
    evidence: link.evidence
      .toSorted((one, other) => other.weight - one.weight)
      .map(({ kind, facts }) => ({ kind, facts })),
    people: idsOf(link)
      .flatMap((id) => records.get(id) ?? [])
      .toSorted((one, other) => other.order_count - one.order_count)
      .map((row) => toCustomerRow(row, purses.get(row.id), null)),
    foundAt: link.found_at.toISOString(),
    decidedAt: link.decided_at?.toISOString() ?? null,
    decidedBy: link.decided_by === null ? null : nameOf(link.decided_by),
  }))
}
