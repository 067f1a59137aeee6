import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from './api.ts'
import { useMembership } from './session.tsx'
import { noteServerNow, serverNow, useStreamEvents } from './stream.tsx'
import { useTicking } from './ticking.ts'

const answering: readonly string[] = ['owner', 'lead', 'agent', 'aftersales']
/** Many events in one breath cause one fetch. */
const GATHER_MS = 1_500

export interface RailCounts {
  /** Buyers of mine who wait or are owed an answer; null while not known. */
  inbox: number | null
  hasLate: boolean
  /** Open words of mine; one hundred stands for more. */
  words: number | null
  hasBrokenWord: boolean
}

/** The figures beside the menu, kept current by the stream. */
export function useRailCounts(): RailCounts {
  const { shop, roles, id } = useMembership()
  const client = useQueryClient()
  const isAnswering = roles.some((role) => answering.includes(role))
  const inbox = useQuery({
    queryKey: ['rail-inbox', id],
    queryFn: async () => {
      const reply = await api('GET /api/inbox', { query: { view: 'mine', limit: 1 } })
      noteServerNow(reply.now)
      return reply
    },
    enabled: isAnswering,
    staleTime: 30_000,
  })
  const words = useQuery({
    queryKey: ['rail-words', id],
    queryFn: () => api('GET /api/words', { query: { state: 'open', mine: true, limit: 100 } }),
    enabled: isAnswering,
    staleTime: 30_000,
  })

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useStreamEvents((e) => {
    if (!/^(conversation|message|inquiry|clock|word)\./.test(e.name) || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: ['rail-inbox', id] })
      void client.invalidateQueries({ queryKey: ['rail-words', id] })
    }, GATHER_MS)
  })
  useEffect(() => () => clearTimeout(timer.current), [shop.id])

  const dues = inbox.data?.waiting.flatMap((row) => (row.clock ? [Date.parse(row.clock.dueAt)] : [])) ?? []
  const firstDue = Math.min(...dues)
  const firstWord = Math.min(...(words.data?.rows.map((w) => Date.parse(w.dueAt)) ?? []))
  const late = useTicking(() => `${serverNow() >= firstDue} ${serverNow() >= firstWord}`)
  return {
    inbox: inbox.data ? inbox.data.counts.waiting + inbox.data.counts.owed : null,
    hasLate: late.startsWith('true'),
    words: words.data ? words.data.rows.length : null,
    hasBrokenWord: late.endsWith('true'),
  }
}
