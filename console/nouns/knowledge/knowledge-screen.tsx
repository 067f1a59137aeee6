import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react'
import { sections } from '#contract/knowledge/kinds.ts'
import { api } from '../../parts/api.ts'
import { Button, ButtonLink, Tabs } from '../../parts/controls.tsx'
import { DropZone } from '../../parts/drop-zone.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { EmptyState, ErrorState, FirstStep, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { ArticleLine } from './article-line.tsx'
import { ChooseDocument } from './choose-document.tsx'
import { documentWords } from './document.words.ts'
import { FoundList } from './found-list.tsx'
import {
  articleLanguages,
  knowledgeViews,
  readKnowledgeSearch,
  type KnowledgeSearch,
} from './knowledge-search.ts'
import css from './knowledge.module.css'
import { knowledgeWords } from './knowledge.words.ts'
import { RepeatList } from './repeat-list.tsx'
import { SynonymList } from './synonym-list.tsx'

const DocumentImport = lazy(() =>
  import('./document-import.tsx').then(({ DocumentImport: component }) => ({ default: component })),
)

/** What the shop knows: found while it is typed, else by section and by what is to be done with it. */
export function KnowledgeScreen() {
  const words = useWords(knowledgeWords)
  const { slug, language: own } = useMembership().shop
  const search = readKnowledgeSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const mayWrite = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const show = useCallback(
    (change: KnowledgeSearch) =>
      void navigate({
        to: '/s/$slug/knowledge',
        params: { slug },
        search: (before) => ({ ...readKnowledgeSearch(before), ...change }),
        replace: true,
      }),
    [navigate, slug],
  )
  const find = useCallback((q: string) => show({ q: q || undefined }), [show])
  const view = search.view ?? 'current'
  const isList = view !== 'asked' && view !== 'synonyms'
  // What waits for somebody is never hidden by its language.
  const isByLanguage = view === 'current' && !search.q
  const shown = search.language ?? own
  const language = isByLanguage && shown !== 'both' ? shown : undefined
  const documents = useWords(documentWords)
  const [file, setFile] = useState<File | null>(null)
  const leave = () => setFile(null)
  const filters = {
    ...(view !== 'current' && isList && { view }),
    ...(search.section && { section: search.section }),
    ...(language && { language }),
  }
  return (
    <Screen
      title={words.title}
      width="wide"
      right={
        <>
          <SearchBox label={words.search} hint={words.searchHint} value={search.q ?? ''} onSearch={find} />
          {isList && (
            <ExportMenu
              path="/knowledge"
              query={filters}
              more={(['docx', 'md', 'zip'] as const).map((format) => ({
                label: documents[({ docx: 'word', md: 'markdown', zip: 'zip' } as const)[format]],
                path: '/knowledge/document',
                query: { ...filters, format },
              }))}
            />
          )}
          {mayWrite && <ChooseDocument onFile={setFile} />}
          {mayWrite && file === null && (
            <ButtonLink kind="filled" to="/s/$slug/knowledge/$id" params={{ slug, id: 'new' }}>
              {words.write}
            </ButtonLink>
          )}
        </>
      }
      tabs={
        <Tabs
          label={words.views.label}
          value={view}
          onChange={(next) => show({ view: next === 'current' ? undefined : next, q: undefined })}
          options={knowledgeViews.map((value) => ({ value, label: words.views[value] }))}
        />
      }
    >
      <Dropping mayWrite={mayWrite} onFile={setFile}>
        {file ? (
          <Suspense fallback={<Loading lines={5} />}>
            <DocumentImport
              key={`${file.name} ${file.size} ${file.lastModified}`}
              file={file}
              onLeave={leave}
              onPending={() => {
                leave()
                show({ view: 'pending', q: undefined })
              }}
            />
          </Suspense>
        ) : (
          <>
            {(isList || search.q) && (
              <div className={css.sections} role="group" aria-label={words.section}>
                <button
                  type="button"
                  aria-pressed={!search.section}
                  onClick={() => show({ section: undefined })}
                >
                  {words.anySection}
                </button>
                {sections.map((section) => (
                  <button
                    key={section}
                    type="button"
                    aria-pressed={search.section === section}
                    onClick={() => show({ section })}
                  >
                    {words.sections[section]}
                  </button>
                ))}
                {isByLanguage && (
                  <span className={css.languages} role="group" aria-label={words.language}>
                    {articleLanguages.map((one) => (
                      <button
                        key={one}
                        type="button"
                        aria-pressed={shown === one}
                        onClick={() => show({ language: one === own ? undefined : one })}
                      >
                        {words.languages[one]}
                      </button>
                    ))}
                  </span>
                )}
              </div>
            )}
            {search.q ? (
              <FoundList q={search.q} section={search.section} />
            ) : view === 'asked' ? (
              <RepeatList />
            ) : view === 'synonyms' ? (
              <SynonymList />
            ) : (
              <Articles view={view} section={search.section} language={language} mayWrite={mayWrite} />
            )}
          </>
        )}
      </Dropping>
    </Screen>
  )
}

function Dropping({
  mayWrite,
  onFile,
  children,
}: {
  mayWrite: boolean
  onFile: (file: File) => void
  children: ReactNode
}) {
  const { drop } = useWords(documentWords)
  if (!mayWrite) return children
  return (
    <DropZone said={drop} onFile={onFile}>
      <div className={css.dropping}>{children}</div>
    </DropZone>
  )
}

function Articles({
  view,
  section,
  language,
  mayWrite,
}: {
  view: Exclude<NonNullable<KnowledgeSearch['view']>, 'asked' | 'synonyms'>
  section: KnowledgeSearch['section']
  language: 'zh' | 'en' | undefined
  mayWrite: boolean
}) {
  const words = useWords(knowledgeWords)
  const membership = useMembership()
  const { slug } = membership.shop
  const client = useQueryClient()
  const key = ['articles', membership.id]
  const list = useInfiniteQuery({
    queryKey: [...key, view, section, language],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/knowledge/articles', {
        query: {
          view,
          limit: 60,
          ...(section && { section }),
          ...(language && { language }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  useStreamEvents((event) => {
    if (event.name.startsWith('article.')) void client.invalidateQueries({ queryKey: key })
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  if (list.error)
    return (
      <ErrorState
        error={list.error}
        thing={words.title}
        kept={words.kept}
        retry={() => void list.refetch()}
      />
    )
  if (list.isPending) return <Loading lines={10} />
  if (rows.length === 0)
    return (
      <EmptyState
        title={words.none[view]}
        lead={view === 'current' ? words.noneLead : undefined}
        withFlower={view === 'current'}
      >
        {view === 'current' && mayWrite && (
          <FirstStep
            title={words.firstTitle}
            about={words.firstAbout}
            action={
              <ButtonLink to="/s/$slug/knowledge/$id" params={{ slug, id: 'new' }}>
                {words.write}
              </ButtonLink>
            }
          />
        )}
      </EmptyState>
    )
  return (
    <>
      <ul
        className={css.rows}
        data-fading={list.isPlaceholderData || undefined}
        aria-label={words.views[view]}
      >
        {rows.map((row) => (
          <ArticleLine key={row.id} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={css.more}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  )
}
