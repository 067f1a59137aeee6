/**
 * 演练 (RSP-12): a chat that was really held is answered anew. The clock counts as on the desk, 7 and 10 seconds whatever
 * the buyer's temper; a slot left empty, a hard word, and no word of courtesy cost points.
 */
import { openSlots } from '#contract/conversations/slots.ts'

/** One turn of a chat: what the buyer wrote in a row, and what a person said to it. */
export interface ReplayTurn {
  buyer: string[]
  said: string
  saidMs: number | null
}
export interface Line {
  author: 'buyer' | 'agent' | 'automatic'
  text: string
  at: Date
}
const mostTurns = 8

/** The turns of a chat that a person answered, eight at most. Automatic messages are nobody's answer. */
export const replayTurns = (lines: readonly Line[]): ReplayTurn[] => {
  const turns: ReplayTurn[] = []
  let buyer: Line[] = []
  let said: Line[] = []
  const end = () => {
    const [first] = buyer
    const [answer] = said
    if (first && answer)
      turns.push({
        buyer: buyer.map((line) => line.text),
        said: said.map((line) => line.text).join('\n'),
        saidMs: answer.at.getTime() - first.at.getTime(),
      })
    if (said.length > 0) buyer = []
    said = []
  }
  for (const line of lines) {
    if (line.text.trim() === '' || line.author === 'automatic') continue
    if (line.author === 'buyer') {
      if (said.length > 0) end()
      buyer.push(line)
    } else if (buyer.length > 0) said.push(line)
  }
  end()
  return turns.slice(0, mostTurns)
}

const polite = {
  zh: /您|请|谢谢|感谢|多谢|抱歉|不好意思|对不起|麻烦|欢迎|高兴|放心|祝/,
  en: /\b(?:please|thank|thanks|sorry|welcome|glad|happy to|of course|certainly|may i|could you|would you)\b/i,
} as const

export type Remark = 'slow' | 'over_limit' | 'slot' | 'no_politeness' | 'guard'
export interface Judged {
  /** 0 to 100: forty for the seconds, thirty for what is said, thirty for how. */
  score: number
  remarks: Remark[]
}

export const judgeAnswer = (
  answer: { text: string; ms: number; guard: readonly string[] },
  limits: { targetSeconds: number; dueSeconds: number },
): Judged => {
  const remarks: Remark[] = []
  const isOver = answer.ms > limits.dueSeconds * 1000
  const isSlow = answer.ms > limits.targetSeconds * 1000
  if (isOver) remarks.push('over_limit')
  else if (isSlow) remarks.push('slow')
  const hasSlot = openSlots(answer.text).length > 0
  if (hasSlot) remarks.push('slot')
  if (answer.guard.length > 0) remarks.push('guard')
  const isPolite = polite.zh.test(answer.text) || polite.en.test(answer.text)
  if (!isPolite) remarks.push('no_politeness')
  return {
    score:
      (isOver ? 0 : isSlow ? 20 : 40) + (hasSlot || answer.guard.length > 0 ? 0 : 30) + (isPolite ? 30 : 0),
    remarks,
  }
}

export const practiceScore = (scores: readonly number[]): number =>
  scores.length === 0 ? 0 : Math.round(scores.reduce((sum, one) => sum + one, 0) / scores.length)

/**
 * A text as a newcomer may read it: names given are replaced, and so is whatever looks like a number, an address of mail
 * or a page. Rather too much than too little.
 */
export const maskText = (text: string, names: readonly { name: string; as: string }[]): string => {
  let masked = text
  for (const { name, as } of names.toSorted((a, b) => b.name.length - a.name.length))
    if (name.trim().length > 1) masked = masked.split(name).join(as)
  return masked
    .replaceAll(/https?:\/\/\S+/gi, '…')
    .replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '…')
    .replaceAll(/\d(?:[\d\s-]{3,}\d|\d{4,})/g, '****')
}
