import { useSyncExternalStore } from 'react'
import { useMembership } from '../../parts/session.tsx'
import { hasDraft } from './drafts.ts'

const watchers = new Set<() => void>()

/** Tells the queue that a draft was begun or ended. */
export function noteDrafts(): void {
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
