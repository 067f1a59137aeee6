import type { CustomerLink, acceptLink, readLinks } from '#contract/customers/links.ts'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { findHead, idsOf } from '../customers.store.ts'
import { mergeCustomers } from '../merging/merging.ts'
import { lockPeople } from '../people.store.ts'
import type { CustomerPorts, Decision } from '../ports.ts'
import { dismissBetween, lockLink, selectLinks, type LinkFilter, type LinkRow } from './links.store.ts'
import { showLinks } from './show-links.ts'

const pageSize = 30
const filters: Record<'open' | 'weak' | 'decided', LinkFilter> = {
  open: { isOpen: true, leastWeight: 2 },
  weak: { isOpen: true, mostWeight: 1 },
  decided: { isOpen: false },
}

/** What people decide about proposals. */
export const createLinkDesk = (
  { db, clock, directory }: CustomerPorts,
  decisionOf: (caller: MemberCaller, why: string | undefined) => Decision,
) => {
  const namesFor = async (shopId: string) => {
    const { members } = await directory.facts(shopId)
    return (member: string) => members.get(member)?.displayName ?? null
  }
  const withHeads = async (tx: Tx, link: LinkRow) => {
    const [one, other] = [await findHead(tx, link.one_id), await findHead(tx, link.other_id)]
    if (!one || !other) throw notFound()
    return { ...link, one_head: one.id, other_head: other.id }
  }
  const decide = async (
    caller: MemberCaller,
    id: string,
    how: (tx: Tx, link: Awaited<ReturnType<typeof withHeads>>) => Promise<void>,
  ): Promise<CustomerLink> => {
    const nameOf = await namesFor(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      await lockPeople(tx, caller.shopId)
      const found = await lockLink(tx, id)
      if (!found) throw notFound()
      if (found.state !== 'open') throw new AppError('state.conflict', { state: found.state })
      await how(tx, await withHeads(tx, found))
      const after = await lockLink(tx, id)
      if (!after) throw notFound()
      const [shown] = await showLinks(tx, caller.shopId, [await withHeads(tx, after)], nameOf)
      if (!shown) throw notFound()
      return shown
    })
  }
  return {
    links: async (
      caller: MemberCaller,
      query: QueryOf<typeof readLinks>,
    ): Promise<ReplyOf<typeof readLinks>> => {
      const nameOf = await namesFor(caller.shopId)
      const limit = query.limit ?? pageSize
      const filter = filters[query.show ?? 'open']
      return db.inShop(caller.shopId, async (tx) => {
        const rows = await selectLinks(tx, caller.shopId, filter, decodeCursor(query.cursor), limit + 1)
        const shown = rows.slice(0, limit)
        const last = rows.length > limit ? shown.at(-1) : undefined
        return {
          rows: await showLinks(tx, caller.shopId, shown, nameOf),
          next: last
            ? encodeCursor(filter.isOpen ? new Date(last.weight) : (last.decided_at ?? clock.now()), last.id)
            : null,
        }
      })
    },

    accept: (caller: MemberCaller, id: string, body: BodyOf<typeof acceptLink>): Promise<CustomerLink> =>
      decide(caller, id, async (tx, link) => {
        const keep = await findHead(tx, body.keepId)
        if (!keep || ![link.one_head, link.other_head].includes(keep.id))
          throw new AppError('request.invalid', { problems: [{ path: '/body/keepId', rule: 'one_of_both' }] })
        const gone = keep.id === link.one_head ? link.other_head : link.one_head
        await mergeCustomers(tx, decisionOf(caller, body.why), keep.id, gone)
      }),

    dismiss: (caller: MemberCaller, id: string): Promise<CustomerLink> =>
      decide(caller, id, async (tx, link) => {
        const pairs = await idsOf(tx, caller.shopId, [link.one_head, link.other_head])
        const under = (head: string) => pairs.filter((pair) => pair.head === head).map((pair) => pair.id)
        await dismissBetween(
          tx,
          caller.shopId,
          under(link.one_head),
          under(link.other_head),
          clock.now(),
          caller.memberId,
        )
      }),
  }
}
