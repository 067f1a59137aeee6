import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { Section } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { refusalTable } from './refusal-table.rules.ts'
import { tableImportWords } from './table-import.words.ts'

/** What of an import its refused lines need, whatever it takes in. */
interface Refused {
  fileName: string
  refused: readonly { file?: 'lines'; line: number; field: string | null; reason: string; detail: string }[]
  refusedCount: number
}

/** Every line that stays out: its number, the column, why, and what stood there. */
export function Refusals({ one }: { one: Refused }) {
  const words = useWords(importWords)
  const more = useWords(tableImportWords)
  const format = useFormat()
  if (one.refusedCount === 0) return null
  const columns = words.refusedColumns
  const reasons: Readonly<Record<string, string>> = { ...words.reasons, ...more.reasons }
  const rows = one.refused.map(
    (line) =>
      [
        line.file === 'lines' ? words.linesFile(String(line.line)) : String(line.line),
        line.field ?? words.wholeRow,
        reasons[line.reason] ?? line.reason,
        line.detail,
      ] as const,
  )
  const save = () =>
    saveText(
      refusalTable([[columns.line, columns.field, columns.reason, columns.detail], ...rows]),
      `${one.fileName}.refused.csv`,
    )
  const hidden = one.refusedCount - rows.length
  return (
    <Section
      id="refused"
      title={words.refused}
      right={
        <Button kind="quiet" onClick={save}>
          {words.save}
        </Button>
      }
    >
      <p className={css.quiet}>{words.refusedLead}</p>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={words.refused}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col" className={css.number}>
                {columns.line}
              </th>
              <th scope="col">{columns.field}</th>
              <th scope="col">{columns.reason}</th>
              <th scope="col">{columns.detail}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, 200).map(([line, field, reason, detail], i) => (
              <tr key={i}>
                <td className={css.number}>{line}</td>
                <td>{field}</td>
                <td>{reason}</td>
                <td className={css.cut}>{detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(hidden > 0 || rows.length > 200) && (
        <p className={css.quiet}>
          {words.refusedMore(format.count(one.refusedCount - Math.min(200, rows.length)))}
        </p>
      )}
    </Section>
  )
}

function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
