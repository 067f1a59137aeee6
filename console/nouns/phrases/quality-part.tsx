import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LogRow } from '#contract/guard/guard.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading, SmallDiamond, SmallOctagon } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { guardPartWords } from './guard-part.words.ts'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

const views = ['words', 'unanswered', 'tones'] as const

/** BUY-07: what should not have been said, who was left without an answer, and in which tone people write. */
export function QualityPart() {
  const words = useWords(phrasesWords)
  const [view, setView] = useState<(typeof views)[number]>('words')
  return (
    <>
      <div className={css.filters}>
        <Choice
          label={words.tabs.quality}
          isLabelHidden
          value={view}
          onChange={setView}
          options={views.map((value) => ({ value, label: words.quality.views[value] }))}
        />
      </div>
      {view === 'tones' ? <Tones /> : <Log view={view} />}
    </>
  )
}

function Log({ view }: { view: 'words' | 'unanswered' }) {
  const words = useWords(phrasesWords)
  const { id } = useMembership()
  const list = useInfiniteQuery({
    queryKey: ['quality-log', id, view],
    queryFn: ({ pageParam }) =>
      api('GET /api/guard/log', { query: { view, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  if (list.error)
    return <ErrorState error={list.error} thing={words.tabs.quality} retry={() => void list.refetch()} />
  if (list.isPending) return <Loading lines={8} />
  if (rows.length === 0) return <EmptyState title={words.quality.none} lead={words.quality.noneLead} />
  return (
    <>
      <ul className={css.log}>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.quality.more}
        </Button>
      )}
    </>
  )
}

function Row({ row }: { row: LogRow }) {
  const words = useWords(phrasesWords)
  const guard = useWords(guardPartWords)
  const time = useShopTime()
  const { slug } = useMembership().shop
  const isGrave = row.outcome === 'blocked' || row.outcome === 'unanswered'
  return (
    <li>
      <time dateTime={row.at}>{time.since(row.at)}</time>
      <span className={css.logWhat}>
        <span className={css.logState} data-outcome={row.outcome}>
          {isGrave ? <SmallOctagon /> : row.outcome === 'sent_anyway' ? <SmallDiamond /> : null}
          {words.quality.outcomes[row.outcome]}
          {row.kind && ` · ${guard.kinds[row.kind]}`}
          {row.outcome === 'sent_anyway' && !row.isSeen && ` · ${words.quality.notSeen}`}
        </span>
        <span>
          <Marked sentence={row.sentence} found={row.found} />
        </span>
      </span>
      <span className={css.logWho}>
        <span>{row.memberName ?? words.quality.nobody}</span>
        {row.conversationId === null ? (
          <span>{row.buyerName || '–'}</span>
        ) : (
          <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.conversationId }}>
            {row.buyerName || '–'}
          </Link>
        )}
      </span>
    </li>
  )
}

function Marked({ sentence, found }: { sentence: string; found: string }) {
  const at = found === '' ? -1 : sentence.toLowerCase().indexOf(found)
  if (at < 0) return sentence || found
  return (
    <>
      {sentence.slice(0, at)}
      <mark className={css.open}>{sentence.slice(at, at + found.length)}</mark>
      {sentence.slice(at + found.length)}
    </>
  )
}

const toneColumns = ['answers', 'polite', 'warm', 'arguing', 'blocked', 'sentAnyway', 'changed'] as const

function Tones() {
  const words = useWords(phrasesWords)
  const said = words.quality
  const { id } = useMembership()
  const tones = useQuery({
    queryKey: ['tones', id],
    queryFn: () => api('GET /api/guard/tones', { query: { days: 30 } }),
  })
  if (tones.error)
    return <ErrorState error={tones.error} thing={words.tabs.quality} retry={() => void tones.refetch()} />
  if (!tones.data) return <Loading lines={5} />
  if (tones.data.rows.length === 0) return <EmptyState title={said.none} lead={said.noneLead} />
  return (
    <>
      <p className="meta">{said.tonesLead(tones.data.days)}</p>
      <div className={css.tableWrap} tabIndex={0} role="region" aria-label={said.views.tones}>
        <table className={css.table}>
          <thead>
            <tr>
              <th>{said.columns.member}</th>
              {toneColumns.map((column) => (
                <th key={column}>{said.columns[column]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tones.data.rows.map((row) => (
              <tr key={row.memberId}>
                <th scope="row">{row.memberName}</th>
                {toneColumns.map((column) => (
                  <td key={column}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
