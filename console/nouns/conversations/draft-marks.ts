import { useSyncExternalStore } from 'react'
import { useMembership } from '../../parts/session.tsx'
import { hasDraft, readDraft, type Draft } from './drafts.ts'

const watchers = new Set<() => void>()
/** Words that stand in a draft, as they are being written; what is kept on the device follows a moment later. */
const words = new Map<string, Draft['word']>()

/** Tells queue and panel that a draft was begun, ended or given another word. */
export function noteDraft(conversationId: string, word: Draft['word']): void {
  words.set(conversationId, word)
  for (const watcher of watchers) watcher()
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => void watchers.delete(watcher)
}

/** Whether this member has something unsent to this buyer. */
export function useHasDraft(conversationId: string): boolean {
  const memberId = useMembership().id
  return useSyncExternalStore(watch, () => hasDraft(memberId, conversationId))
}

/** The word that the draft to this buyer will note when it is sent. */
export function useDraftWord(conversationId: string): Draft['word'] {
  const memberId = useMembership().id
  return useSyncExternalStore(watch, () => {
    if (!words.has(conversationId)) words.set(conversationId, readDraft(memberId, conversationId).word)
    return words.get(conversationId) ?? null
  })
}
