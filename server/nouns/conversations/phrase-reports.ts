import type { ReplyOf } from '#contract/endpoint.ts'
import type { listPhraseCandidates, readPhraseUsage } from '#contract/conversations/phrases.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { groupQuestions, isQuestion } from './phrase-candidates.rules.ts'
import { selectAsked, selectShopPhrases, selectUses, type UseRow } from './phrase-reports.store.ts'
import { isThanks, judgePhrase } from './phrase-verdict.rules.ts'
import type { ConversationPorts } from './ports.ts'

const dayMs = 86_400_000
const automatic: ReadonlySet<string> = new Set([
  'first_greeting',
  'returning_greeting',
  'away',
  'closed_hours',
  'closing',
])

/** How phrases do (PHR-13), and which ones are missing (PHR-11). */
export const createPhraseReports = ({ db, clock }: Pick<ConversationPorts, 'db' | 'clock'>) => ({
  usage: async (caller: MemberCaller, days = 30): Promise<ReplyOf<typeof readPhraseUsage>> => {
    const now = clock.now()
    const { uses, phrases } = await db.inShop(caller.shopId, async (tx) => ({
      uses: await selectUses(tx, new Date(now.getTime() - days * dayMs)),
      phrases: await selectShopPhrases(tx),
    }))
    const byPhrase = new Map<string, UseRow[]>()
    for (const use of uses) byPhrase.set(use.phrase_id, [...(byPhrase.get(use.phrase_id) ?? []), use])
    const rows = phrases.map((phrase) => {
      const of = byPhrase.get(phrase.id) ?? []
      const counted = {
        sent: of.length,
        edited: of.filter((use) => use.is_edited).length,
        known: of.filter((use) => use.is_known).length,
        ordered: of.filter((use) => use.was_ordered).length,
        askedAgain: of.filter((use) => use.next_said !== null && isQuestion(use.next_said)).length,
        thanked: of.filter(
          (use) => use.next_said !== null && !isQuestion(use.next_said) && isThanks(use.next_said),
        ).length,
      }
      const lastAt = of[0]?.at ?? null
      return {
        phraseId: phrase.id,
        ...counted,
        lastAt: lastAt?.toISOString() ?? null,
        verdict: judgePhrase(
          counted,
          {
            isAutomatic: automatic.has(phrase.kind),
            createdAt: phrase.created_at ?? phrase.updated_at,
            lastAt,
          },
          now,
        ),
      }
    })
    return { days, rows: rows.sort((a, b) => b.sent - a.sent) }
  },

  candidates: async (caller: MemberCaller, days = 7): Promise<ReplyOf<typeof listPhraseCandidates>> => {
    const since = new Date(clock.now().getTime() - days * dayMs)
    const rows = await db.inShop(caller.shopId, (tx) => selectAsked(tx, since))
    const asked = rows.map((row) => ({ ...row, conversationId: row.conversation_id }))
    return {
      days,
      asked: asked.filter((one) => isQuestion(one.text)).length,
      rows: groupQuestions(asked).map((group) => ({
        question: group.question,
        count: group.asked.length,
        buyers: group.buyers,
        examples: group.asked.slice(0, 5).map((one) => ({
          text: one.text,
          conversationId: one.conversationId,
          at: one.at.toISOString(),
        })),
        answer: group.asked.find((one) => one.answer !== null)?.answer ?? null,
      })),
    }
  },
})
