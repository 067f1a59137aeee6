const writers = new Map<string, (text: string) => void>()

/** Hears what other parts of the screen put into the draft to one buyer, until the returned function is called. */
export function onPutIntoDraft(conversationId: string, write: (text: string) => void): () => void {
  writers.set(conversationId, write)
  return () => {
    if (writers.get(conversationId) === write) writers.delete(conversationId)
  }
}

/** Puts a text behind what is already written to this buyer; false when no composer of theirs is open. */
export function putIntoDraft(conversationId: string, text: string): boolean {
  const write = writers.get(conversationId)
  write?.(text)
  return write !== undefined
}
