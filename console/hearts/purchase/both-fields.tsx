import type { FormEvent, ReactNode } from 'react'
import type { Both } from '#contract/purchase/selling.ts'
import { Button, TextArea, TextField } from '../../parts/controls.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './concerns.module.css'
import { concernsWords } from './concerns.words.ts'

const languages = ['zh', 'en'] as const

/** One text in the two languages; either may stay empty. */
export function BothFields({
  label,
  value,
  max,
  isLine = false,
  onChange,
}: {
  label: string
  value: Both
  max: number
  isLine?: boolean
  onChange: (value: Both) => void
}) {
  const words = useWords(concernsWords)
  return (
    <div className={css.both}>
      {languages.map((language) => {
        const field = {
          label: `${label} · ${words[language]}`,
          lang: language === 'zh' ? 'zh-CN' : 'en',
          value: value[language],
          maxLength: max,
          onChange: (e: { target: { value: string } }) => onChange({ ...value, [language]: e.target.value }),
        }
        return isLine ? (
          <TextField key={language} {...field} />
        ) : (
          <TextArea key={language} {...field} rows={2} />
        )
      })}
    </div>
  )
}

/** The words by which a statement is known, in the two languages, as they are typed. */
export function TermFields({ value, onChange }: { value: Both; onChange: (value: Both) => void }) {
  const words = useWords(concernsWords)
  return (
    <div className={css.both}>
      {languages.map((language) => (
        <TextField
          key={language}
          label={`${words.terms} · ${words[language]}`}
          hint={words.termsHint}
          value={value[language]}
          maxLength={300}
          onChange={(e) => onChange({ ...value, [language]: e.target.value })}
        />
      ))}
    </div>
  )
}

/** A form that opens below what it changes. */
export function InPlaceForm({
  isBusy,
  isReady,
  onSubmit,
  onClose,
  children,
  more,
}: {
  isBusy: boolean
  isReady: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
  more?: ReactNode
}) {
  const words = useWords(concernsWords)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (isReady) onSubmit()
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      {children}
      <div className={css.foot}>
        <Button type="submit" kind="filled" disabled={!isReady} isBusy={isBusy}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
        {more}
      </div>
    </form>
  )
}
