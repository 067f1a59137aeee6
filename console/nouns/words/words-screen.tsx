import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Word } from '#contract/promises/words.ts'
import { api } from '../../parts/api.ts'
import { Button, ButtonLink, Checkbox, Tabs } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import controls from '../../parts/controls.module.css'
import { useFormat } from '../../parts/format.tsx'
import { hearts, type Heart } from '../../parts/marks/hearts.ts'
import { marksWords } from '../../parts/marks/marks.words.ts'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { serverNow, useStreamEvents } from '../../parts/stream.tsx'
import { useTicking } from '../../parts/ticking.ts'
import { useWords } from '../../parts/words.tsx'
import { wordGroup, type WordGroup } from './word-groups.rules.ts'
import { WordRow } from './word-row.tsx'
import { readWordsSearch, type WordsSearch } from './words-search.ts'
import { wordsWords } from './words.words.ts'
import css from './words.module.css'

/** What was said to buyers: still open, the next due first, or ended, the newest first. */
export function WordsScreen() {
  const words = useWords(wordsWords)
  const { shop, id } = useMembership()
  const search = readWordsSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const client = useQueryClient()
  const show = (next: WordsSearch) =>
    void navigate({ to: '/s/$slug/words', params: { slug: shop.slug }, search: next, replace: true })

  const state = search.state ?? 'open'
  const query = { state, heart: search.heart, mine: search.mine, from: search.from, to: search.to, limit: 50 }
  const list = useInfiniteQuery({
    queryKey: ['words', id, query],
    queryFn: ({ pageParam }) =>
      api('GET /api/words', { query: { ...query, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  useStreamEvents((e) => {
    if (e.name.startsWith('word.')) void client.invalidateQueries({ queryKey: ['words', id] })
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const isFiltered =
    search.heart !== undefined ||
    search.mine === true ||
    search.from !== undefined ||
    !['open', 'ended'].includes(state)

  return (
    <Screen
      title={words.title}
      right={
        <>
          <Filters search={search} onChange={show} isFiltered={isFiltered} />
          <ExportMenu path="/words" query={{ ...search, state }} />
        </>
      }
      tabs={
        <Tabs
          label={words.views}
          value={state}
          onChange={(next) => show({ ...search, state: next, from: undefined, to: undefined })}
          options={(['open', 'ended', 'kept', 'broken', 'told', 'released'] as const).map((value) => ({
            value,
            label: words[value],
          }))}
        />
      }
    >
      {list.error && !list.data ? (
        <ErrorState error={list.error} thing={words.thing} retry={() => void list.refetch()} />
      ) : null}
      {list.isPending && <Loading />}
      {list.data && rows.length === 0 && (
        <Empty
          isOpen={state === 'open'}
          isFiltered={isFiltered}
          onClear={() => show({ state: search.state })}
        />
      )}
      {rows.length > 0 && (state === 'open' ? <OpenWords rows={rows} /> : <WordList rows={rows} />)}
      {list.hasNextPage && (
        <p className={css.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </Screen>
  )
}

function Filters({
  search,
  onChange,
  isFiltered,
}: {
  search: WordsSearch
  onChange: (next: WordsSearch) => void
  isFiltered: boolean
}) {
  const words = useWords(wordsWords)
  const names = useWords(marksWords).hearts
  const format = useFormat()
  return (
    <div className={css.filters}>
      {search.from && search.to && (
        <span>{words.period(format.day(search.from), format.day(search.to))}</span>
      )}
      {isFiltered && (
        <button type="button" className="link" onClick={() => onChange({ state: search.state })}>
          {words.clear}
        </button>
      )}
      <select
        aria-label={words.heart}
        className={`${controls.input} ${controls.select} ${css.heartSelect}`}
        value={search.heart ?? ''}
        onChange={(e) => onChange({ ...search, heart: (e.target.value || undefined) as Heart | undefined })}
      >
        <option value="">{words.allHearts}</option>
        {hearts.map((heart) => (
          <option key={heart} value={heart}>
            {names[heart]}
          </option>
        ))}
      </select>
      <Checkbox
        label={words.mine}
        checked={search.mine === true}
        onChange={(e) => onChange({ ...search, mine: e.target.checked || undefined })}
      />
    </div>
  )
}

const groups: readonly WordGroup[] = ['overdue', 'today', 'tomorrow', 'later']

function OpenWords({ rows }: { rows: readonly Word[] }) {
  const words = useWords(wordsWords)
  const zone = useMembership().shop.timeZone
  // The groups change with the minute, not with every tick.
  const minute = useTicking(() => Math.floor(serverNow() / 60_000))
  const now = minute * 60_000
  return groups.map((group) => {
    const of = rows.filter((word) => wordGroup(word.dueAt, zone, now) === group)
    return (
      of.length > 0 && (
        <section key={group} className={css.group} data-group={group}>
          <h2>
            {words[group]} <span>{of.length}</span>
          </h2>
          <WordList rows={of} />
        </section>
      )
    )
  })
}

function WordList({ rows }: { rows: readonly Word[] }) {
  const [openId, setOpenId] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => setOpenId((id) => (id !== null && rows.some((w) => w.id === id) ? id : null)), [rows])
  return (
    <ul className={css.list} ref={list}>
      {rows.map((word) => (
        <WordRow
          key={word.id}
          word={word}
          isOpen={word.id === openId}
          onToggle={() => setOpenId((id) => (id === word.id ? null : word.id))}
        />
      ))}
    </ul>
  )
}

function Empty({
  isOpen,
  isFiltered,
  onClear,
}: {
  isOpen: boolean
  isFiltered: boolean
  onClear: () => void
}) {
  const words = useWords(wordsWords)
  const { slug } = useMembership().shop
  if (isFiltered) {
    return (
      <EmptyState title={words.emptyFilter} withFlower={false}>
        <p className={css.emptyAction}>
          <Button onClick={onClear}>{words.clear}</Button>
        </p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={isOpen ? words.emptyOpen : words.emptyEnded}
      lead={isOpen ? words.emptyOpenLead : words.emptyEndedLead}
    >
      <p className={css.emptyAction}>
        <ButtonLink kind="filled" to="/s/$slug/inbox/{-$id}" params={{ slug }}>
          {words.toInbox}
        </ButtonLink>
      </p>
    </EmptyState>
  )
}
