import { useState } from 'react'
import { Button } from './controls.tsx'
import css from './copy-field.module.css'
import { copyText } from './screen-states.tsx'
import { screenStateWords } from './screen-states.words.ts'
import { useWords } from './words.tsx'

/** A text to take elsewhere: selectable, with a button that copies it. `isSecret` hides it until asked. */
export function CopyField({
  label,
  value,
  isSecret = false,
}: {
  label: string
  value: string
  isSecret?: boolean
}) {
  const words = useWords(screenStateWords)
  const [isCopied, setCopied] = useState(false)
  const [isShown, setShown] = useState(!isSecret)
  return (
    <div className={css.field}>
      <code className={css.value} aria-label={label} tabIndex={0}>
        {isShown ? value : '•'.repeat(24)}
      </code>
      {isSecret && <Button onClick={() => setShown((s) => !s)}>{isShown ? words.hide : words.show}</Button>}
      <Button onClick={() => void copyText(value).then(() => setCopied(true))}>
        {isCopied ? words.copied : words.copy}
      </Button>
    </div>
  )
}
