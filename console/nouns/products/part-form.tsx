import type { FormEvent, ReactNode } from 'react'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine, SmallDiamond } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import { productWords } from './product.words.ts'
import { isNameTaken, isOvertaken } from './use-product.ts'
import css from './product.module.css'

/** A form that opens in place, within the section that it changes. */
export function PartForm({
  onSubmit,
  onClose,
  isBusy,
  error,
  label,
  children,
  more,
}: {
  onSubmit: () => void
  onClose: () => void
  isBusy: boolean
  error: unknown
  /** Of the button; 存好 otherwise. */
  label?: string
  children: ReactNode
  /** At the far end of the buttons. */
  more?: ReactNode
}) {
  const words = useWords(productWords)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    onSubmit()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {isOvertaken(error) && (
        <p className={css.overtaken} role="alert">
          <SmallDiamond /> {words.conflict}
        </p>
      )}
      {children}
      {error !== null && !isOvertaken(error) && !isNameTaken(error) && <ErrorLine error={error} />}
      <div className={css.formFoot}>
        <Button type="submit" kind="filled" isBusy={isBusy}>
          {label ?? words.save}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
        {more && <span className={css.formMore}>{more}</span>}
      </div>
    </form>
  )
}

/** Words that open a form at the right of a section's name. */
export function OpenLink({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  return (
    <button type="button" className="link" onClick={onOpen}>
      {children}
    </button>
  )
}
