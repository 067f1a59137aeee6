import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { InboxRow, Message } from '#contract/conversations/conversations.ts'
import { nextReorderAt, orderQueue, type QueueSettings } from '#contract/conversations/queue-order.ts'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { serverNow, useConnection, useStreamEvents, type StreamEvent } from '../../parts/stream.tsx'
import {
  chatKey,
  fetchChat,
  fetchCounts,
  fetchInbox,
  fetchMoreQuiet,
  ignoreLost,
  inboxKey,
  panelKey,
  takeMessage,
  takeReading,
  takeRow,
} from './chat-cache.ts'
import type { InboxView } from './inbox-changes.rules.ts'
import { outboxOf } from './outgoing.ts'

/** The queues of a view, kept current by the stream (`useInboxStream` must be mounted). */
export function useInbox(view: InboxView) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const inbox = useQuery({
    queryKey: inboxKey(memberId, view),
    queryFn: () => fetchInbox(memberId, view),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const more = useCallback(() => fetchMoreQuiet(client, memberId, view), [client, memberId, view])
  return { inbox, more }
}

/** The rows that wait, in the order in which they should be answered, sorted again as the clocks go on. */
export function useOrdered(rows: readonly InboxRow[]): InboxRow[] {
  const settings = useQueueSettings()
  const [beat, setBeat] = useState(0)
  const { ordered, next } = useMemo(() => orderedNow(rows, settings, beat), [rows, settings, beat])
  useEffect(() => {
    if (next === null) return undefined
    const timer = setTimeout(() => setBeat((n) => n + 1), Math.max(0, next - serverNow()) + 5)
    return () => clearTimeout(timer)
  }, [next])
  return ordered
}

/** Sorted at this moment, for rows bring the server's clock with them; `beat` counts the moments at which the order changes. */
function orderedNow(rows: readonly InboxRow[], settings: QueueSettings, _beat: number) {
  const now = serverNow()
  return { ordered: orderQueue(rows, now, settings), next: nextReorderAt(rows, now, settings) }
}

/** What the order goes by while the settings are on their way. */
const usual: QueueSettings = { followUpAgeSeconds: 20, ordinaryCeilingSeconds: 60 }

function useQueueSettings(): QueueSettings {
  return useSettings().data ?? usual
}

export function useSettings() {
  const memberId = useMembership().id
  return useQuery({
    queryKey: ['settings', memberId],
    queryFn: () => api('GET /api/settings'),
    staleTime: 300_000,
  })
}

/** The shop's phrases that are in use; fetched when they are first wanted. */
export function usePhrases(isWanted: boolean) {
  const memberId = useMembership().id
  return useQuery({
    queryKey: ['phrases-in-use', memberId],
    queryFn: () => api('GET /api/phrases'),
    select: (reply) => reply.rows,
    staleTime: 300_000,
    enabled: isWanted,
  })
}

interface EventData {
  /** The row, or in the facts of a word its id. */
  conversation?: InboxRow | string | null
  message?: Message
  conversationId?: string | null
  readByBuyer?: number
  readByShop?: number
}

/** Takes what the stream tells into the queues, chats and panels on this device. Once per screen. */
export function useInboxStream(openId: string | null): void {
  const memberId = useMembership().id
  const client = useQueryClient()
  const connection = useConnection()
  const again = useRef(new Map<string, ReturnType<typeof setTimeout>>())

  /** Events that carry no row: the conversation is fetched, once for several that come together. */
  const fetchSoon = (id: string) => {
    if (again.current.has(id)) return
    const fetchNow = () => {
      again.current.delete(id)
      void client
        .fetchQuery({
          queryKey: chatKey(memberId, id),
          queryFn: () => fetchChat(client, memberId, id),
          staleTime: 0,
        })
        .then((chat) => takeRow(client, memberId, chat.conversation))
        .catch(ignoreLost)
    }
    again.current.set(id, setTimeout(fetchNow, 80))
  }

  const counting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const countSoon = () => {
    clearTimeout(counting.current)
    counting.current = setTimeout(() => void fetchCounts(client, memberId).catch(ignoreLost), 1500)
  }
  useEffect(() => () => clearTimeout(counting.current), [])

  useStreamEvents((event) => {
    // A hint is no part of the chat itself: whoever shows it asks for it.
    if (event.name.startsWith('hint.')) return
    const data = event.data as EventData
    const id = conversationOf(event, data)
    if (data.message) takeMessage(client, memberId, data.message)
    const row = typeof data.conversation === 'object' ? data.conversation : null
    if (row && takeRow(client, memberId, row)) countSoon()
    if (event.name === 'training.changed') void client.invalidateQueries({ queryKey: ['inbox', memberId] })
    if (event.name === 'phrase.changed')
      void client.invalidateQueries({ queryKey: ['phrases-in-use', memberId] })
    if (event.name === 'guard.changed') void client.invalidateQueries({ queryKey: ['guard', memberId] })
    if (event.name.startsWith('freight.') || event.name === 'price.policy_changed')
      void client.invalidateQueries({ queryKey: ['guard-known', memberId] })
    if (event.name === 'setting.changed') void client.invalidateQueries({ queryKey: ['settings', memberId] })
    if (!id) return
    if (event.name === 'conversation.read')
      takeReading(client, memberId, id, { byBuyer: data.readByBuyer, byShop: data.readByShop })
    if (!row && !data.message) fetchSoon(id)
    if (id === openId && event.name !== 'conversation.read')
      void client.invalidateQueries({ queryKey: panelKey(memberId, id) })
    if (id === openId && event.name === 'message.posted')
      void client.invalidateQueries({ queryKey: ['guard-known', memberId, id] })
  })

  useEffect(() => {
    if (connection === 'live') outboxOf(memberId).resendLost(client, memberId, serverNow())
  }, [connection, client, memberId])
}

function conversationOf(event: StreamEvent, data: EventData): string | null {
  if (data.conversation)
    return typeof data.conversation === 'string' ? data.conversation : data.conversation.id
  if (data.message) return data.message.conversationId
  if (data.conversationId) return data.conversationId
  return event.name.startsWith('conversation.') ? event.subject : null
}
