import { signIdentity } from '#nouns/conversations/index.ts'
import type { CreatedShop } from '#nouns/staff/index.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { composeDesk } from '../desk.ts'
import { emailOf } from './order-files.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>

interface Attempt {
  buyer: string
  asks: Record<'zh' | 'en', string>
  answers: Record<'zh' | 'en', string>
  /** Carriage taken off, in minor units. */
  freight?: number
  outcome?: { given?: 'held' | 'gift'; ended?: 'bought' | 'left'; note: Record<'zh' | 'en', string> }
}
/** As buyers bargain: met by an offer that everybody gets, by reasons, by the carriage, by a gift; the last one has not decided. */
const attempts: readonly Attempt[] = [
  {
    buyer: 'Ida Brook',
    asks: {
      zh: '梅子青茶壶和竹柄漏勺一起买，能便宜点吗',
      en: 'Plum-green teapot and bamboo strainer together: could you do a better price?',
    },
    answers: {
      zh: '价格对每位都一样。这两样一起有「一壶一漏」的搭配，298 元，比分开买省 16 元。',
      en: 'The price is the same for everybody. Together they are the “Pot and strainer” bundle: ¥298, which saves you ¥16.',
    },
    outcome: { ended: 'bought', note: { zh: '说了搭配就定了。', en: 'Settled once the bundle was named.' } },
  },
  {
    buyer: 'Leo Marsh',
    asks: {
      zh: '同款盖毯别家才卖 260，能少点吗',
      en: 'I saw it cheaper elsewhere, can you do a lower price?',
    },
    answers: {
      zh: '别家的我们不好评。这条是精梳棉 100%，洗过几十次也平整，不合适可以退。',
      en: 'I cannot speak for others. Ours is pure combed cotton, stays even after dozens of washes, and can be returned.',
    },
    outcome: {
      given: 'held',
      ended: 'left',
      note: { zh: '只比价格，没有追。', en: 'Compared prices only; not pressed.' },
    },
  },
  {
    buyer: 'Nora Field',
    asks: {
      zh: '小锅垫一个，能免邮吗，免了我就拍',
      en: 'One cast-iron trivet. Can you drop the shipping? Then I order now.',
    },
    answers: { zh: '这一单的 8 元邮费我替您免了。', en: 'I take the ¥8 of shipping off this order for you.' },
    freight: 800,
    outcome: { ended: 'bought', note: { zh: '老顾客，差一点就下单。', en: 'A regular, about to order.' } },
  },
  {
    buyer: 'Uma Reed',
    asks: { zh: '餐盘买两套，能送我个小礼物吗', en: 'Two sets of plates: can you throw in a small gift?' },
    answers: {
      zh: '现在满 300 就送手织杯垫，您两套够了，会一起放进箱子。',
      en: 'From ¥300 there is a woven coaster as a gift; two sets are enough, it goes into the box.',
    },
  },
]
const reason = { zh: '老顾客，差一点就下单', en: 'A regular, about to order' } as const

/** Buyers who bargain, what an agent gave within their authority, and how it ended. */
export const bargain = async (
  past: ComposedDesk,
  clock: { move(to: Date): void },
  shop: CreatedShop,
  { owner, agent }: { owner: MemberCaller; agent: MemberCaller },
  now: Date,
): Promise<void> => {
  const store = await past.directory.byWidgetKey(shop.widgetKey)
  if (!store) throw new Error('the demo shop has no widget')
  const { language } = shop
  const at = (minutes: number) => clock.move(new Date(now.getTime() - minutes * 60_000))
  const talks: { attempt: Attempt; conversationId: string }[] = []
  at(40)
  await past.staff.presence.set(agent, 'on')
  for (const attempt of attempts) {
    const email = emailOf(attempt.buyer)
    const identity = signIdentity({ login: email, email, name: attempt.buyer }, store.secret, now)
    const visit = await past.conversations.visits.open(shop.widgetKey, { identity, language })
    const visitor = await past.credentials.visitor(visit.token)
    if (!visitor) throw new Error('a demo buyer did not come in')
    await past.conversations.buyerMessages.post(visitor, { clientId: newId(), text: attempt.asks[language] })
    talks.push({ attempt, conversationId: visitor.conversationId })
  }
  // Attempts are noted together, a moment after they were said.
  await past.settle()
  clock.move(new Date(now.getTime() - 40 * 60_000 + 5000))
  for (const { attempt, conversationId } of talks) {
    await past.conversations.answers.post(agent, conversationId, {
      clientId: newId(),
      text: attempt.answers[language],
    })
    if (attempt.freight)
      await past.offers.freight.allow(agent, conversationId, {
        minor: attempt.freight,
        reason: reason[language],
      })
  }
  await past.settle()
  at(30)
  const { rows } = await past.offers.bargaining.list(owner, {})
  for (const { attempt, conversationId } of talks) {
    const row = rows.find((one) => one.conversationId === conversationId)
    if (!row || !attempt.outcome) continue
    const { note, ...outcome } = attempt.outcome
    await past.offers.bargaining.change(agent, row.id, {
      ...outcome,
      note: note[language],
      version: row.version,
    })
  }
  clock.move(now)
  await past.staff.presence.set(agent, 'off')
}
