import { Link } from '@tanstack/react-router'
import type { TableImport } from '#contract/imports/table-imports.ts'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { tableImportWords } from './table-import.words.ts'
import { listOf } from './table-place.ts'

/** The figures of a table; those of what was written open their rows. */
export function TableCounts({ one }: { one: TableImport }) {
  const { counts } = useWords(importWords)
  const { things } = useWords(tableImportWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const written = (count: number, said: string) =>
    one.state === 'finished' && count > 0 ? (
      <Link className="figure" to={listOf(one.kind)} params={{ slug }} search={{ importId: one.id }}>
        {said}
      </Link>
    ) : (
      said
    )
  return (
    <ul className={css.counts}>
      <li>{counts.read(format.count(one.read))}</li>
      <li>{things[one.kind](format.count(one.things))}</li>
      <li>{written(one.created, counts.created(format.count(one.created)))}</li>
      <li>{written(one.updated, counts.updated(format.count(one.updated)))}</li>
      <li>{counts.unchanged(format.count(one.unchanged))}</li>
      {one.refusedCount > 0 && (
        <li data-refused>
          <a className="figure" href="#refused">
            {counts.refused(format.count(one.refusedCount))}
          </a>
        </li>
      )}
    </ul>
  )
}
