import type { Attachment } from '#contract/conversations/conversations.ts'

type Write = (text: string, files: readonly Attachment[]) => void
const writers = new Map<string, Write>()

/** Hears what other parts of the screen put into the draft to one buyer, until the returned function is called. */
export function onPutIntoDraft(conversationId: string, write: Write): () => void {
  writers.set(conversationId, write)
  return () => {
    if (writers.get(conversationId) === write) writers.delete(conversationId)
  }
}

/**
 * Puts a text behind what is already written to this buyer, and files beside it; false when no composer of theirs is open. Files
 * are uploads of whoever writes.
 */
export function putIntoDraft(
  conversationId: string,
  text: string,
  files: readonly Attachment[] = [],
): boolean {
  const write = writers.get(conversationId)
  write?.(text, files)
  return write !== undefined
}
