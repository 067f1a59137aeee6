import { useState, type ComponentProps } from 'react'
import { Field, TextField } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { useWords } from '../../parts/words.tsx'
import { staffWords } from './staff.words.ts'
import css from './threshold.module.css'

export const PASSWORD_LENGTH = 10
/** As much as a browser can know of an e-mail address; the server decides. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim())

export function EmailField({
  wasAsked,
  value,
  ...input
}: { wasAsked: boolean; value: string } & ComponentProps<'input'>) {
  const words = useWords(staffWords)
  const problem = wasAsked && !looksLikeEmail(value) ? words.notAnEmail : undefined
  return (
    <TextField
      label={words.email}
      type="email"
      inputMode="email"
      autoComplete="username"
      maxLength={254}
      value={value}
      problem={problem}
      {...input}
    />
  )
}

/** A password with its own text to see. `isNew` tells how long it must be and how much is missing. */
export function PasswordField({
  label,
  value,
  isNew = false,
  wasAsked = false,
  onText,
  ...input
}: {
  label?: string
  value: string
  isNew?: boolean
  wasAsked?: boolean
  onText: (text: string) => void
} & Omit<ComponentProps<'input'>, 'onChange'>) {
  const words = useWords(staffWords)
  const [isShown, setShown] = useState(false)
  const left = PASSWORD_LENGTH - value.length
  const isShort = isNew && left > 0
  const problem =
    isShort && (wasAsked || value !== '')
      ? words.tooShort(left)
      : wasAsked && value === ''
        ? words.empty
        : undefined
  return (
    <Field
      label={label ?? words.password}
      {...(isNew && { hint: words.passwordHint })}
      {...(problem && { problem })}
    >
      {(ids) => (
        <div className={css.password}>
          <input
            {...ids}
            {...input}
            className={controls.input}
            type={isShown ? 'text' : 'password'}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            maxLength={200}
            value={value}
            onChange={(e) => onText(e.target.value)}
          />
          <button
            type="button"
            className={css.eye}
            aria-pressed={isShown}
            onClick={() => setShown((s) => !s)}
          >
            {isShown ? words.hide : words.show}
          </button>
        </div>
      )}
    </Field>
  )
}
