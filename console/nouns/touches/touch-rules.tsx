import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { TouchRules } from '#contract/touches/touches.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './touches.module.css'
import { touchWords } from './touches.words.ts'

/** As the contract has them, which would bring its schemas along. */
const numbers = { most: [0, 30], withinDays: [7, 365], apartDays: [2, 180], coolingDays: [0, 180] } as const

/** How often buyers are written to of our own accord, and when not. */
export function TouchBudget() {
  const words = useWords(touchWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['touch-rules', memberId]
  const rules = useQuery({ queryKey: key, queryFn: () => api('GET /api/touch-rules') })
  useStreamEvents((event) => {
    if (event.name === 'touch.rules_changed') void client.invalidateQueries({ queryKey: key })
  })
  return (
    <Section title={words.budget}>
      <p className={css.lead}>{words.budgetLead}</p>
      {rules.error && !rules.data && (
        <ErrorState error={rules.error} thing={words.budget} retry={() => void rules.refetch()} />
      )}
      {rules.data ? <Form key={JSON.stringify(rules.data)} rules={rules.data} /> : <Loading lines={3} />}
    </Section>
  )
}

function Form({ rules }: { rules: TouchRules }) {
  const words = useWords(touchWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const mayChange = useHasRole('owner', 'lead')
  const [draft, setDraft] = useState(rules)
  const save = useMutation({
    mutationFn: () => api('PUT /api/touch-rules', { body: draft }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['touch-rules', memberId] }),
  })
  const isChanged = JSON.stringify(draft) !== JSON.stringify(rules)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit}>
      <div className={css.fields}>
        {(['most', 'withinDays', 'apartDays', 'coolingDays'] as const).map((key) => (
          <TextField
            key={key}
            label={words.fields[key]}
            type="number"
            inputMode="numeric"
            min={numbers[key][0]}
            max={numbers[key][1]}
            required
            disabled={!mayChange}
            value={draft[key]}
            onChange={(e) => setDraft({ ...draft, [key]: Math.trunc(Number(e.target.value)) })}
          />
        ))}
        {(['quietFrom', 'quietTo'] as const).map((key) => (
          <TextField
            key={key}
            label={words.fields[key]}
            type="time"
            required
            disabled={!mayChange}
            value={draft[key]}
            onChange={(e) => setDraft({ ...draft, [key]: e.target.value })}
          />
        ))}
      </div>
      <ErrorLine error={save.error} />
      {mayChange && (
        <p className={css.foot}>
          <Button type="submit" isBusy={save.isPending} disabled={!isChanged}>
            {words.save}
          </Button>
        </p>
      )}
    </form>
  )
}
