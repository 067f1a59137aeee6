/**
 * 好好收尾 (BUY-10, BUY-16): before the end one asks what is still unclear, and every conversation, bought or not, ends with
 * sincere thanks. Thanks in the middle (谢谢您的耐心) are none for the end.
 */
import { fold, type Both, type Said } from '../said.rules.ts'

const thanks = [/谢谢|感谢|多谢|谢啦/, /\bthank(s| you)\b/]
const asks = [
  /还有.{0,8}(什么|哪些|哪里|别的|其他|其它|不清楚|不明白|疑问|问题|想了解|需要)/,
  /(不清楚|不明白|疑问).{0,14}(告诉|说|问|提)/,
  /\b(anything|something) else\b|\bany (other|more|further) questions?\b|\bis (anything|everything) (still )?(un)?clear\b/,
]
const courtesies =
  /^(?:好+[的滴哒]?|嗯+|恩+|行|可以|哦+|okk?|okay|谢+(?:您|你|啦|了|哦)?|多谢|不客气|拜拜|再见|知道了|明白了?|清楚了|没有?了|(?:暂时)?没有?问题|暂时没有|辛苦了?|收到|[\s。.!！~～,，呀啊哈的了哦]|thanks?( you)?|thank you( very much| so much)?|great|fine|bye|no|that'?s all|all clear)+$/
const noneLeft =
  /^(没有?了|没(有)?问题|没有|暂时没有|都清楚|清楚了|明白了|没什么|不用了|no|nope|none|that'?s all|all clear|i'?m good)/

const isCourtesy = (text: string): boolean => courtesies.test(fold(text).trim())

export interface Ending {
  /** The thanks at the end, or null. */
  thanksId: string | null
  /** The question what is still unclear, or null. */
  askedId: string | null
  /** What the buyer said to that; null: nobody asked, or no answer that can be read. */
  questions: 'none' | 'remain' | null
}

export const readEnding = (messages: readonly Said[]): Ending => {
  const lastAsked = messages.findLastIndex(({ author, text }) => author === 'buyer' && !isCourtesy(text))
  const closing = messages.slice(lastAsked + 1)
  const thanked = closing.find(
    ({ author, automatic, text }) =>
      (author === 'agent' && thanks.some((one) => one.test(fold(text)))) || automatic === 'closing',
  )
  const askedAt = messages.findLastIndex(
    ({ author, text }) => author === 'agent' && asks.some((one) => one.test(fold(text))),
  )
  const asked = messages[askedAt]
  return {
    thanksId: thanked?.id ?? null,
    askedId: asked?.id ?? null,
    questions: asked ? readAnswer(messages.slice(askedAt + 1)) : null,
  }
}

const readAnswer = (after: readonly Said[]): Ending['questions'] => {
  const answer = after.find(({ author }) => author === 'buyer')
  if (!answer) return null
  const text = fold(answer.text).trim()
  if (noneLeft.test(text)) return 'none'
  return isCourtesy(text) ? 'none' : 'remain'
}

export const endingDrafts: { ask: Both; thank: Both } = {
  ask: {
    zh: '请问还有哪些地方不清楚的，都可以向我们说明的哦。',
    en: 'Is anything else unclear? Please ask, we are glad to explain.',
  },
  thank: {
    zh: '感谢您的光临，以后有任何疑问随时找我，我一直在。',
    en: 'Thank you for coming. Whenever you have a question, write to us and we will gladly help.',
  },
}
