import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { Import } from '#contract/orders/orders.ts'
import { api } from '../../parts/api.ts'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import { DropFile } from './drop-file.tsx'
import { EarlierImports } from './earlier-imports.tsx'
import { ImportFailed } from './import-failed.tsx'
import { ImportPreview, noWish } from './import-preview.tsx'
import { ImportResult } from './import-result.tsx'
import { ImportStopped, ImportUnderWay } from './import-under-way.tsx'
import { readImportSearch } from './import-search.ts'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { OneSheet } from './look-again.tsx'
import { MappingStep } from './mapping-step.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { useSending } from './use-sending.ts'

/** The stream tells of progress; asking as well keeps the bar honest where the stream is down. */
const askEveryMs = 1000

/** Orders out of an exported table: dropped, tried, shown, and only then taken in. */
export function ImportScreen() {
  const words = useWords(importWords)
  const { shop, id: memberId } = useMembership()
  const { id } = readImportSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const client = useQueryClient()
  const show = useCallback(
    (next: string | undefined) =>
      void navigate({ to: '/s/$slug/orders/import', params: { slug: shop.slug }, search: { id: next } }),
    [navigate, shop.slug],
  )
  const started = useCallback(
    (one: Import) => {
      client.setQueryData(importKey(memberId, one.id), one)
      void client.invalidateQueries({ queryKey: ['imports', memberId] })
      show(one.id)
    },
    [client, memberId, show],
  )
  const sending = useSending('POST /api/imports', started)
  return (
    <DropFile onFile={sending.send}>
      <Screen
        title={words.title}
        right={
          <Link className="link" to="/s/$slug/orders" params={{ slug: shop.slug }}>
            {words.back}
          </Link>
        }
      >
        {sending.progress ? (
          <ProgressBar
            said={words.uploading(sending.progress.name, sending.progress.percent)}
            share={sending.progress.percent / 100}
          />
        ) : sending.error !== null ? (
          <ImportFailed error={sending.error} onOther={sending.send} />
        ) : id ? (
          <OneImport key={id} id={id} onFile={sending.send} />
        ) : (
          <Start onFile={sending.send} />
        )}
        <EarlierImports currentId={id ?? null} />
      </Screen>
    </DropFile>
  )
}

const importKey = (memberId: string, id: string) => ['import', memberId, id] as const

function Start({ onFile }: { onFile: (file: File) => void }) {
  const words = useWords(importWords).start
  return (
    <div className={css.start}>
      <p className="song">{words.title}</p>
      <p>{words.lead}</p>
      <ChooseFile label={words.choose} isFilled onFile={onFile} />
      <p className={css.quiet}>{words.safe}</p>
    </div>
  )
}

function OneImport({ id, onFile }: { id: string; onFile: (file: File) => void }) {
  const words = useWords(importWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isNaming, setNaming] = useState(false)
  const [wish, setWish] = useState(noWish)
  const one = useQuery({
    queryKey: importKey(memberId, id),
    queryFn: () => api('GET /api/imports/:id', { params: { id } }),
    refetchInterval: (query) => (isBusy(query.state.data) ? askEveryMs : false),
  })
  useStreamEvents((event) => {
    if (event.subject !== id || !event.name.startsWith('import.')) return
    void client.invalidateQueries({ queryKey: importKey(memberId, id) })
    if (event.name === 'import.finished') void client.invalidateQueries({ queryKey: ['imports', memberId] })
  })
  if (!one.data)
    return one.error ? <ErrorState error={one.error} retry={() => void one.refetch()} /> : <Loading />
  const take = (next: Import) => {
    setNaming(false)
    client.setQueryData(importKey(memberId, id), next)
  }
  const { state, format } = one.data
  if (one.data.needsSheet) return <OneSheet one={one.data} onNext={take} onFile={onFile} />
  if (state === 'mapping' || (state === 'previewed' && isNaming))
    return <MappingStep one={one.data} onMapped={take} onFile={onFile} />
  switch (state) {
    case 'previewing':
      return <ImportUnderWay one={one.data} said={words.previewing} />
    case 'running':
      return <ImportUnderWay one={one.data} said={words.running} />
    case 'stopped':
      return <ImportStopped one={one.data} onContinue={take} onFile={onFile} />
    case 'previewed':
      return (
        <ImportPreview
          one={one.data}
          onRun={take}
          onFile={onFile}
          onColumns={format === 'mapped' ? () => setNaming(true) : undefined}
          wish={wish}
          onWish={setWish}
        />
      )
    case 'finished':
      return <ImportResult one={one.data} onFile={onFile} />
    case 'failed':
      return <ImportFailed one={one.data} onOther={onFile} />
  }
}

const isBusy = (one: Import | undefined): boolean =>
  one !== undefined && (one.state === 'previewing' || one.state === 'running')
