import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { callWords } from './queue-calls.words.ts'
import css from './queue-calls.module.css'

interface Call {
  kind: 'nudged' | 'coach_called' | 'lead_called' | 'reminded' | 'hinted'
  conversationId: string
  buyer: string
}
const kinds: Readonly<Record<string, Call['kind']>> = {
  'ladder.nudged': 'nudged',
  'ladder.coach_called': 'coach_called',
  'ladder.lead_called': 'lead_called',
  'inquiry.reminded': 'reminded',
  'hint.given': 'hinted',
}

/** What calls for this person: a buyer past the limit, a watched problem, an ownership they are asked to take. One line each. */
export function QueueCalls({
  openId,
  onOpen,
}: {
  openId: string | null
  onOpen: (id: string, isWriting: boolean) => void
}) {
  const words = useWords(callWords)
  const { id: memberId } = useMembership()
  const client = useQueryClient()
  const [call, setCall] = useState<Call | null>(null)
  const asked = useQuery({
    queryKey: ['hand-overs', memberId],
    queryFn: () => api('GET /api/hand-overs'),
    staleTime: 60_000,
  })
  useStreamEvents((event) => {
    const kind = kinds[event.name]
    const { conversation, buyer, member } = event.data as {
      conversation?: string
      buyer?: string
      member?: string
    }
    // The latest is the one to act on; the queue below holds them all.
    const isSeen = kind === 'hinted' && conversation === openId
    if (kind && conversation && member === memberId && !isSeen)
      setCall({ kind, conversationId: conversation, buyer: buyer ?? '' })
    if (event.name.startsWith('hand_over.'))
      void client.invalidateQueries({ queryKey: ['hand-overs', memberId] })
    if (event.name === 'message.posted' && event.subject === call?.conversationId && event.data['message'])
      if ((event.data['message'] as { author?: string }).author === 'agent') setCall(null)
  })
  const answering = useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) =>
      api('POST /api/hand-overs/:id/answer', { params: { id }, body: { accept } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['hand-overs', memberId] }),
  })
  const [first, ...others] = asked.data?.rows ?? []
  const shown = call && call.conversationId !== openId ? call : null
  if (!first && !shown) return null
  return (
    <div className={css.calls} role="status">
      {shown && (
        <p data-kind={shown.kind}>
          <span>{words[shown.kind](shown.buyer)}</span>
          <button
            type="button"
            className="figure"
            onClick={() => {
              setCall(null)
              onOpen(shown.conversationId, true)
            }}
          >
            {words.open}
          </button>
        </p>
      )}
      {first && (
        <p>
          <span>
            {words.asked(first.fromName ?? '', first.buyerName)}
            {first.note && <q>{first.note}</q>}
            {others.length > 0 && ` ${words.more(others.length)}`}
          </span>
          <span className={css.deeds}>
            <Button
              isBusy={answering.isPending}
              onClick={() => answering.mutate({ id: first.id, accept: true })}
            >
              {words.accept}
            </Button>
            <Button kind="quiet" onClick={() => answering.mutate({ id: first.id, accept: false })}>
              {words.decline}
            </Button>
          </span>
        </p>
      )}
      <ErrorLine error={answering.error} />
    </div>
  )
}
