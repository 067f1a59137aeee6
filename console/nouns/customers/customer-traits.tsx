import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { Customer } from '#contract/customers/customers.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './customer.module.css'
import { traitWords } from './traits.words.ts'

/** What is worth knowing of a person, each with where it comes from and when. */
export function CustomerTraits({ customer }: { customer: Customer }) {
  const words = useWords(traitWords)
  const format = useFormat()
  const mayChange = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [isAdding, setAdding] = useState(false)
  const noting = useNoting(customer.id)
  return (
    <Section
      title={words.title}
      right={
        mayChange &&
        !isAdding && (
          <Button kind="quiet" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      }
    >
      {customer.traits.length === 0 && !isAdding && <p className={css.quiet}>{words.none}</p>}
      <ul className={css.traits}>
        {customer.traits.map((trait) => {
          const name = words.keys[trait.key] ?? trait.key
          return (
            <li key={trait.key}>
              <span className={css.kind}>{name}</span>
              <span className={css.value}>{trait.value}</span>
              <span className={css.source}>
                {trait.source === 'agent' && trait.by
                  ? words.byHand(trait.by, format.day(trait.at))
                  : words.imported(format.day(trait.at))}
              </span>
              {mayChange && (
                <button
                  type="button"
                  className={css.remove}
                  aria-label={words.remove(name)}
                  disabled={noting.isPending}
                  onClick={() => noting.mutate({ key: trait.key, value: null })}
                >
                  ×
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {isAdding ? (
        <Form customer={customer} onDone={() => setAdding(false)} />
      ) : (
        <ErrorLine error={noting.error} />
      )}
    </Section>
  )
}

const useNoting = (id: string, onDone?: () => void) => {
  const memberId = useMembership().id
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { key: string; value: string | null }) =>
      api('PUT /api/customers/:id/traits', { params: { id }, body }),
    onSuccess: (changed) => {
      client.setQueryData(['customer', memberId, id], changed)
      onDone?.()
    },
  })
}

function Form({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const words = useWords(traitWords)
  const list = useId()
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const noting = useNoting(customer.id, onDone)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    const name = key.trim()
    const known = Object.entries(words.keys).find(([, label]) => label.toLowerCase() === name.toLowerCase())
    if (name !== '' && value.trim() !== '') noting.mutate({ key: known?.[0] ?? name, value: value.trim() })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <div className={css.pair}>
        <TextField
          label={words.key}
          list={list}
          value={key}
          maxLength={40}
          required
          autoFocus
          onChange={(e) => setKey(e.target.value)}
        />
        <TextField
          label={words.value}
          value={value}
          maxLength={200}
          required
          onChange={(e) => setValue(e.target.value)}
        />
      </div>
      <datalist id={list}>
        {Object.values(words.keys).map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
      <ErrorLine error={noting.error} />
      <p className={css.actions}>
        <Button
          type="submit"
          kind="filled"
          isBusy={noting.isPending}
          disabled={key.trim() === '' || value.trim() === ''}
        >
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}

/** Consent as a file gave it. */
export function CustomerConsents({ customer }: { customer: Customer }) {
  const words = useWords(traitWords)
  const format = useFormat()
  if (customer.consents.length === 0) return null
  const said = (isGiven: boolean | null) =>
    isGiven === null ? words.unclear : isGiven ? words.given : words.refused
  return (
    <Section title={words.consents}>
      <p className={css.quiet}>{words.consentsNote}</p>
      <ul className={css.identities}>
        {customer.consents.map((one, i) => (
          <li key={i}>
            <span className={css.kind}>{words.channels[one.channel]}</span>
            <span>
              {said(one.isGiven)} <span className={css.quiet}>{words.said(one.said)}</span>
            </span>
            <span className={css.source}>
              {[one.storeName, format.day(one.at)].filter(Boolean).join('　')}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
