import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { TimelineRow } from '#contract/customers/customers.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { customerWords } from './customers.words.ts'
import css from './customer.module.css'
import { byDay } from './timeline.rules.ts'
import { eventSaid, timelineWords } from './timeline.words.ts'

/** All that happened with this person, newest first, day by day. */
export function CustomerTimeline({ customerId }: { customerId: string }) {
  const words = useWords(customerWords)
  const format = useFormat()
  const time = useShopTime()
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['timeline', memberId, customerId]
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      api('GET /api/customers/:id/timeline', {
        params: { id: customerId },
        query: { limit: 50, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  useStreamEvents((event) => {
    const conversation = event.data['conversation'] as
      | { customerId?: string | null }
      | string
      | null
      | undefined
    const isTheirs =
      event.subject === customerId ||
      (typeof conversation === 'object' && conversation?.customerId === customerId)
    if (isTheirs && event.name !== 'conversation.read') void client.invalidateQueries({ queryKey: key })
  })
  const days = useMemo(
    () => byDay(list.data?.pages.flatMap((page) => page.rows) ?? [], format.isoDay),
    [list.data, format],
  )
  return (
    <Section title={words.timeline} right={<ExportMenu path={`/customers/${customerId}/timeline`} />}>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.timeline} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={8} />}
      {list.data && days.length === 0 && <p className={css.quiet}>{words.noTimeline}</p>}
      {days.map((day) => (
        <div key={day.key} className={css.day}>
          <h3>{time.heading(day.at)}</h3>
          <ol>
            {day.rows.map((row) => (
              <Step key={row.id} row={row} />
            ))}
          </ol>
        </div>
      ))}
      {list.hasNextPage && (
        <p className={css.actions}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.older}
          </Button>
        </p>
      )}
    </Section>
  )
}

function Step({ row }: { row: TimelineRow }) {
  const words = useWords(customerWords)
  const said = useWords(timelineWords)
  const format = useFormat()
  const time = useShopTime()
  return (
    <li
      className={css.step}
      data-name={row.name.split('.')[0]}
      data-broken={row.name === 'word.broken' || row.name === 'clock.missed' || undefined}
    >
      <time dateTime={row.at}>{format.clock(row.at)}</time>
      <span>
        <Subject row={row}>{eventSaid(said, row.name, row.facts, time.due)}</Subject>
        {row.actor && <span className={css.quiet}> {said.by(row.actor)}</span>}
        {row.text && <span className={css.told}>{row.text}</span>}
        {row.isHistory && (
          <span className={css.history} title={words.historyLong}>
            {words.history}
          </span>
        )}
      </span>
    </li>
  )
}

/** The sentence, leading to what it is about where that has a page. */
function Subject({ row, children }: { row: TimelineRow; children: string }) {
  const { slug } = useMembership().shop
  const conversation = row.facts['conversation'] ?? row.facts['conversationId']
  if (row.name.startsWith('order.'))
    return (
      <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: row.subject }}>
        {children}
      </Link>
    )
  if (
    row.name.startsWith('conversation.') ||
    row.name.startsWith('message.') ||
    row.name.startsWith('clock.')
  ) {
    return (
      <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.subject }}>
        {children}
      </Link>
    )
  }
  if (typeof conversation === 'string')
    return (
      <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: conversation }}>
        {children}
      </Link>
    )
  return children
}
