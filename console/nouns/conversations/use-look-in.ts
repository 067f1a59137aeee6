import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { api, type Reply } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { noteServerNow, useStreamEvents } from '../../parts/stream.tsx'
import { withChat } from './look-in.rules.ts'

type LookIn = Reply<'GET /api/coaching'>

/** One's newcomers with what they hold now, or, for who leads, `all`; kept by the stream. */
export function useLookIn({ all = false, isWanted = true }: { all?: boolean; isWanted?: boolean } = {}) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const queryKey = ['look-in', memberId, all] as const
  const look = useQuery({
    queryKey,
    queryFn: async () => {
      const reply = await api('GET /api/coaching', all ? { query: { all } } : {})
      noteServerNow(reply.now)
      return reply
    },
    enabled: isWanted,
    staleTime: 60_000,
  })
  useStreamEvents((event) => {
    const row = event.data['conversation'] as InboxRow | string | null | undefined
    if (typeof row === 'object' && row !== null)
      client.setQueryData<LookIn>(queryKey, (known) => {
        const newcomers = known && withChat(known.newcomers, row)
        return !known || newcomers === known.newcomers
          ? known
          : { ...known, newcomers: [...(newcomers ?? [])] }
      })
    const isTheirs = look.data?.newcomers.some((one) => one.memberId === event.subject) ?? false
    const isWord =
      event.name.startsWith('word.') &&
      (look.data?.newcomers.some((one) => one.chats.some((chat) => chat.id === row)) ?? false)
    if (
      event.name === 'training.changed' ||
      event.name === 'staff.left' ||
      isWord ||
      (isTheirs && event.name === 'staff.presence_changed')
    )
      void client.invalidateQueries({ queryKey: ['look-in', memberId] })
  })
  return look
}
