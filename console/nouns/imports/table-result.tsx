import type { TableImport } from '#contract/imports/table-imports.ts'
import { ButtonLink } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { Refusals } from './refusals.tsx'
import { TableCounts } from './table-counts.tsx'
import { tableImportWords } from './table-import.words.ts'
import { listOf } from './table-place.ts'

/** What came of it, in one sentence; the figures and the refused lines below. */
export function TableResult({ one, onFile }: { one: TableImport; onFile: (file: File) => void }) {
  const words = useWords(tableImportWords)
  const importing = useWords(importWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { created, updated } = one
  const things = words.things[one.kind]
  const isUnchanged = created + updated === 0
  const said = isUnchanged
    ? importing.done.unchanged
    : created === 0
      ? words.done.onlyUpdated(things(format.count(updated)))
      : words.done.changed(
          things(format.count(created)),
          updated > 0 ? words.done.updated(format.count(updated)) : '',
        )
  return (
    <>
      <div className={css.lead}>
        <p className="song">{said}</p>
        <p className={css.quiet}>
          {isUnchanged ? importing.done.unchangedLead : one.store && importing.done.into(one.store.name)}{' '}
          {one.fileName}
        </p>
        <TableCounts one={one} />
        <p className={css.actions}>
          <ButtonLink
            kind="filled"
            to={listOf(one.kind)}
            params={{ slug }}
            search={isUnchanged ? {} : { importId: one.id }}
          >
            {words.done.see[one.kind]}
          </ButtonLink>
          <ChooseFile label={importing.done.again} onFile={onFile} />
        </p>
      </div>
      <Refusals one={one} />
    </>
  )
}
