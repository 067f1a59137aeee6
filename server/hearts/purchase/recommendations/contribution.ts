import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { ContributionRow, readContribution } from '#contract/purchase/recommendations.ts'
import { policyInForce, selectMade, selectSides, type OfferPorts, type SideRow } from '#nouns/offers/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { addSides, averageOf, differenceOf, isThin, noSide, type SideSums } from './contribution.rules.ts'

const dayMs = 86_400_000
const usualDays = 90
const mostDays = 400

/** Average order and attach rate with and without a recommendation, for the shop and each agent [REC-06]. */
export const createContribution = ({ db, clock, directory }: OfferPorts) => ({
  read: async (
    caller: MemberCaller,
    query: QueryOf<typeof readContribution>,
  ): Promise<ReplyOf<typeof readContribution>> => {
    const { members, currency } = await directory.facts(caller.shopId)
    const to = query.to === undefined ? clock.now() : new Date(query.to)
    const from = query.from === undefined ? new Date(to.getTime() - usualDays * dayMs) : new Date(query.from)
    if (from >= to || to.getTime() - from.getTime() > mostDays * dayMs)
      throw new AppError('request.invalid', { problems: [{ path: '/query/from', rule: 'span' }] })
    return db.inShop(caller.shopId, async (tx) => {
      const { followDays } = await policyInForce(tx, caller.shopId)
      const sides = await selectSides(tx, caller.shopId, { from, to, followDays, currency })
      const made = await selectMade(tx, caller.shopId, from, to)
      const ids = [...new Set([...sides, ...made].map((row) => row.member_id))]
      const row = (memberIds: readonly (string | null)[], head: Pick<ContributionRow, 'memberId' | 'name'>) =>
        toRow(
          head,
          sides.filter((side) => memberIds.includes(side.member_id)),
          made.filter((one) => memberIds.includes(one.member_id)),
          currency,
        )
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        currency,
        total: row(ids, { memberId: null, name: null }),
        rows: ids
          .map((id) =>
            row([id], { memberId: id, name: id === null ? null : (members.get(id)?.displayName ?? null) }),
          )
          .sort(
            (one, other) =>
              other.recommended.conversations +
              other.without.conversations -
              one.recommended.conversations -
              one.without.conversations,
          ),
      }
    })
  },
})

const toRow = (
  head: Pick<ContributionRow, 'memberId' | 'name'>,
  sides: readonly SideRow[],
  made: readonly { made: number; blind: number }[],
  currency: string,
): ContributionRow => {
  const of = (isRecommended: boolean) =>
    sides.filter((side) => side.is_recommended === isRecommended).reduce<SideSums>(addSides, noSide)
  const [recommended, without] = [of(true), of(false)]
  const difference = differenceOf(recommended, without)
  const money = (minor: number) => ({ minor, currency })
  const shown = (side: SideSums) => {
    const average = averageOf(side)
    return {
      conversations: side.conversations,
      orders: side.orders,
      average: average === null ? null : money(average),
      attached: side.attached,
    }
  }
  return {
    ...head,
    recommended: shown(recommended),
    without: shown(without),
    taken: sides.reduce((sum, side) => sum + side.taken, 0),
    made: made.reduce((sum, one) => sum + one.made, 0),
    blind: made.reduce((sum, one) => sum + one.blind, 0),
    isThin: isThin(recommended, without),
    difference: difference && { low: money(difference.low), high: money(difference.high) },
  }
}
