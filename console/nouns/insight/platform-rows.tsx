import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PlatformRule } from '#contract/insight/platforms.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import answers from './answers.module.css'
import { platformsWords } from './platforms.words.ts'
import css from './platforms.module.css'
import { waitText } from './share-text.rules.ts'

/** The rounds or buyers behind a figure that failed. */
export function PlatformRows({
  rule,
  day,
  onAll,
}: {
  rule: PlatformRule
  day: string | undefined
  onAll: () => void
}) {
  const words = useWords(platformsWords)
  const { id } = useMembership()
  const format = useFormat()
  const query = { rule, ...(day && { day }) }
  const list = useInfiniteQuery({
    queryKey: ['platforms', id, 'rows', query],
    queryFn: ({ pageParam }) =>
      api('GET /api/reports/platforms/rows', {
        query: { ...query, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <div className={css.rows}>
      <h3>
        {words.rows[rule]}{' '}
        {day ? (
          <>
            {format.day(`${day}T12:00:00Z`)}{' '}
            <button type="button" className="link" onClick={onAll}>
              {words.allDays}
            </button>
          </>
        ) : (
          words.allDays
        )}
      </h3>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.rows[rule]} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={3} />}
      {list.data && rows.length === 0 && <p className={answers.note}>{words.noRows}</p>}
      <ul className={answers.rows}>
        {rows.map((row) => (
          <SlowRow key={`${row.conversationId} ${row.askedAt}`} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={answers.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </div>
  )
}

/** One chat that waited too long; `right` says what became of it. */
export function SlowRow({
  row,
  right,
}: {
  row: {
    conversationId: string
    buyerName: string
    memberName: string | null
    askedAt: string
    waitedMs: number | null
  }
  right?: string
}) {
  const words = useWords(platformsWords)
  const { slug } = useMembership().shop
  const time = useShopTime()
  return (
    <li>
      <Link to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.conversationId }} className={css.row}>
        <b>{row.buyerName}</b>
        <span>{row.memberName ?? words.nobody}</span>
        <span>{row.waitedMs === null ? words.unanswered : words.waited(waitText(row.waitedMs))}</span>
        <span>{right}</span>
        <span className={answers.number}>{time.since(row.askedAt)}</span>
      </Link>
    </li>
  )
}
