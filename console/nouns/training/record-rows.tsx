import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TrainingRecord } from '#contract/training/record.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { recordWords } from './record.words.ts'
import css from './record.module.css'

export function RecordLine({
  at,
  what,
  said,
  state,
}: {
  at: string
  what: ReactNode
  said: ReactNode
  state?: 'good' | 'amber'
}) {
  return (
    <li>
      <span>{at}</span>
      <span>{what}</span>
      <span data-state={state}>{said}</span>
    </li>
  )
}

function ToChat({ id, name }: { id: string; name: string }) {
  const { slug } = useMembership().shop
  return (
    <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id }} search={{ view: 'all' }}>
      {name}
    </Link>
  )
}

/** The conversations behind a figure, newest first. */
export function RecordChats({
  record,
  clock,
}: {
  record: TrainingRecord
  clock: 'any' | 'in_time' | 'missed'
}) {
  const words = useWords(recordWords)
  const format = useFormat()
  const { id } = useMembership()
  const { memberId, beganAt, endedAt } = record
  const query = { memberId, clock, from: beganAt, ...(endedAt && { to: endedAt }) }
  const chats = useInfiniteQuery({
    queryKey: ['training', id, 'record', memberId, 'chats', query],
    queryFn: ({ pageParam }) =>
      api('GET /api/conversations', { query: { ...query, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  if (chats.error && !chats.data) return <ErrorLine error={chats.error} />
  if (!chats.data) return <Loading lines={2} />
  return (
    <>
      <ul>
        {chats.data.pages
          .flatMap((page) => page.rows)
          .map((row) => (
            <RecordLine
              key={row.id}
              at={format.when(row.lastAt)}
              what={<ToChat id={row.id} name={row.buyerName} />}
              said={row.lastText}
            />
          ))}
      </ul>
      {chats.hasNextPage && (
        <button type="button" className="link" onClick={() => void chats.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </>
  )
}

export function RecordHints({ hints }: { hints: TrainingRecord['hints']['rows'] }) {
  const words = useWords(recordWords)
  const format = useFormat()
  return (
    <ul className={css.hints}>
      {hints.map((hint) => (
        <RecordLine
          key={hint.id}
          at={format.when(hint.at)}
          what={
            <>
              <ToChat id={hint.conversationId} name={hint.buyerName} /> {words.by(hint.byName)}
              {hint.text}
            </>
          }
          said={hint.usedAt ? `✓ ${words.used}` : words.notUsed}
          {...(hint.usedAt && { state: 'good' as const })}
        />
      ))}
    </ul>
  )
}
