import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { GateLine } from '../../nouns/touches/gate-line.tsx'
import { api } from '../../parts/api.ts'
import type { BesideChatProps } from '../../parts/beside-chat.tsx'
import { Fold } from '../../parts/fold.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { NextItemDeeds, NextItemWhy } from './next-item-row.tsx'
import css from './next-items.module.css'
import { nextItemWords } from './next-items.words.ts'
import { nextItemsKey, useFollowNextItems, type Done } from './use-next-items.ts'

/** Beside the chat: what this buyer could be offered next. */
export function NextItemPart({ conversationId, customerId }: BesideChatProps) {
  const words = useWords(nextItemWords)
  const memberId = useMembership().id
  const [done, setDone] = useState<Done | null>(null)
  useFollowNextItems()
  const found = useQuery({
    queryKey: [...nextItemsKey(memberId), 'chat', conversationId],
    queryFn: () => api('GET /api/conversations/:id/next-items', { params: { id: conversationId } }),
    enabled: customerId !== null,
    staleTime: 15_000,
  })
  const rows = found.data?.rows ?? []
  if (rows.length === 0 && done === null) return null
  return (
    <Fold name="next-item" title={words.beside} state={rows.map((row) => row.name).join('、')}>
      {done && (
        <p className={css.done} role="status">
          {words.done[done.how](done.name)}
        </p>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={css.item}>
            {row.gate && <GateLine verdict={row.gate} />}
            <NextItemWhy item={row} />
            <NextItemDeeds item={row} onDone={setDone} isBesideChat />
          </li>
        ))}
      </ul>
    </Fold>
  )
}
