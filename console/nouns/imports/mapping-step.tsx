import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { Import, ImportColumns } from '#contract/orders/orders.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './mapping.module.css'
import importCss from './import.module.css'
import { importWords } from './import.words.ts'
import { missingFields, valuesOf, withChoice, withDateOrder, type FieldPath } from './mapping-edit.rules.ts'
import { MappingFields } from './mapping-fields.tsx'
import { MappingStatuses } from './mapping-statuses.tsx'
import { MappingTrial } from './mapping-trial.tsx'
import { fieldSaid, mappingWords } from './mapping.words.ts'

interface Props {
  one: Import
  onMapped: (next: Import) => void
  onFile: (file: File) => void
}

/** A table of the shop's own: its columns are guessed, corrected by hand, and tried on its first rows meanwhile. */
export function MappingStep({ one, onMapped, onFile }: Props) {
  const memberId = useMembership().id
  const columns = useQuery({
    queryKey: ['import-columns', memberId, one.id],
    queryFn: () => api('GET /api/imports/:id/columns', { params: { id: one.id } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!columns.data)
    return columns.error ? (
      <ErrorState error={columns.error} retry={() => void columns.refetch()} />
    ) : (
      <Loading />
    )
  return <Naming key={one.id} one={one} columns={columns.data} onMapped={onMapped} onFile={onFile} />
}

/** Below this a guess is worth a second look. */
const sureFrom = 0.6

function Naming({ one, columns, onMapped, onFile }: Props & { columns: ImportColumns }) {
  const words = useWords(mappingWords)
  const importing = useWords(importWords)
  const [mapping, setMapping] = useState<OrderMapping>(columns.mapping)
  const [touched, setTouched] = useState<ReadonlySet<FieldPath>>(new Set())
  const missing = missingFields(mapping)
  const unsure = columns.guesses.filter(
    ({ field, confidence }) => confidence < sureFrom && !touched.has(field as FieldPath),
  )
  const settling = useMutation({
    mutationFn: () =>
      api('POST /api/imports/:id/mapping', {
        params: { id: one.id },
        body: { mapping: { ...mapping, name: mapping.name ?? nameOf(one.fileName) } },
      }),
    onSuccess: onMapped,
  })
  return (
    <>
      <div className={importCss.lead}>
        <p className="song">{words.title}</p>
        <p className={importCss.quiet}>{one.fileName}</p>
        <p>{words.lead(columns.guesses.length - unsure.length, unsure.length)}</p>
        {missing.length > 0 && (
          <p>{words.missing(missing.map((field) => fieldSaid(words, field)).join(words.and))}</p>
        )}
      </div>
      <div className={css.manner}>
        <Choice
          label={words.rows.label}
          value={mapping.rows}
          options={[
            { value: 'order', label: words.rows.order },
            { value: 'line', label: words.rows.line },
          ]}
          onChange={(rows) => setMapping({ ...mapping, rows })}
        />
        {writesDatesShort(mapping, columns) && (
          <Choice
            label={words.dates.label}
            value={mapping.times?.order ?? 'ymd'}
            options={(['ymd', 'mdy', 'dmy'] as const).map((value) => ({ value, label: words.dates[value] }))}
            onChange={(order) => setMapping(withDateOrder(mapping, order))}
          />
        )}
      </div>
      <div className={css.halves}>
        <div>
          <MappingFields
            columns={columns}
            mapping={mapping}
            missing={missing}
            unsure={unsure.map(({ field }) => field)}
            touched={touched}
            onChange={(field, column) => {
              setMapping(withChoice(mapping, field, column, columns.headers, touched))
              setTouched((before) => new Set(before).add(field))
            }}
          />
          <MappingStatuses columns={columns} mapping={mapping} onChange={setMapping} />
        </div>
        <MappingTrial importId={one.id} mapping={mapping} isReady={missing.length === 0} />
      </div>
      <ErrorLine error={settling.error} />
      <p className={importCss.actions}>
        <Button
          kind="filled"
          disabled={missing.length > 0}
          isBusy={settling.isPending}
          onClick={() => settling.mutate()}
        >
          {words.go}
        </Button>
        <ChooseFile label={importing.other} onFile={onFile} />
        <span className={importCss.quiet}>{words.saved}</span>
      </p>
    </>
  )
}

const nameOf = (fileName: string): string => fileName.replace(/\.[a-z]{2,4}$/i, '').slice(0, 80)

/** Whether some date begins with its day or month: then which of them must be said. */
function writesDatesShort(mapping: OrderMapping, columns: ImportColumns): boolean {
  if (mapping.times?.order !== undefined) return true
  return columns.headers.some((_, index) =>
    valuesOf(columns.rows, index, 3).some((value) => /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/.test(value)),
  )
}
