import type { QueryClient } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { chatKey, fetchChat, panelKey } from './chat-cache.ts'

/** A chat that is loaded stays for a while: the stream keeps it current. */
export const keepChatMs = 600_000

export const chatQuery = (client: QueryClient, memberId: string, id: string) => ({
  queryKey: chatKey(memberId, id),
  queryFn: () => fetchChat(client, memberId, id),
  staleTime: keepChatMs,
  gcTime: keepChatMs,
})

export const panelQuery = (memberId: string, id: string) => ({
  queryKey: panelKey(memberId, id),
  queryFn: () => api('GET /api/conversations/:id/panel', { params: { id } }),
  staleTime: 60_000,
  gcTime: keepChatMs,
})

/** Fetches chat and panel before they are opened; nothing is fetched twice. */
export function prefetchChat(client: QueryClient, memberId: string, id: string): void {
  void client.prefetchQuery(chatQuery(client, memberId, id))
  void client.prefetchQuery(panelQuery(memberId, id))
}
