import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { tableKinds, type TableKind } from '#contract/imports/kinds.ts'
import type { TableImport } from '#contract/imports/table-imports.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import importCss from './import.module.css'
import { importWords } from './import.words.ts'
import css from './mapping.module.css'
import { SheetSelect } from './sheet-select.tsx'
import { tableImportWords } from './table-import.words.ts'

interface Props {
  one: TableImport
  onLook: (next: TableImport) => void
  onFile: (file: File) => void
  /** Set where it can be left as it is. */
  onClose?: (() => void) | undefined
}

/** Fields that are shown though nothing was found for them: without one of them such a table says nothing. */
const needed: Readonly<Record<TableKind, readonly string[]>> = {
  products: ['name', 'code', 'price'],
  reviews: ['at', 'title', 'stars', 'text'],
  customers: ['name', 'account', 'email', 'phone'],
}

/** How a table is read, said by a person: what it is, which sheet, and which column is what. */
export function TableColumns({ one, onLook, onFile, onClose }: Props) {
  const words = useWords(tableImportWords)
  const importing = useWords(importWords)
  const [columns, setColumns] = useState<Readonly<Record<string, string | null>>>(one.columns)
  const look = useLook(one.id, onLook)
  const failure = one.error ? words.failures[one.error] : undefined
  if (one.headers.length === 0) return <Sheets one={one} onLook={onLook} onFile={onFile} />
  return (
    <>
      {!onClose && (
        <div className={importCss.lead}>
          <p className="song">{words.unknown}</p>
          <p className={importCss.quiet}>{one.fileName}</p>
          {failure && (
            <p>
              {failure.what} {failure.todo}
            </p>
          )}
        </div>
      )}
      <div className={css.manner}>
        <Choice
          label={words.kind}
          value={one.kind}
          options={tableKinds.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={(kind) => look.mutate({ kind })}
        />
        {one.sheets.length > 1 && (
          <SheetSelect
            sheets={one.sheets}
            value={one.sheet ?? ''}
            onPick={(sheet) => look.mutate({ sheet })}
          />
        )}
      </div>
      <Fields one={one} columns={columns} onChange={setColumns} />
      <ErrorLine error={look.error} />
      <p className={importCss.actions}>
        <Button kind="filled" isBusy={look.isPending} onClick={() => look.mutate({ columns })}>
          {words.go}
        </Button>
        {onClose ? (
          <Button onClick={onClose}>{words.close}</Button>
        ) : (
          <ChooseFile label={importing.other} onFile={onFile} />
        )}
      </p>
    </>
  )
}

type Look = Parameters<typeof api<'POST /api/table-imports/:id/look'>>[1] extends
  | { body?: infer B }
  | undefined
  ? NonNullable<B>
  : never

export function useLook(id: string, onLook: (next: TableImport) => void) {
  return useMutation({
    mutationFn: (body: Look) => api('POST /api/table-imports/:id/look', { params: { id }, body }),
    onSuccess: onLook,
  })
}

function Fields({
  one,
  columns,
  onChange,
}: {
  one: TableImport
  columns: Readonly<Record<string, string | null>>
  onChange: (columns: Readonly<Record<string, string | null>>) => void
}) {
  const words = useWords(tableImportWords)
  const [showsAll, setShowsAll] = useState(false)
  const id = useId()
  const shown = one.fields.filter(
    (field) => showsAll || Object.hasOwn(columns, field) || needed[one.kind].includes(field),
  )
  return (
    <Section title={words.columnsTitle}>
      <p className={importCss.quiet}>{words.columnsLead}</p>
      <ul>
        {shown.map((field) => (
          <li key={field} className={css.field}>
            <label htmlFor={`${id}-${field}`}>{words.fields[field] ?? field}</label>
            <select
              id={`${id}-${field}`}
              value={columns[field] ?? ''}
              onChange={(e) => onChange({ ...columns, [field]: e.target.value || null })}
            >
              <option value="">{words.none}</option>
              {[...new Set(one.headers)]
                .filter((header) => header !== '')
                .map((header) => (
                  <option key={header} value={header}>
                    {header}
                  </option>
                ))}
            </select>
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={() => setShowsAll(!showsAll)}>
        {showsAll ? words.fewer : words.more}
      </Button>
    </Section>
  )
}

/** A workbook whose sheets go on with each other: one is named before anything is read. */
function Sheets({ one, onLook, onFile }: Props) {
  const words = useWords(tableImportWords)
  const importing = useWords(importWords)
  const [sheet, setSheet] = useState(one.sheets[0] ?? '')
  const look = useLook(one.id, onLook)
  return (
    <div className={importCss.lead}>
      <p className="song">{words.sheets}</p>
      <p className={importCss.quiet}>{one.fileName}</p>
      <SheetSelect sheets={one.sheets} value={sheet} onPick={setSheet} />
      <ErrorLine error={look.error} />
      <p className={importCss.actions}>
        <Button kind="filled" isBusy={look.isPending} onClick={() => look.mutate({ sheet })}>
          {words.sheetGo}
        </Button>
        <ChooseFile label={importing.other} onFile={onFile} />
      </p>
    </div>
  )
}
