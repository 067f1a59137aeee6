import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { NextItemRules } from '#contract/care/next-items.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './next-items.module.css'
import { nextItemWords } from './next-items.words.ts'
import { nextItemsKey } from './use-next-items.ts'

/** As the contract has them, which would bring its schemas along. */
const bounds = {
  afterArrivalDays: [1, 180],
  afterDispatchDays: [3, 180],
  withinDays: [14, 365],
  leastPeople: [2, 1000],
  mostOpen: [1, 200],
} as const

/** When and by which evidence a next item is proposed. */
export function NextItemRulesDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(nextItemWords)
  const memberId = useMembership().id
  const rules = useQuery({
    queryKey: [...nextItemsKey(memberId), 'rules'],
    queryFn: () => api('GET /api/next-item-rules'),
  })
  return (
    <Dialog isDrawer title={words.ruleTitle} onClose={onClose}>
      {rules.error && <ErrorLine error={rules.error} />}
      {rules.data ? <Form rules={rules.data} onDone={onClose} /> : <Loading lines={6} />}
    </Dialog>
  )
}

function Form({ rules, onDone }: { rules: NextItemRules; onDone: () => void }) {
  const words = useWords(nextItemWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const [draft, setDraft] = useState(rules)
  const save = useMutation({
    mutationFn: () => api('PUT /api/next-item-rules', { body: draft }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: nextItemsKey(memberId) })
      onDone()
    },
  })
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate()
  }
  return (
    <form className={css.fields} onSubmit={submit}>
      <Checkbox
        label={words.fields.isOn}
        checked={draft.isOn}
        onChange={(e) => setDraft({ ...draft, isOn: e.target.checked })}
      />
      {(Object.keys(bounds) as (keyof typeof bounds)[]).map((key) => (
        <TextField
          key={key}
          label={words.fields[key]}
          type="number"
          inputMode="numeric"
          min={bounds[key][0]}
          max={bounds[key][1]}
          required
          value={draft[key]}
          onChange={(e) => setDraft({ ...draft, [key]: Math.trunc(Number(e.target.value)) })}
        />
      ))}
      <ErrorLine error={save.error} />
      <p className={css.deeds}>
        <Button kind="filled" type="submit" isBusy={save.isPending}>
          {words.save}
        </Button>
      </p>
    </form>
  )
}
