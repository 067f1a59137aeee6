import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api, type Reply } from '../../parts/api.ts'
import { Button, Checkbox } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen, Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { AnswersTabs } from './answers-tabs.tsx'
import { StateShape } from './answers-bar.tsx'
import { answersClocks, readAnswersSearch, type AnswersClock, type AnswersSearch } from './answers-search.ts'
import { answersWords } from './answers.words.ts'
import css from './answers.module.css'
import { useTargets } from './targets.ts'

type Row = Reply<'GET /api/reports/response-times'>['rows'][number]

/** How fast buyers were answered (RSP-03), and the conversations behind every figure. */
export function AnswersScreen() {
  const words = useWords(answersWords)
  const { slug } = useMembership().shop
  const canReport = useHasRole('owner', 'lead')
  const navigate = useNavigate()
  const search = readAnswersSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const days = search.days ?? 7
  // Rounded to the minute, so that the same question is asked once and not at every rendering.
  const from = useMemo(
    () => new Date(Math.floor(serverNow() / 60_000) * 60_000 - days * 86_400_000).toISOString(),
    [days],
  )
  const show = (next: AnswersSearch) =>
    void navigate({ to: '/s/$slug/answers', params: { slug }, search: next, replace: true })
  return (
    <Screen
      title={words.title}
      right={
        <>
          {canReport && (
            <Checkbox
              label={words.first}
              checked={search.first === true}
              onChange={(e) => show({ ...search, first: e.target.checked || undefined })}
            />
          )}
          <select
            aria-label={words.period}
            className={`${controls.input} ${controls.select} ${css.days}`}
            value={days}
            onChange={(e) => show({ ...search, days: Number(e.target.value) as 1 | 7 | 30 })}
          >
            {([1, 7, 30] as const).map((n) => (
              <option key={n} value={n}>
                {words.days[n]}
              </option>
            ))}
          </select>
          {canReport && <ExportMenu path="/turns" query={{ from, firstOnly: search.first }} />}
        </>
      }
      tabs={canReport && <AnswersTabs value={search.by ?? 'agent'} onBy={(by) => show({ ...search, by })} />}
    >
      {canReport && <Report search={search} from={from} onShow={show} />}
      <Conversations search={search} from={from} onShow={show} />
    </Screen>
  )
}

