/**
 * 疑虑一条一条解除 (BUY-17): what a buyer fears or does not believe is proposed as a doubt from their own words; each ends
 * resolved, unresolved or withdrawn, and a conversation with an open one does not close.
 */
import type { DoubtOutcome } from '#contract/purchase/kinds.ts'
import { fold, type Said } from '../said.rules.ts'

export type DoubtState = 'open' | DoubtOutcome | 'dismissed'

const worries = [
  /担心|担忧|害怕|(?<!不)怕|顾虑|不放心|不敢(买|拍|下单)|犹豫/,
  /会不会|是不是真|真的(假的|吗|有|能|会)|能信吗|靠谱吗|骗|假货|正品吗|是正品|色差大|质量(怎么样|好不好|行不行)/,
  /怎么保证|如何保证|拿什么保证|万一|要是.{0,12}怎么办|坏了怎么办|不合适怎么办/,
  /\b(worr(y|ied)|afraid|concerned|scared|hesitat\w*|not sure|doubt)\b/,
  /\b(is it|are they|is this) (really|genuine|real|authentic|safe)\b|\bwill it (really|break|shrink|fade|leak|pill|spoil)\b/,
  /\bhow (do|can) (i|you) (know|guarantee|be sure)\b|\bwhat if\b|\bscam\b|\bfake\b/,
]

export interface ProposedDoubt {
  messageId: string
  text: string
}

/** Sentences of the buyer that sound like a doubt, one a message, newest last; `known`: messages already dealt with. */
export const proposeDoubts = (messages: readonly Said[], known: ReadonlySet<string>): ProposedDoubt[] =>
  messages.flatMap((message) => {
    if (message.author !== 'buyer' || known.has(message.id)) return []
    const sentence = message.text
      .split(/(?<=[。！？!?\n；;]|[.]\s)/)
      .map((one) => one.trim())
      .find((one) => worries.some((worry) => worry.test(fold(one))))
    return sentence === undefined ? [] : [{ messageId: message.id, text: sentence.slice(0, 200) }]
  })

/** Open doubts that a request to close gives no outcome; the conversation closes only when there are none. */
export const unanswered = (
  open: readonly { id: string; text: string }[],
  given: readonly { id: string; outcome: DoubtOutcome }[],
): { id: string; text: string }[] => open.filter((doubt) => !given.some(({ id }) => id === doubt.id))

/** A doubt may end once, and be opened again. */
export const mayMove = (from: DoubtState, to: DoubtState): boolean =>
  from === 'open' ? to !== 'open' : to === 'open'
