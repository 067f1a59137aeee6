import { importedStatuses } from '#contract/orders/imported-status.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { ImportColumns } from '#contract/orders/orders.ts'
import { useWords } from '../../parts/words.tsx'
import { orderStatusWords, statusSaid } from '../orders/order-status.words.ts'
import importCss from './import.module.css'
import css from './mapping.module.css'
import { placeOf, valuesOf, withStatus } from './mapping-edit.rules.ts'
import { mappingWords } from './mapping.words.ts'

const mostWords = 12

/** The table's words for a status, each with ours. */
export function MappingStatuses({
  columns,
  mapping,
  onChange,
}: {
  columns: ImportColumns
  mapping: OrderMapping
  onChange: (next: OrderMapping) => void
}) {
  const words = useWords(mappingWords)
  const statuses = useWords(orderStatusWords)
  const place = placeOf(mapping, 'order.status', columns.headers)
  if (typeof place !== 'number') return null
  const found = [
    ...new Set([
      ...valuesOf(columns.rows, place, mostWords),
      ...(columns.words[place] ?? []),
      ...Object.keys(mapping.statuses ?? {}),
    ]),
  ]
  if (found.length === 0) return null
  return (
    <section className={css.section}>
      <h2>{words.statuses}</h2>
      <p className={importCss.quiet}>{words.statusesLead}</p>
      <ul>
        {found.map((word) => (
          <li key={word} className={css.field} data-state="none">
            <label htmlFor={`status-${word}`}>{word}</label>
            <select
              id={`status-${word}`}
              value={mapping.statuses?.[word] ?? ''}
              onChange={(e) => onChange(withStatus(mapping, word, e.target.value || null))}
            >
              <option value="">{words.statusAuto}</option>
              {importedStatuses.map((status) => (
                <option key={status} value={status}>
                  {statusSaid(statuses, status)}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  )
}
