import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lostStates } from '#contract/insight/platforms.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { AnswersTabs } from './answers-tabs.tsx'
import { answersWords } from './answers.words.ts'
import answers from './answers.module.css'
import { SlowRow } from './platform-rows.tsx'
import { platformsWords } from './platforms.words.ts'
import css from './platforms.module.css'

type State = (typeof lostStates)[number]
const spans = [7, 30, 90] as const

/** RSP-11: whose first question waited too long, and what the buyer did then. */
export function LostScreen() {
  const words = useWords(platformsWords)
  const title = useWords(answersWords).title
  const format = useFormat()
  const { id } = useMembership()
  const [state, setState] = useState<State | ''>('lost')
  const [days, setDays] = useState<(typeof spans)[number]>(30)
  const query = { days, ...(state && { state }) }
  const list = useInfiniteQuery({
    queryKey: ['lost', id, query],
    queryFn: ({ pageParam }) =>
      api('GET /api/reports/lost', { query: { ...query, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const judged = first ? first.lost + first.wroteAgain + first.ordered : 0
  const counts: Record<State, number> = {
    lost: first?.lost ?? 0,
    wrote_again: first?.wroteAgain ?? 0,
    ordered: first?.ordered ?? 0,
    watching: first?.watching ?? 0,
  }
  return (
    <Screen
      title={title}
      tabs={<AnswersTabs value="lost" />}
      right={
        <select
          aria-label={words.period}
          className={`${controls.input} ${controls.select} ${answers.days}`}
          value={days}
          onChange={(e) => setDays(spans.find((n) => n === Number(e.target.value)) ?? 30)}
        >
          {spans.map((n) => (
            <option key={n} value={n}>
              {words.days[n]}
            </option>
          ))}
        </select>
      }
    >
      <p className={answers.note}>{words.lostLead}</p>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.lostTitle} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={5} />}
      {first && first.slow === 0 && (
        <EmptyState
          title={words.lostNone}
          lead={words.firsts(format.count(first.firsts))}
          withFlower={false}
        />
      )}
      {first && first.slow > 0 && (
        <>
          <p className={`${css.verdict} song`}>
            {judged > 0
              ? words.lostShare(first.lost, first.slow, Math.round((first.lost * 100) / judged))
              : words.lostWatching(first.watching)}
          </p>
          <div className={css.filter} role="group" aria-label={words.lostTitle}>
            {lostStates.map((one) => (
              <button key={one} type="button" aria-pressed={state === one} onClick={() => setState(one)}>
                {words.states[one]} <b>{counts[one]}</b>
              </button>
            ))}
            <button type="button" aria-pressed={state === ''} onClick={() => setState('')}>
              {words.all} <b>{first.slow}</b>
            </button>
          </div>
          <ul className={answers.rows}>
            {rows.map((row) => (
              <SlowRow
                key={`${row.conversationId} ${row.askedAt}`}
                row={row}
                right={words.states[row.state]}
              />
            ))}
          </ul>
          {rows.length === 0 && <p className={answers.note}>{words.noRows}</p>}
        </>
      )}
      {list.hasNextPage && (
        <p className={answers.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </Screen>
  )
}
