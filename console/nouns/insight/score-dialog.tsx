import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { PlatformDay, PlatformRule } from '#contract/insight/platforms.ts'
import { api } from '../../parts/api.ts'
import { Button, TextArea, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { platformsWords } from './platforms.words.ts'
import css from './platforms.module.css'
import { readShare } from './share-text.rules.ts'

/** The platform's own figure of a day, or of many at once. */
export function ScoreDialog({
  rule,
  today,
  known,
  onClose,
}: {
  rule: PlatformRule
  today: string
  known: readonly PlatformDay[]
  onClose: () => void
}) {
  const words = useWords(platformsWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const form = useId()
  const [day, setDay] = useState(today)
  const [typed, setTyped] = useState('')
  const [wasAsked, setAsked] = useState(false)
  const [pasted, setPasted] = useState('')
  const refetch = () => client.invalidateQueries({ queryKey: ['platforms', id] })
  const set = useMutation({
    mutationFn: (score: number | null) =>
      api('PUT /api/reports/platforms/scores', { body: { rule, day, score } }),
    onSuccess: () => refetch().then(onClose),
  })
  const take = useMutation({
    mutationFn: () => api('POST /api/reports/platforms/scores/import', { body: { rule, text: pasted } }),
    onSuccess: refetch,
  })
  const score = readShare(typed)
  const isDayWrong = day === '' || day > today
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (score !== null && !isDayWrong) set.mutate(score)
  }
  const hasOwn = known.some((one) => one.day === day && one.own)
  return (
    <Dialog
      isDrawer
      title={`${words.enterTitle} · ${words.names[rule]}`}
      onClose={onClose}
      foot={
        <>
          {hasOwn && (
            <Button kind="quiet" onClick={() => set.mutate(null)}>
              {words.clear}
            </Button>
          )}
          <Button kind="filled" type="submit" form={form} isBusy={set.isPending}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={form} className={css.form} onSubmit={submit}>
        <TextField
          label={words.date}
          type="date"
          max={today}
          value={day}
          problem={wasAsked && isDayWrong && words.dateWrong}
          onChange={(e) => setDay(e.target.value)}
        />
        <TextField
          label={words.score}
          inputMode="decimal"
          hint={words.scoreHint}
          value={typed}
          problem={wasAsked && score === null && words.scoreWrong}
          onChange={(e) => setTyped(e.target.value)}
        />
        <ErrorLine error={set.error} />
      </form>
      <div className={css.form}>
        <TextArea
          label={words.paste}
          hint={words.pasteHint}
          value={pasted}
          maxLength={40_000}
          onChange={(e) => setPasted(e.target.value)}
        />
        <div>
          <Button disabled={pasted.trim() === ''} isBusy={take.isPending} onClick={() => take.mutate()}>
            {words.take}
          </Button>
        </div>
        <ErrorLine error={take.error} />
        {take.data && (
          <div role="status" className={css.line}>
            {words.taken(take.data.taken)}
            <ul>
              {take.data.refused.slice(0, 20).map((one) => (
                <li key={one.line}>{words.refused(one.line, words.reasons[one.reason])}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Dialog>
  )
}
