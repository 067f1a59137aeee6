import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import type { TableImport } from '#contract/imports/table-imports.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import { DropFile } from './drop-file.tsx'
import { EarlierTables } from './earlier-tables.tsx'
import { handFile } from './handed-file.ts'
import { ImportFailed } from './import-failed.tsx'
import { readImportSearch } from './import-search.ts'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { ProgressBar } from './progress-bar.tsx'
import { TableColumns } from './table-columns.tsx'
import { tableImportWords } from './table-import.words.ts'
import { tablePlaces, type TablePlace } from './table-place.ts'
import { TablePreview } from './table-preview.tsx'
import { TableResult } from './table-result.tsx'
import { useSending } from './use-sending.ts'

/** The stream tells of progress; asking as well keeps the bar honest where the stream is down. */
const askEveryMs = 1000

export const ProductImportScreen = () => <TableImportScreen place="catalogue" />
export const CustomerImportScreen = () => <TableImportScreen place="customers" />

/** Products, reviews or customers out of a table: dropped, recognised, tried, shown, and only then taken in. */
function TableImportScreen({ place }: { place: TablePlace }) {
  const words = useWords(tableImportWords)
  const importing = useWords(importWords)
  const said = words.places[place]
  const { list, screen, kind } = tablePlaces[place]
  const { shop, id: memberId } = useMembership()
  const { id } = readImportSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const client = useQueryClient()
  const started = useCallback(
    (one: TableImport) => {
      client.setQueryData(tableKey(memberId, one.id), one)
      void client.invalidateQueries({ queryKey: ['table-imports', memberId] })
      void navigate({ to: screen, params: { slug: shop.slug }, search: { id: one.id } })
    },
    [client, memberId, navigate, screen, shop.slug],
  )
  const fields = useMemo(() => ({ kind }), [kind])
  const sending = useSending('POST /api/table-imports', started, fields)
  return (
    <DropFile onFile={sending.send}>
      <Screen
        title={said.title}
        right={
          <Link className="link" to={list} params={{ slug: shop.slug }}>
            {said.back}
          </Link>
        }
      >
        {sending.progress ? (
          <ProgressBar
            said={importing.uploading(sending.progress.name, sending.progress.percent)}
            share={sending.progress.percent / 100}
          />
        ) : sending.error !== null ? (
          <ImportFailed
            error={sending.error}
            onOther={sending.send}
            better={isOrders(sending.error) && <ToOrders file={sending.file} />}
          />
        ) : id ? (
          <OneTable key={id} id={id} onFile={sending.send} />
        ) : (
          <div className={css.start}>
            <p className="song">{said.start}</p>
            <p>{said.lead}</p>
            <ChooseFile label={importing.start.choose} isFilled onFile={sending.send} />
            <p className={css.quiet}>{words.safe}</p>
          </div>
        )}
        <EarlierTables place={place} currentId={id ?? null} />
      </Screen>
    </DropFile>
  )
}

const tableKey = (memberId: string, id: string) => ['table-import', memberId, id] as const

const isOrders = (error: unknown): boolean =>
  error instanceof ApiError && error.details['failure'] === 'is_orders'

/** The same file, on the screen where it belongs. */
function ToOrders({ file }: { file: File | null }) {
  const words = useWords(tableImportWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  if (!file) return null
  const go = () => {
    handFile(file)
    void navigate({ to: '/s/$slug/orders/import', params: { slug } })
  }
  return (
    <Button kind="filled" onClick={go}>
      {words.toOrders}
    </Button>
  )
}

function OneTable({ id, onFile }: { id: string; onFile: (file: File) => void }) {
  const words = useWords(importWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const one = useQuery({
    queryKey: tableKey(memberId, id),
    queryFn: () => api('GET /api/table-imports/:id', { params: { id } }),
    refetchInterval: (query) => (isBusy(query.state.data) ? askEveryMs : false),
  })
  useStreamEvents((event) => {
    if (event.subject !== id || !event.name.startsWith('table_import.')) return
    void client.invalidateQueries({ queryKey: tableKey(memberId, id) })
    if (event.name === 'table_import.finished')
      void client.invalidateQueries({ queryKey: ['table-imports', memberId] })
  })
  // While it is looked at once more, what was seen before stays in sight.
  const [seen, setSeen] = useState<TableImport | null>(null)
  if (one.data?.state === 'previewed' && one.data !== seen) setSeen(one.data)
  if (!one.data)
    return one.error ? <ErrorState error={one.error} retry={() => void one.refetch()} /> : <Loading />
  const take = (next: TableImport) => client.setQueryData(tableKey(memberId, id), next)
  const { state } = one.data
  switch (state) {
    case 'mapping':
      return <TableColumns one={one.data} onLook={take} onFile={onFile} />
    case 'previewing':
      return seen ? (
        <div className={css.again} aria-busy="true">
          <TablePreview one={seen} onNext={take} onFile={onFile} isLooking />
        </div>
      ) : (
        <ProgressBar said={words.previewing} share={one.data.percent / 100} about={one.data.fileName} />
      )
    case 'previewed':
      return <TablePreview one={one.data} onNext={take} onFile={onFile} />
    case 'running':
      return <ProgressBar said={words.running} share={one.data.percent / 100} about={one.data.fileName} />
    case 'finished':
      return <TableResult one={one.data} onFile={onFile} />
    case 'failed':
      return <ImportFailed one={one.data} onOther={onFile} />
  }
}

const isBusy = (one: TableImport | undefined): boolean =>
  one !== undefined && (one.state === 'previewing' || one.state === 'running')
