import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { NextItem } from '#contract/care/next-items.ts'
import { api } from '../../parts/api.ts'
import { copyText } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'

export const nextItemsKey = (memberId: string) => ['next-items', memberId] as const

/** Whatever changes who may be offered what: proposals, touches, and what their buyers do. */
export function useFollowNextItems(): void {
  const memberId = useMembership().id
  const client = useQueryClient()
  useStreamEvents((event) => {
    if (/^(next_items?|touch)[.]/.test(event.name)) again(client, memberId)
  })
}
const again = (client: QueryClient, memberId: string) =>
  void client.invalidateQueries({ queryKey: nextItemsKey(memberId) })

export type Done = { how: 'chat' | 'copied' | 'noted'; name: string }

/** Sends through the gate; by hand the text is copied once the desk has noted it, so that a refused one cannot be taken along. */
export function useSendNextItem(onDone: (done: Done) => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ item, text }: { item: NextItem; text: string }): Promise<Done> => {
      const sent = await api('POST /api/next-items/:id/sending', {
        params: { id: item.id },
        body: {
          conversationId: item.conversationId,
          version: item.version,
          ...(text === item.text ? {} : { text }),
        },
      })
      if (item.conversationId !== null) return { how: 'chat', name: item.buyerName }
      // Some browsers copy only within the click itself; then it is copied from the list of the sent ones.
      const isCopied = await copyText(sent.text).then(
        () => true,
        () => false,
      )
      return { how: isCopied ? 'copied' : 'noted', name: item.buyerName }
    },
    onSuccess: onDone,
    onSettled: () => again(client, memberId),
  })
}

export function useDeclineNextItem() {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({
      item,
      reason,
      said,
    }: {
      item: NextItem
      reason: NonNullable<NextItem['declined']>
      said: string
    }) =>
      api('POST /api/next-items/:id/declining', {
        params: { id: item.id },
        body: { reason, version: item.version, ...(said === '' ? {} : { said }) },
      }),
    onSettled: () => again(client, memberId),
  })
}
