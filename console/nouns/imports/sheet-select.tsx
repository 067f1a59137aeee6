import { useId } from 'react'
import { useWords } from '../../parts/words.tsx'
import css from './mapping.module.css'
import { tableImportWords } from './table-import.words.ts'

/** The sheets of a workbook that a person would see. */
export function SheetSelect({
  sheets,
  value,
  onPick,
}: {
  sheets: readonly string[]
  /** Empty: the first. */
  value: string
  onPick: (sheet: string) => void
}) {
  const words = useWords(tableImportWords)
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{words.sheet}</label>
      <select id={id} value={value || sheets[0]} onChange={(e) => onPick(e.target.value)}>
        {sheets.map((sheet) => (
          <option key={sheet} value={sheet}>
            {sheet}
          </option>
        ))}
      </select>
    </div>
  )
}
