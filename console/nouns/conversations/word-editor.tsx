import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { Slip } from '../../parts/marks/slip.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { inputText, instantOfInput } from '../../parts/shop-time.rules.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { panelKey } from './chat-cache.ts'
import css from './composer.module.css'
import type { Draft } from './drafts.ts'
import { composerWords } from './composer.words.ts'
import { quickTimes, type QuickTime } from './word-times.rules.ts'

interface Props {
  conversationId: string
  word: Draft['word']
  /** Whether a message is there for the word to go with. */
  canAttach: boolean
  onAttach: (word: NonNullable<Draft['word']>) => void
  onClose: () => void
}

/** 记承诺: what was promised and by when; goes with the message, or is noted at once. */
export function WordEditor({ conversationId, word, canAttach, onAttach, onClose }: Props) {
  const words = useWords(composerWords)
  const { shop, id: memberId } = useMembership()
  const client = useQueryClient()
  const [what, setWhat] = useState(word?.what ?? '')
  const [dueAt, setDueAt] = useState<number | null>(word ? Date.parse(word.dueAt) : null)
  const first = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => first.current?.focus(), [])
  const giving = useMutation({
    mutationFn: (given: NonNullable<Draft['word']>) =>
      api('POST /api/words', { body: { conversationId, ...given } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: panelKey(memberId, conversationId) })
      onClose()
    },
  })
  const isPast = dueAt !== null && dueAt <= serverNow()
  const given =
    what.trim() !== '' && dueAt !== null && !isPast
      ? { what: what.trim(), dueAt: new Date(dueAt).toISOString() }
      : null
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (!given) return
    if (canAttach) onAttach(given)
    else giving.mutate(given)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || e.nativeEvent.isComposing) return
    e.preventDefault()
    e.stopPropagation()
    onClose()
  }
  return (
    <form className={css.wordEditor} onSubmit={submit} onKeyDown={onKeyDown} aria-label={words.word}>
      <label htmlFor={`${id}-what`}>
        <Slip state="draft" isSilent /> {words.what}
      </label>
      <input
        ref={first}
        id={`${id}-what`}
        type="text"
        maxLength={200}
        value={what}
        placeholder={words.whatPlaceholder}
        autoComplete="off"
        onChange={(e) => setWhat(e.target.value)}
      />
      <span id={`${id}-due`} className={css.dueLabel}>
        {words.due}
      </span>
      <div className={css.times} role="group" aria-labelledby={`${id}-due`}>
        {quickTimes(shop.timeZone, serverNow()).map((quick) => (
          <QuickButton
            key={quick.kind}
            quick={quick}
            isChosen={dueAt === quick.at}
            onChoose={() => setDueAt(quick.at)}
          />
        ))}
        <input
          type="datetime-local"
          aria-label={words.choices.other}
          aria-invalid={isPast || undefined}
          aria-describedby={isPast ? `${id}-past` : undefined}
          value={dueAt === null ? '' : inputText(shop.timeZone, dueAt)}
          onChange={(e) => setDueAt(instantOfInput(shop.timeZone, e.target.value))}
        />
        {isPast && (
          <span id={`${id}-past`} className={css.failed}>
            {words.pastDue}
          </span>
        )}
      </div>
      <div className={css.wordActions}>
        <ErrorLine error={giving.error} />
        <Button kind="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
        {canAttach && (
          <Button
            kind="quiet"
            disabled={!given}
            isBusy={giving.isPending}
            onClick={() => given && giving.mutate(given)}
          >
            {words.noteOnly}
          </Button>
        )}
        <Button type="submit" disabled={!given} isBusy={!canAttach && giving.isPending}>
          {canAttach ? words.attach : words.noteNow}
        </Button>
      </div>
    </form>
  )
}

function QuickButton({
  quick,
  isChosen,
  onChoose,
}: {
  quick: QuickTime
  isChosen: boolean
  onChoose: () => void
}) {
  const { choices } = useWords(composerWords)
  const format = useFormat()
  const label =
    quick.kind === 'today'
      ? choices.today(format.clock(quick.at))
      : quick.kind === 'minutes'
        ? choices.minutes(10)
        : choices.tomorrow
  return (
    <button type="button" aria-pressed={isChosen} onClick={onChoose}>
      {label}
    </button>
  )
}
