import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { ignoreLost, takeReading } from './chat-cache.ts'
import type { Chat } from './chat-changes.rules.ts'

/** Moving through the queue by arrows is not reading: a chat counts as read when it stays open this long. */
const afterMs = 700

/** Tells the server how far the shop has read, while the page is looked at. */
export function useMarkRead(chat: Chat, mayAnswer: boolean): void {
  const memberId = useMembership().id
  const client = useQueryClient()
  const { id } = chat.conversation
  const last = chat.messages.at(-1)?.number ?? 0
  const isUnread = mayAnswer && last > chat.readByShop
  useEffect(() => {
    if (!isUnread) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      if (document.visibilityState !== 'visible') return
      takeReading(client, memberId, id, { byShop: last })
      void api('POST /api/conversations/:id/reading', { params: { id }, body: { upTo: last } }).catch(
        ignoreLost,
      )
    }
    const look = () => {
      clearTimeout(timer)
      timer = setTimeout(read, afterMs)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [client, memberId, id, last, isUnread])
}
