import { useState, type FormEvent } from 'react'
import type { Confirmation, Correction } from '#contract/purchase/confirmation.ts'
import { Button, TextArea, TextField } from '#console/parts/controls.tsx'
import { useWords } from '#console/parts/words.tsx'
import { confirmationWords } from './confirmation.words.ts'
import type { DeedMutation } from './use-confirmations.ts'
import css from './confirmation.module.css'
import beside from '../../../parts/beside.module.css'

const fields = ['address', 'recipient', 'phone', 'wish', 'items'] as const
/** As the contract has them. */
const most = { address: 300, recipient: 60, phone: 30, wish: 500, items: 500 } as const

/** What the buyer said elsewhere is to be otherwise; what is left empty stays. */
export function AnswerForm({
  confirmation,
  deed,
  onDone,
}: {
  confirmation: Confirmation
  deed: DeedMutation
  onDone: () => void
}) {
  const words = useWords(confirmationWords)
  const [texts, setTexts] = useState<Correction>({ address: confirmation.recipient.address ?? '' })
  const [said, setSaid] = useState('')
  const wanted = Object.fromEntries(
    fields.flatMap((field) => {
      const text = (texts[field] ?? '').trim()
      const isSame = field === 'address' && text === (confirmation.recipient.address ?? '').trim()
      return text === '' || isSame ? [] : [[field, text]]
    }),
  ) as Correction
  const submit = (event: FormEvent) => {
    event.preventDefault()
    deed.mutate(
      { do: 'answer', correction: wanted, ...(said.trim() ? { said: said.trim() } : {}) },
      { onSuccess: onDone },
    )
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {fields.map((field) =>
        field === 'recipient' || field === 'phone' ? (
          <TextField
            key={field}
            label={words.fields[field]}
            value={texts[field] ?? ''}
            maxLength={most[field]}
            onChange={(e) => setTexts((now) => ({ ...now, [field]: e.target.value }))}
          />
        ) : (
          <TextArea
            key={field}
            rows={2}
            label={words.fields[field]}
            value={texts[field] ?? ''}
            maxLength={most[field]}
            onChange={(e) => setTexts((now) => ({ ...now, [field]: e.target.value }))}
          />
        ),
      )}
      <TextField label={words.said} value={said} maxLength={500} onChange={(e) => setSaid(e.target.value)} />
      <div className={beside.foot}>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" disabled={Object.keys(wanted).length === 0} isBusy={deed.isPending}>
          {words.do}
        </Button>
      </div>
    </form>
  )
}

/** A decision with its reason. */
export function ReasonForm({
  kind,
  deed,
  onDone,
}: {
  kind: 'release' | 'keep' | 'doubt'
  deed: DeedMutation
  onDone: () => void
}) {
  const words = useWords(confirmationWords)
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const text = reason.trim()
    deed.mutate(
      kind === 'doubt' ? { do: 'doubt', doubt: text } : { do: 'decide', decision: kind, reason: text },
      { onSuccess: onDone },
    )
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        label={kind === 'doubt' ? words.doubtWhy : `${words[kind]}：${words.reason}`}
        hint={words.reasonHint}
        autoFocus
        value={reason}
        maxLength={300}
        onChange={(e) => setReason(e.target.value)}
      />
      <div className={beside.foot}>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" disabled={reason.trim() === ''} isBusy={deed.isPending}>
          {words.do}
        </Button>
      </div>
    </form>
  )
}
