/**
 * 从说过的话里读 (ORD-01, BUY-12): what was told to a buyer is read from the messages, never from a tick. A question is no
 * statement, and an automatic message states nothing that a person must have said.
 */

/** One message, oldest first in every list. */
export interface Said {
  id: string
  number: number
  author: 'buyer' | 'agent' | 'automatic'
  automatic: string | null
  text: string
  /** ISO 8601. */
  at: string
}
export interface Both {
  zh: string
  en: string
}
/** Words by which a statement is known to have been made: all of a language's, each may name others with a slash (冷链/冰袋). */
export interface Terms {
  zh: readonly string[]
  en: readonly string[]
}

export const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The sentences of a message that state something. */
export const statementsOf = (text: string): string[] =>
  fold(text)
    .split(/(?<=[。！？!?\n；;]|[.]\s)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !/(\?|吗[。！!~\s]*|呢[。！!~\s]*)$/.test(sentence))

export const statementText = (text: string): string => statementsOf(text).join(' ')

/** Does a folded text hold this word? Latin words begin where a word begins: `cold` is not in `scold`. */
const holds = (folded: string, word: string): boolean => {
  if (!/^[a-z0-9]/.test(word)) return folded.includes(word)
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1))
    if (at === 0 || !/[a-z0-9]/.test(folded.charAt(at - 1))) return true
  return false
}

const alternatives = (term: string): string[] =>
  fold(term)
    .split(/[/|｜]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** The agent's message that completed the statement, over as many messages as it took; null: not said yet. */
export const whereSaid = (messages: readonly Said[], terms: Terms): Said | null => {
  for (const words of [terms.zh, terms.en]) {
    const open = words.map(alternatives).filter((one) => one.length > 0)
    if (open.length === 0) continue
    for (const message of messages) {
      if (message.author !== 'agent') continue
      const text = statementText(message.text)
      for (let i = open.length - 1; i >= 0; i--)
        if (open[i]?.some((word) => holds(text, word))) open.splice(i, 1)
      if (open.length === 0) return message
    }
  }
  return null
}

/** The first agent's message with a statement that matches. */
export const whereMatched = (messages: readonly Said[], patterns: readonly RegExp[]): Said | null =>
  messages.find(
    (message) =>
      message.author === 'agent' &&
      statementsOf(message.text).some((sentence) => patterns.some((pattern) => pattern.test(sentence))),
  ) ?? null

/** Pieces of one message in a buyer's language, as lines. */
export const inLanguage = (text: Both, language: 'zh' | 'en'): string =>
  text[language].trim() || text.zh.trim() || text.en.trim()
