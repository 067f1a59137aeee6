import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { TableImport } from '#contract/imports/table-imports.ts'
import type { Store } from '#contract/staff/shop.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useShop } from '../../parts/use-shop.ts'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { Refusals } from './refusals.tsx'
import { StoreChoice } from './store-choice.tsx'
import { TableColumns, useLook } from './table-columns.tsx'
import { TableCounts } from './table-counts.tsx'
import { tableImportWords } from './table-import.words.ts'

interface Props {
  one: TableImport
  onNext: (next: TableImport) => void
  onFile: (file: File) => void
  /** It is looked at once more; this is what was seen before. */
  isLooking?: boolean
}

/** What the table would become, before anything is changed; how it is read, and where it goes. */
export function TablePreview({ one, onNext, onFile, isLooking = false }: Props) {
  const words = useWords(tableImportWords)
  const importing = useWords(importWords)
  const [isNaming, setNaming] = useState(false)
  const shop = useShop()
  return (
    <>
      <div className={css.lead}>
        <p className="song">{words.found(words.kinds[one.kind])}</p>
        <p className={css.quiet}>
          {one.fileName}
          {one.sheet && ` · ${one.sheet}`}
          {'　'}
          <button
            type="button"
            className="link"
            aria-expanded={isNaming}
            onClick={() => setNaming(!isNaming)}
          >
            {importing.changeColumns}
          </button>
        </p>
        <TableCounts one={one} />
      </div>
      {isNaming ? (
        <TableColumns
          key={`${one.kind} ${JSON.stringify(one.columns)}`}
          one={one}
          onLook={(next) => {
            setNaming(false)
            onNext(next)
          }}
          onFile={onFile}
          onClose={() => setNaming(false)}
        />
      ) : (
        <>
          <Sample one={one} />
          <Refusals one={one} />
          {shop.data && (
            <Target
              key={`${one.kind} ${one.store?.id ?? ''} ${one.store?.name ?? ''}`}
              one={one}
              stores={shop.data.stores}
              onNext={onNext}
              onFile={onFile}
              isLooking={isLooking}
            />
          )}
        </>
      )}
      <ErrorLine error={shop.error} />
    </>
  )
}

function Sample({ one }: { one: TableImport }) {
  const words = useWords(tableImportWords)
  const format = useFormat()
  const { fields, rows } = one.sample
  if (rows.length === 0) return null
  return (
    <Section title={words.sample}>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={words.sample}>
        <table className={css.table}>
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {words.fields[field] ?? field}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, index) => (
              <tr key={index}>
                {cells.map((cell, column) => (
                  <td key={column} className={css.cut}>
                    {fields[column] === 'at' ? `${format.day(cell)} ${format.clock(cell)}` : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Target({ one, stores, onNext, onFile, isLooking }: Props & { stores: readonly Store[] }) {
  const words = useWords(tableImportWords)
  const importing = useWords(importWords)
  const format = useFormat()
  const chosen = one.store ? (one.store.id ?? 'new') : one.kind === 'products' ? 'none' : ''
  const [name, setName] = useState(one.store?.id === null ? one.store.name : '')
  const [isStrict, setStrict] = useState(false)
  const look = useLook(one.id, onNext)
  const running = useMutation({
    mutationFn: () =>
      api('POST /api/table-imports/:id/run', {
        params: { id: one.id },
        body: { ...(chosen === 'new' && { storeName: name.trim() }), ...(isStrict && { strict: true }) },
      }),
    onSuccess: onNext,
  })
  const hasAny = one.things > 0
  const isReady = hasAny && chosen !== '' && (chosen !== 'new' || name.trim() !== '') && !isLooking
  const choose = (store: string) => {
    if (store === 'new') look.mutate({ storeId: null, storeName: words.usualStore })
    else look.mutate({ storeId: store === 'none' ? null : store })
  }
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (isReady) running.mutate()
  }
  const said = words.take(words.things[one.kind](format.count(one.things)))
  const changesNothing = hasAny && one.created + one.updated === 0
  return (
    <form onSubmit={submit}>
      <Section title={importing.store.title}>
        <StoreChoice
          stores={stores}
          chosen={chosen}
          none={one.kind === 'products' ? words.noStore : undefined}
          onChoose={choose}
        />
        {chosen === 'new' && (
          <div className={css.name}>
            <TextField
              label={importing.store.name}
              hint={importing.store.nameHint}
              maxLength={80}
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          </div>
        )}
        <Checkbox
          label={importing.strict}
          hint={isStrict && one.refusedCount > 0 ? importing.strictBlocks : importing.strictHint}
          checked={isStrict}
          onChange={(e) => setStrict(e.target.checked)}
        />
        <ErrorLine error={look.error ?? running.error} />
        <p className={css.actions}>
          <Button type="submit" kind="filled" disabled={!isReady} isBusy={running.isPending || isLooking}>
            {hasAny ? said : words.nothing}
          </Button>
          <ChooseFile label={importing.other} onFile={onFile} />
          {hasAny && chosen === '' && <span className={css.quiet}>{words.storeNeeded}</span>}
          {changesNothing && chosen !== '' && <span className={css.quiet}>{words.same}</span>}
        </p>
      </Section>
    </form>
  )
}
