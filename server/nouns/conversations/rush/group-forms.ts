import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { previewGroupAnswer } from '#contract/conversations/rush.ts'
import { fillSlots } from '#contract/conversations/slots.ts'
import { nothingKnown } from '#contract/guard/known.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { ConversationPorts } from '../ports.ts'
import { addressWords } from '../slots.rules.ts'
import { cleanText } from '../text.rules.ts'
import { selectAddressed, type Addressed } from './group-answers.store.ts'

/** Forms of the text that are shown, and read before anybody has it. */
const mostForms = 12

/** One reviewed answer as each buyer will read it. */
export const createGroupForms = ({
  db,
  directory,
  guard,
}: Pick<ConversationPorts, 'db' | 'directory' | 'guard'>) => {
  const fillFor = (facts: ShopFacts, text: string, to: Addressed) =>
    fillSlots(text, {
      ...addressWords(to.style ?? facts.settings.addressStyle, to.language),
      shop: facts.name,
      buyer: to.buyer_name,
    })

  const preview = async (
    caller: MemberCaller,
    body: BodyOf<typeof previewGroupAnswer>,
  ): Promise<ReplyOf<typeof previewGroupAnswer>> => {
    const facts = await directory.facts(caller.shopId)
    const text = cleanText(body.text)
    if (text === '') throw new AppError('message.empty')
    const people = await db.inShop(caller.shopId, (tx) =>
      selectAddressed(tx, caller.shopId, body.conversationIds),
    )
    const versions = new Map<string, { text: string; count: number; language: 'zh' | 'en' }>()
    const blanks = new Set<string>()
    let unfilled = 0
    for (const one of people) {
      const { text: filled, open } = fillFor(facts, text, one)
      if (open.length > 0) {
        unfilled += 1
        for (const { name } of open) blanks.add(name)
        continue
      }
      const known = versions.get(filled)
      if (known) known.count += 1
      else versions.set(filled, { text: filled, count: 1, language: one.language })
    }
    return {
      count: people.length - unfilled,
      versions: [...versions.values()].sort((a, b) => b.count - a.count).slice(0, mostForms),
      gone: body.conversationIds.length - people.length,
      unfilled,
      openSlots: people.length > 0 && unfilled === people.length ? [...blanks] : [],
    }
  }

  /**
   * Read before anybody has it: nine hundred refusals afterwards would help nobody. Words that come with one buyer's name are that
   * buyer's alone and refused there.
   */
  const read = async (
    caller: MemberCaller,
    forms: readonly { text: string }[],
    conversationId: string | null,
  ) => {
    const { compiled } = await guard.guardOf(caller.shopId)
    const known = { ...nothingKnown, roles: caller.roles }
    const mayGo = forms.filter(({ text }) =>
      readOutgoing({ text }, compiled, known).every(({ action }) => action !== 'block'),
    )
    await guard.pass(caller, { conversationId }, mayGo.length > 0 ? mayGo : forms)
  }

  return { fillFor, preview, read }
}
