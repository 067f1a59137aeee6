import type { Import } from '#contract/orders/orders.ts'
import { ButtonLink } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { ChooseFile } from './choose-file.tsx'
import { Counts } from './counts.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { Refusals } from './refusals.tsx'

/** What came of it, in one sentence; the figures and the refused lines below. */
export function ImportResult({ one, onFile }: { one: Import; onFile: (file: File) => void }) {
  const words = useWords(importWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { created, updated, unchanged } = one
  const { done } = words
  const isUnchanged = created === 0 && updated === 0 && unchanged > 0
  const said =
    created > 0 && updated > 0
      ? done.createdUpdated(format.count(created), format.count(updated))
      : created > 0
        ? done.created(format.count(created))
        : updated > 0
          ? done.updated(format.count(updated))
          : isUnchanged
            ? done.unchanged
            : done.strict
  return (
    <>
      <div className={css.lead}>
        <p className="song">{said}</p>
        <p className={css.quiet}>
          {isUnchanged ? done.unchangedLead : one.storeName && done.into(one.storeName)} {one.fileName}
        </p>
        <Counts one={one} />
        <p className={css.actions}>
          <ButtonLink
            kind="filled"
            to="/s/$slug/orders"
            params={{ slug }}
            search={isUnchanged ? {} : { importId: one.id }}
          >
            {done.see}
          </ButtonLink>
          <ChooseFile label={done.again} onFile={onFile} />
        </p>
      </div>
      <Refusals one={one} />
    </>
  )
}