function Report({
  search,
  from,
  onShow,
}: {
  search: AnswersSearch
  from: string
  onShow: (next: AnswersSearch) => void
}) {
  const words = useWords(answersWords)
  const { id } = useMembership()
  const { target, due } = useTargets()
  const by = search.by ?? 'agent'
  const query = { by, from, ...(search.first && { firstOnly: true }) }
  const report = useQuery({
    queryKey: ['response-times', id, query],
    queryFn: () => api('GET /api/reports/response-times', { query }),
  })
  if (report.error && !report.data)
    return <ErrorState error={report.error} thing={words.thing} retry={() => void report.refetch()} />
  if (!report.data) return <Loading lines={4} />
  if (report.data.rows.length === 0)
    return <EmptyState title={words.none} lead={words.noneLead} withFlower={false} />
  const hasAnnounced = report.data.rows.some((row) => row.withinAnnounced > 0)
  const open = (row: Row, clock?: AnswersClock) =>
    onShow({ ...search, clock, memberId: by === 'agent' ? row.key : undefined })
  return (
    <>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{words[by]}</span>
              </th>
              <th scope="col" className={css.number}>
                {words.columns.turns}
              </th>
              <th scope="col" className={css.number}>
                <StateShape kind="calm" /> {words.within(target)}
              </th>
              <th scope="col" className={css.number}>
                <StateShape kind="amber" /> {words.between(target, due)}
              </th>
              {hasAnnounced && (
                <th scope="col" className={css.number}>
                  <StateShape kind="amber" /> {words.announced}
                </th>
              )}
              <th scope="col" className={css.number}>
                <StateShape kind="late" /> {words.over(due)}
              </th>
              <th scope="col" className={css.number}>
                {words.columns.unanswered}
              </th>
              <th scope="col" className={css.number}>
                {words.columns.median}
              </th>
              <th scope="col" className={css.number}>
                {words.columns.automatic}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.data.rows.map((row) => (
              <ReportRow
                key={row.key}
                row={row}
                hasAnnounced={hasAnnounced}
                onOpen={by === 'agent' ? open : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.note}>{words.autoNote}</p>
      {hasAnnounced && <p className={css.note}>{words.announcedNote}</p>}
    </>
  )
}

function ReportRow({
  row,
  hasAnnounced,
  onOpen,
}: {
  row: Row
  hasAnnounced: boolean
  onOpen: ((row: Row, clock?: AnswersClock) => void) | undefined
}) {
  const words = useWords(answersWords)
  const figure = (n: number, clock?: AnswersClock) =>
    onOpen && n > 0 ? (
      <button type="button" className="figure" onClick={() => onOpen(row, clock)}>
        {n}
      </button>
    ) : (
      n
    )
  const parts = [
    ['calm', row.withinTarget],
    ['amber', row.withinDue],
    ['amber', row.withinAnnounced],
    ['late', row.late + row.unanswered],
  ] as const
  return (
    <tr>
      <th scope="row">
        {row.label}
        <span className={css.bar} aria-hidden="true">
          {parts.map(([kind, n], at) => n > 0 && <i key={at} data-kind={kind} style={{ flexGrow: n }} />)}
        </span>
      </th>
      <td className={css.number}>{figure(row.turns)}</td>
      <td className={css.number}>{figure(row.withinTarget, 'kept_target')}</td>
      <td className={css.number}>{figure(row.withinDue, 'kept')}</td>
      {hasAnnounced && <td className={css.number}>{figure(row.withinAnnounced, 'announced')}</td>}
      <td className={css.number} data-late={row.late > 0 || undefined}>
        {figure(row.late, 'missed')}
      </td>
      <td className={css.number}>{row.unanswered}</td>
      <td className={css.number}>
        {row.medianMs === null ? '–' : words.seconds((row.medianMs / 1000).toFixed(1))}
      </td>
      <td className={css.number}>{row.automatic}</td>
    </tr>
  )
}

function Conversations({
  search,
  from,
  onShow,
}: {
  search: AnswersSearch
  from: string
  onShow: (next: AnswersSearch) => void
}) {
  const words = useWords(answersWords)
  const { shop, id } = useMembership()
  const time = useShopTime()
  const query = { from, clock: search.clock, memberId: search.memberId, limit: 50 }
  const list = useInfiniteQuery({
    queryKey: ['conversations', id, query],
    queryFn: ({ pageParam }) =>
      api('GET /api/conversations', { query: { ...query, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const isFiltered = search.clock !== undefined || search.memberId !== undefined
  return (
    <Section
      title={words.rows}
      right={
        <>
          {isFiltered && (
            <button
              type="button"
              className="link"
              onClick={() => onShow({ ...search, clock: undefined, memberId: undefined })}
            >
              {words.clear}
            </button>
          )}
          <select
            aria-label={words.rows}
            className={`${controls.input} ${controls.select} ${css.days}`}
            value={search.clock ?? ''}
            onChange={(e) => onShow({ ...search, clock: answersClocks.find((c) => c === e.target.value) })}
          >
            <option value="">{words.all}</option>
            {answersClocks.map((clock) => (
              <option key={clock} value={clock}>
                {words.clocks[clock]}
              </option>
            ))}
          </select>
          <ExportMenu
            path="/conversations"
            query={{ from, clock: search.clock, memberId: search.memberId }}
            by="messages"
          />
        </>
      }
    >
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.rows} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={4} />}
      {list.data && rows.length === 0 && <p className={css.note}>{words.noRows}</p>}
      <ul className={css.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/s/$slug/inbox/{-$id}" params={{ slug: shop.slug, id: row.id }} className={css.row}>
              <b>{row.buyerName}</b>
              <span className={css.text}>{row.lastText || words.unnamed}</span>
              <span>{row.inquiryOwnerName ?? row.assigneeName}</span>
              <span>{row.isClosed ? words.closed : words.open}</span>
              <span className={css.number}>{time.since(row.lastAt)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={css.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </Section>
  )
}
