import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { Word } from '#contract/promises/words.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, TextArea, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { inputText, instantAt, instantOfInput, readingOf } from '../../parts/shop-time.rules.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { quickDues, type QuickDue } from './word-groups.rules.ts'
import { wordsWords } from './words.words.ts'
import css from './words.module.css'

interface Props {
  word: Word
  onClose: () => void
}

/** Ends a word by one call, then lists and figures are fetched again. */
function useEnding<T>(end: (asked: T) => Promise<Word>, onClose: () => void) {
  const client = useQueryClient()
  const { id } = useMembership()
  return useMutation({
    mutationFn: end,
    onSuccess: () => {
      onClose()
      void client.invalidateQueries({ queryKey: ['words', id] })
      void client.invalidateQueries({ queryKey: ['rail-words', id] })
    },
    // Somebody else was quicker, perhaps: show what is true now beside the refusal.
    onError: () => client.invalidateQueries({ queryKey: ['words', id] }),
  })
}

export function KeepDialog({ word, onClose }: Props) {
  const words = useWords(wordsWords)
  const [evidence, setEvidence] = useState('')
  const keep = useEnding((text: string) => {
    const body = { version: word.version, ...(text && { evidence: text }) }
    return api('POST /api/words/:id/keeping', { params: { id: word.id }, body })
  }, onClose)
  return (
    <EndDialog
      word={word}
      title={words.keepTitle}
      done={words.keepDone}
      ending={keep}
      onClose={onClose}
      onDone={() => keep.mutate(evidence.trim())}
    >
      <TextArea
        label={words.keepLabel}
        hint={words.keepHint}
        maxLength={500}
        rows={3}
        autoFocus
        value={evidence}
        onChange={(e) => setEvidence(e.target.value)}
      />
    </EndDialog>
  )
}

export function ReleaseDialog({ word, onClose }: Props) {
  const words = useWords(wordsWords)
  const [evidence, setEvidence] = useState('')
  const release = useEnding(
    (text: string) =>
      api('POST /api/words/:id/release', {
        params: { id: word.id },
        body: { evidence: text, version: word.version },
      }),
    onClose,
  )
  const text = evidence.trim()
  return (
    <EndDialog
      word={word}
      title={words.releaseTitle}
      done={words.releaseDone}
      ending={release}
      onClose={onClose}
      canFinish={text !== ''}
      onDone={() => release.mutate(text)}
    >
      <TextArea
        label={words.releaseLabel}
        hint={words.releaseHint}
        maxLength={500}
        rows={3}
        autoFocus
        required
        value={evidence}
        onChange={(e) => setEvidence(e.target.value)}
      />
    </EndDialog>
  )
}

export function RenewDialog({ word, onClose }: Props) {
  const words = useWords(wordsWords)
  const zone = useMembership().shop.timeZone
  const [dueAt, setDueAt] = useState<number | null>(null)
  const [isTold, setTold] = useState(false)
  const renew = useEnding(
    (at: number) =>
      api('POST /api/words/:id/renewal', {
        params: { id: word.id },
        body: { dueAt: new Date(at).toISOString(), version: word.version },
      }),
    onClose,
  )
  const isPast = dueAt !== null && dueAt <= serverNow()
  return (
    <EndDialog
      word={word}
      title={words.renewTitle}
      done={words.renewDone}
      ending={renew}
      onClose={onClose}
      canFinish={dueAt !== null && !isPast && isTold}
      onDone={() => dueAt !== null && renew.mutate(dueAt)}
    >
      <p>{words.renewLead}</p>
      <QuickDues zone={zone} chosen={dueAt} onChoose={setDueAt} />
      <TextField
        label={words.renewLabel}
        type="datetime-local"
        value={dueAt === null ? '' : inputText(zone, dueAt)}
        problem={isPast ? words.renewPast : undefined}
        onChange={(e) => setDueAt(instantOfInput(zone, e.target.value))}
      />
      <Checkbox label={words.renewTold} checked={isTold} onChange={(e) => setTold(e.target.checked)} />
    </EndDialog>
  )
}

function QuickDues({
  zone,
  chosen,
  onChoose,
}: {
  zone: string
  chosen: number | null
  onChoose: (at: number) => void
}) {
  const words = useWords(wordsWords)
  const format = useFormat()
  const today = readingOf(zone, serverNow())
  const instant = ({ days, hour }: QuickDue) => {
    const day = new Date(Date.UTC(today.year, today.month - 1, today.day + days))
    return instantAt(zone, {
      year: day.getUTCFullYear(),
      month: day.getUTCMonth() + 1,
      day: day.getUTCDate(),
      hour,
      minute: 0,
    })
  }
  return (
    <div className={css.quick}>
      {quickDues(today.hour).map((due) => {
        const at = instant(due)
        const label = due.kind === 'evening' ? words.quick.evening(format.clock(at)) : words.quick[due.kind]
        return (
          <Button key={due.kind} aria-pressed={at === chosen} onClick={() => onChoose(at)}>
            {label}
          </Button>
        )
      })}
    </div>
  )
}

function EndDialog({
  word,
  title,
  done,
  ending,
  canFinish = true,
  children,
  onClose,
  onDone,
}: Props & {
  title: string
  done: string
  ending: { isPending: boolean; error: Error | null }
  canFinish?: boolean
  children: React.ReactNode
  onDone: () => void
}) {
  const words = useWords(wordsWords)
  const form = useId()
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (canFinish) onDone()
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="filled" type="submit" form={form} disabled={!canFinish} isBusy={ending.isPending}>
            {done}
          </Button>
        </>
      }
    >
      <p className={`${css.quoted} song`}>{word.what}</p>
      <form id={form} className={css.form} onSubmit={submit}>
        {children}
      </form>
      <ErrorLine error={ending.error} />
    </Dialog>
  )
}
