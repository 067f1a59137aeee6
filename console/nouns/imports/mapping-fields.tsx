import { useId, useState } from 'react'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { ImportColumns } from '#contract/orders/orders.ts'
import { Button } from '../../parts/controls.tsx'
import { SmallDiamond, SmallOctagon } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './mapping.module.css'
import { allFields, neededFields, placeOf, sourceOf, valuesOf, type FieldPath } from './mapping-edit.rules.ts'
import { fieldSaid, mappingWords } from './mapping.words.ts'

interface Props {
  columns: ImportColumns
  mapping: OrderMapping
  missing: readonly FieldPath[]
  unsure: readonly string[]
  touched: ReadonlySet<FieldPath>
  onChange: (field: FieldPath, column: number | null) => void
}

const sections = ['order', 'line', 'buyer', 'recipient', 'parcel'] as const

/** Every field that is used, with its column and what stands in it; the others on demand. */
export function MappingFields(props: Props) {
  const { mapping, missing, touched } = props
  const words = useWords(mappingWords)
  const [showsAll, setShowsAll] = useState(false)
  const isShown = (field: FieldPath) =>
    showsAll ||
    neededFields.includes(field) ||
    missing.includes(field) ||
    touched.has(field) ||
    sourceOf(mapping, field) !== undefined
  return (
    <>
      {sections.map((section) => {
        const fields = allFields.filter((field) => field.startsWith(`${section}.`) && isShown(field))
        if (fields.length === 0) return null
        return (
          <section key={section} className={css.section}>
            <h2>{words.sections[section]}</h2>
            <ul>
              {fields.map((field) => (
                <FieldRow key={field} {...props} field={field} />
              ))}
            </ul>
          </section>
        )
      })}
      <Button kind="quiet" onClick={() => setShowsAll(!showsAll)}>
        {showsAll ? words.fewer : words.more}
      </Button>
    </>
  )
}

function FieldRow({
  columns,
  mapping,
  missing,
  unsure,
  touched,
  onChange,
  field,
}: Props & { field: FieldPath }) {
  const words = useWords(mappingWords)
  const id = useId()
  const place = placeOf(mapping, field, columns.headers)
  const state = missing.includes(field)
    ? 'missing'
    : place === null
      ? null
      : touched.has(field)
        ? 'chosen'
        : unsure.includes(field)
          ? 'unsure'
          : 'sure'
  const values = typeof place === 'number' ? valuesOf(columns.rows, place, 3) : []
  return (
    <li className={css.field} data-state={state ?? 'none'}>
      <label htmlFor={id}>{fieldSaid(words, field)}</label>
      <select
        id={id}
        value={place === null ? '' : String(place)}
        aria-describedby={`${id}-values`}
        onChange={(e) => onChange(field, e.target.value === '' ? null : Number(e.target.value))}
      >
        <option value="">{words.none}</option>
        {place === 'said' && <option value="said">{words.said}</option>}
        {columns.headers.map((header, index) => (
          <option key={index} value={index}>
            {header === '' ? String(index + 1) : header}
          </option>
        ))}
      </select>
      <span className={css.state}>
        {state === 'missing' && <SmallOctagon />}
        {state === 'unsure' && <SmallDiamond />}
        {state && words.states[state]}
      </span>
      <span id={`${id}-values`} className={css.values}>
        {values.join(' · ')}
      </span>
    </li>
  )
}
