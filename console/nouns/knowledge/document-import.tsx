import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reading, ReadPiece } from '#contract/knowledge/imports.ts'
import { sections, type Section } from '#contract/knowledge/kinds.ts'
import { ApiError, upload } from '../../parts/api.ts'
import { Button, SelectField } from '../../parts/controls.tsx'
import { ErrorLine, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { documentWords } from './document.words.ts'
import css from './document.module.css'
import { knowledgeWords } from './knowledge.words.ts'

const formOf = (file: File, chosen?: readonly string[]): FormData => {
  const form = new FormData()
  if (chosen) form.append('chosen', JSON.stringify(chosen))
  form.append('file', file)
  return form
}

/** What a dropped file holds, before any of it is kept; the chosen pieces become drafts. */
export function DocumentImport({
  file,
  onLeave,
  onPending,
}: {
  file: File
  onLeave: () => void
  onPending: () => void
}) {
  const words = useWords(documentWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const [section, setSection] = useState<Section | ''>('')
  const how = section ? { section } : {}
  const reading = useQuery({
    queryKey: ['knowledge reading', memberId, file.name, file.lastModified, file.size, section],
    queryFn: ({ signal }) =>
      upload('POST /api/knowledge/imports/reading', formOf(file), undefined, signal, { query: how }),
    retry: false,
    staleTime: Infinity,
    gcTime: 0,
  })
  const take = useMutation({
    mutationFn: (chosen: readonly string[]) =>
      upload('POST /api/knowledge/imports', formOf(file, chosen), undefined, undefined, { query: how }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['articles', memberId] }),
  })
  if (reading.error) return <Failed error={reading.error} name={file.name} onLeave={onLeave} />
  if (!reading.data)
    return (
      <>
        <p role="status">{words.reading(file.name)}</p>
        <Loading lines={5} />
      </>
    )
  if (take.data) {
    const { created, renewed, unchanged, lostPictures } = take.data
    return (
      <section className={css.done} role="status">
        <p className="song">
          {created.length + renewed.length === 0
            ? words.nothing
            : words.taken(created.length, renewed.length)}
        </p>
        {unchanged > 0 && <p>{words.unchanged(unchanged)}</p>}
        {lostPictures > 0 && <p>{words.lost(lostPictures)}</p>}
        <div className={css.foot}>
          <Button onClick={onLeave}>{words.again}</Button>
          {created.length + renewed.length > 0 && (
            <Button kind="filled" onClick={onPending}>
              {words.toPending}
            </Button>
          )}
        </div>
      </section>
    )
  }
  return (
    <Preview
      key={section}
      reading={reading.data}
      section={section}
      onSection={setSection}
      isBusy={take.isPending}
      error={take.error}
      onTake={(chosen) => take.mutate(chosen)}
      onLeave={onLeave}
    />
  )
}

function Failed({ error, name, onLeave }: { error: Error; name: string; onLeave: () => void }) {
  const words = useWords(documentWords)
  const told = error instanceof ApiError ? error.details?.['failure'] : null
  const failure = typeof told === 'string' ? told : ''
  const said =
    error instanceof ApiError && error.code === 'file.too_large'
      ? words.failures['too_large']
      : words.failures[failure]
  return (
    <section className={css.done}>
      {said ? (
        <p role="alert">
          <SmallDiamond /> <b>{name}</b>　{said} {words.kept}
        </p>
      ) : (
        <ErrorLine error={error} />
      )}
      <div className={css.foot}>
        <Button onClick={onLeave}>{words.cancel}</Button>
      </div>
    </section>
  )
}

function Preview({
  reading,
  section,
  onSection,
  isBusy,
  error,
  onTake,
  onLeave,
}: {
  reading: Reading
  section: Section | ''
  onSection: (section: Section | '') => void
  isBusy: boolean
  error: Error | null
  onTake: (chosen: string[]) => void
  onLeave: () => void
}) {
  const words = useWords(documentWords)
  const names = useWords(knowledgeWords)
  const takeable = reading.pieces.filter(({ state }) => state !== 'same')
  const [chosen, setChosen] = useState(
    () => new Set(takeable.filter(({ state }) => state === 'new').map(({ key }) => key)),
  )
  const columns = Object.entries(reading.columns)
  return (
    <section className={css.preview} aria-label={words.found(reading.pieces.length, reading.name)}>
      <header>
        <h2>{words.found(reading.pieces.length, reading.name)}</h2>
        <p className={css.quiet}>{takeable.length === 0 ? words.nothing : words.lead}</p>
        {columns.length > 0 && (
          <p className={css.quiet}>
            {words.columns(
              columns.map(([field, name]) => `${name} → ${words.fields[field] ?? field}`).join('　'),
            )}
          </p>
        )}
        <div className={css.tools}>
          <SelectField
            label={words.section}
            value={section}
            onChange={(e) => onSection(e.target.value as Section | '')}
          >
            <option value="">{words.anySection}</option>
            {sections.map((one) => (
              <option key={one} value={one}>
                {names.sections[one]}
              </option>
            ))}
          </SelectField>
          {takeable.length > 1 && (
            <span className={css.picks}>
              <button
                type="button"
                className="link"
                onClick={() => setChosen(new Set(takeable.map(({ key }) => key)))}
              >
                {words.all}
              </button>
              <button type="button" className="link" onClick={() => setChosen(new Set())}>
                {words.none}
              </button>
            </span>
          )}
        </div>
      </header>
      <ul className={css.pieces}>
        {reading.pieces.map((piece) => (
          <PieceLine
            key={piece.key}
            piece={piece}
            isChosen={chosen.has(piece.key)}
            onChoose={(isChosen) => {
              const next = new Set(chosen)
              if (isChosen) next.add(piece.key)
              else next.delete(piece.key)
              setChosen(next)
            }}
          />
        ))}
      </ul>
      {reading.refused.length > 0 && (
        <details className={css.refused}>
          <summary>{words.refused(reading.refused.length)}</summary>
          <ul>
            {reading.refused.slice(0, 200).map(({ line, reason }) => (
              <li key={line}>{words.line(line, words.reasons[reason] ?? reason)}</li>
            ))}
          </ul>
        </details>
      )}
      <ErrorLine error={error} />
      <div className={css.foot}>
        <Button kind="quiet" onClick={onLeave}>
          {words.cancel}
        </Button>
        {takeable.length > 0 && (
          <Button
            kind="filled"
            isBusy={isBusy}
            disabled={chosen.size === 0}
            onClick={() => onTake([...chosen])}
          >
            {words.take(chosen.size)}
          </Button>
        )}
      </div>
    </section>
  )
}

function PieceLine({
  piece,
  isChosen,
  onChoose,
}: {
  piece: ReadPiece
  isChosen: boolean
  onChoose: (isChosen: boolean) => void
}) {
  const words = useWords(documentWords)
  const names = useWords(knowledgeWords)
  const isSame = piece.state === 'same'
  return (
    <li data-state={piece.state}>
      <label>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={isSame}
          onChange={(e) => onChoose(e.target.checked)}
        />
        <span>
          <b lang={piece.language === 'zh' ? 'zh-CN' : 'en'}>{piece.title}</b>
          <span className={css.beginning}>{piece.answer || piece.beginning}</span>
          <span className={css.about}>
            <span>{names.sections[piece.section]}</span>
            <span data-state={piece.state}>
              {piece.state === 'title' && <SmallDiamond />} {words.states[piece.state]}
            </span>
            {piece.pictures > 0 && <span>{words.pictures(piece.pictures)}</span>}
            {piece.products.map((product) => (
              <span key={product.id}>{product.name}</span>
            ))}
            {piece.unknownProducts.length > 0 && (
              <span>{words.unknownProducts(piece.unknownProducts.slice(0, 3).join('、'))}</span>
            )}
            {piece.isCut && <span>{words.isCut}</span>}
          </span>
        </span>
      </label>
    </li>
  )
}
