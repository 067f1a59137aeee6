import type { Panel } from '#contract/conversations/conversations.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { addressOf } from './addressing.ts'
import type { ConversationRow } from './conversation-row.ts'
import { chooseLine } from './panel-line.rules.ts'
import {
  selectBadReview,
  selectEarlier,
  selectInquirySince,
  selectJourney,
  selectPanelWords,
} from './panel.store.ts'
import type { ConversationPorts } from './ports.ts'
import { addressWords } from './slots.rules.ts'
import { requireConversation } from './turn-clock.ts'
import { visitorLanguage } from './visitors.store.ts'

/** The right panel: who is this, in one line worth reading and the evidence under it (BUY-08, MEM-12). */
export const createPanel = (ports: ConversationPorts) => ({
  read: async (caller: MemberCaller, id: string): Promise<Panel> => {
    const facts = await ports.directory.facts(caller.shopId)
    const now = ports.clock.now()
    return ports.db.inShop(caller.shopId, async (tx) => {
      const row = await requireConversation(tx, id)
      const customer = row.customer_id ? await ports.people.panelCustomer(tx, row.customer_id) : null
      const orders = row.customer_id ? await ports.people.panelOrders(tx, row.customer_id, 5) : []
      const nameOf = (member: string | null) =>
        member ? (facts.members.get(member)?.displayName ?? null) : null
      const words = (await selectPanelWords(tx, row)).map((word) => ({
        id: word.id,
        what: word.what,
        dueAt: word.due_at.toISOString(),
        soonAt: word.soon_at.toISOString(),
        state: word.state,
        byName: nameOf(word.given_by),
        endedAt: word.ended_at?.toISOString() ?? null,
        conversationId: word.conversation_id,
        version: word.version,
      }))
      const journey = await selectJourney(tx, row)
      const earlier = await selectEarlier(tx, row)
      const { slotValues, ...addressed } = await addressOf(tx, facts, row.customer_id)
      const language = addressed.language ?? (await visitorLanguage(tx, row.visitor_id)) ?? facts.language
      const badReview = await selectBadReview(tx, row)
      const newest = orders[0]
      const slotsIn = (spoken: 'zh' | 'en') =>
        compact({
          packing: slotValues.packing[spoken],
          days: slotValues.days[spoken],
          offer: slotValues.offer[spoken],
          ...addressWords(addressed.style, spoken),
          shop: facts.name,
          agent: caller.displayName,
          buyer: isVisitorName(row) ? null : row.buyer_name,
          order: newest?.name ?? null,
          carrier: newest?.parcels[0]?.carrier ?? slotValues.carrier[spoken],
          tracking: newest?.parcels[0]?.trackingNumber ?? null,
          city: customer?.city ?? null,
        })
      return {
        line: chooseLine(
          { customer, orders, words, badReview, isReturning: row.is_returning, earlierCount: earlier.length },
          now,
        ),
        customer,
        orders,
        words,
        journey: journey.map((event) => ({
          at: event.occurred_at.toISOString(),
          name: event.name,
          facts: event.facts,
        })),
        inquirySince: (await selectInquirySince(tx, row.inquiry_id))?.toISOString() ?? null,
        earlier: earlier.map((other) => ({
          id: other.id,
          at: other.last_at.toISOString(),
          lastText: other.last_text,
        })),
        phraseSlots: slotsIn(language),
        slotsByLanguage: { zh: slotsIn('zh'), en: slotsIn('en') },
        addressed: { ...addressed, language },
      }
    })
  },
})

const isVisitorName = (row: ConversationRow) => row.customer_id === null
const compact = (values: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  )
