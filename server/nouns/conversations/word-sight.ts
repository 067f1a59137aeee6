import type { WordListener } from '#nouns/promises/index.ts'
import { earliestOpenWord } from '#nouns/promises/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { findConversation, updateConversation } from './conversations.store.ts'

/** Puts the earliest open word of a conversation on its row, where the queues read it. */
export const showEarliestWord = async (tx: Tx, conversationId: string): Promise<void> => {
  const word = await earliestOpenWord(tx, conversationId)
  await updateConversation(tx, conversationId, {
    word_id: word?.id ?? null,
    word_what: word?.what ?? null,
    word_soon_at: word?.soon_at ?? null,
    word_due_at: word?.due_at ?? null,
  })
}

/** Keeps the rows in step with the register. A broken word stays in sight, overdue, until the buyer has had an answer. */
export const followWords: WordListener = async (tx, word) => {
  if (!word.conversation_id) return
  if (word.state === 'broken') {
    const row = await findConversation(tx, word.conversation_id)
    if (row?.word_id === word.id) return
  }
  await showEarliestWord(tx, word.conversation_id)
}
