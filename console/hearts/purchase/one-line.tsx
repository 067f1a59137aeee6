import { useState, type FormEvent } from 'react'
import { TextField } from '../../parts/controls.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'

/** A field of one line; Enter saves it. */
export function OneLine({
  label,
  first = '',
  max,
  onSave,
}: {
  label: string
  first?: string
  max: number
  onSave: (text: string) => void
}) {
  const words = useWords(sellingWords)
  const [text, setText] = useState(first)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!text.trim()) return
    onSave(text.trim())
    setText('')
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        label={label}
        isLabelHidden
        placeholder={label}
        maxLength={max}
        value={text}
        autoComplete="off"
        onChange={(e) => setText(e.target.value)}
      />
      {text.trim() !== '' && (
        <span className={beside.deeds}>
          <button type="submit">{words.save}</button>
        </span>
      )}
    </form>
  )
}
