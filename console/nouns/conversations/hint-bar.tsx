import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { coachingWords } from './coaching.words.ts'
import css from './coaching.module.css'

const mostLetters = 500

/** Where a coach writes to the newcomer, apart from where one writes to the buyer. What was not sent stays written. */
export function HintBar({
  conversationId,
  to,
}: {
  conversationId: string
  to: { id: string; name: string }
}) {
  const words = useWords(coachingWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const field = useId()
  const [text, setText] = useState('')
  const giving = useMutation({
    mutationFn: () =>
      api('POST /api/conversations/:id/hints', {
        params: { id: conversationId },
        body: { text: text.trim() },
      }),
    onSuccess: () => {
      setText('')
      return client.invalidateQueries({ queryKey: ['hints', memberId, conversationId] })
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (text.trim() !== '' && !giving.isPending) giving.mutate()
  }
  return (
    <form className={css.bar} onSubmit={submit}>
      <label htmlFor={field} aria-label={words.barLabel(to.name)}>
        {words.barName(to.name)}
      </label>
      <input
        id={field}
        value={text}
        maxLength={mostLetters}
        placeholder={words.barPlaceholder}
        autoComplete="off"
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          // An input method is choosing letters: Enter belongs to it. Safari tells so by 229 alone.
          if (e.key === 'Enter' && (e.nativeEvent.isComposing || e.keyCode === 229)) e.preventDefault()
          if (e.key === 'Escape') e.currentTarget.blur()
        }}
      />
      <Button type="submit" disabled={text.trim() === ''} isBusy={giving.isPending}>
        {words.hint}
      </Button>
      <ErrorLine error={giving.error} />
    </form>
  )
}
