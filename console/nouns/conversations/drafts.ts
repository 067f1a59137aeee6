import type { Attachment } from '#contract/conversations/conversations.ts'
import type { Range } from '#contract/conversations/slots.ts'

/** What an agent has written to a buyer and not sent. It outlives the page, and this device alone has it. */
export interface Draft {
  text: string
  /** Ranges of `text` that came from the slots of a phrase. */
  filled: Range[]
  phraseId: string | null
  files: Attachment[]
  word: { what: string; dueAt: string } | null
}

export const emptyDraft: Draft = { text: '', filled: [], phraseId: null, files: [], word: null }

const keepDays = 30
const keyOf = (memberId: string, conversationId: string) => `fivehearts.draft.${memberId}.${conversationId}`

interface Kept extends Draft {
  at: number
}

export function readDraft(memberId: string, conversationId: string): Draft {
  const kept = parse(localStorage.getItem(keyOf(memberId, conversationId)))
  return kept ?? emptyDraft
}

export function keepDraft(memberId: string, conversationId: string, draft: Draft): void {
  const key = keyOf(memberId, conversationId)
  const isEmpty = draft.text === '' && draft.files.length === 0 && draft.word === null
  if (isEmpty) localStorage.removeItem(key)
  else localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() } satisfies Kept))
}

/** Forgets the drafts that nobody touched for a month. */
export function forgetOldDrafts(): void {
  const keys = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '')
  for (const key of keys) {
    if (!key.startsWith('fivehearts.draft.')) continue
    const kept = parse(localStorage.getItem(key))
    if (!kept || kept.at < Date.now() - keepDays * 86_400_000) localStorage.removeItem(key)
  }
}

function parse(text: string | null): Kept | null {
  if (!text) return null
  try {
    return { ...emptyDraft, at: 0, ...(JSON.parse(text) as Partial<Kept>) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

export function hasDraft(memberId: string, conversationId: string): boolean {
  return localStorage.getItem(keyOf(memberId, conversationId)) !== null
}
