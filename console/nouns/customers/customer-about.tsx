import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Customer } from '#contract/customers/customers.ts'
import type { AddressStyle } from '#contract/conversations/phrases.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button, Choice, TextArea, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './customer.module.css'
import { customerWords } from './customers.words.ts'

const styles: readonly AddressStyle[] = ['hello', 'qin', 'dear_buyer', 'dear_customer']

/** How to treat this person: name, address style, a note for colleagues. */
export function CustomerAbout({ customer }: { customer: Customer }) {
  const words = useWords(customerWords)
  const mayChange = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [isEditing, setEditing] = useState(false)
  return (
    <Section
      title={words.about}
      right={
        mayChange &&
        !isEditing && (
          <Button kind="quiet" onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )
      }
    >
      {isEditing ? (
        <Form customer={customer} onDone={() => setEditing(false)} />
      ) : (
        <dl className={css.about}>
          <div>
            <dt>{words.address}</dt>
            <dd>{customer.addressStyle ? words.styles[customer.addressStyle] : words.addressDefault}</dd>
          </div>
          <div>
            <dt>{words.note}</dt>
            <dd className={customer.note ? 'song' : css.quiet}>{customer.note ?? words.noNote}</dd>
          </div>
        </dl>
      )}
    </Section>
  )
}

function Form({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const words = useWords(customerWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const [name, setName] = useState(customer.name)
  const [style, setStyle] = useState<AddressStyle | 'shop'>(customer.addressStyle ?? 'shop')
  const [note, setNote] = useState(customer.note ?? '')
  const key = ['customer', memberId, customer.id]
  const saving = useMutation({
    mutationFn: () =>
      api('PATCH /api/customers/:id', {
        params: { id: customer.id },
        body: {
          version: customer.version,
          ...(name.trim() !== customer.name && { name: name.trim() }),
          addressStyle: style === 'shop' ? null : style,
          note: note.trim() === '' ? null : note.trim(),
        },
      }),
    onSuccess: (changed) => {
      client.setQueryData(key, changed)
      onDone()
    },
    // Somebody else was faster: their words come in, one's own stay in the fields.
    onError: (error) =>
      error instanceof ApiError &&
      error.code === 'state.version' &&
      client.invalidateQueries({ queryKey: key }),
  })
  const isOutrun = saving.error instanceof ApiError && saving.error.code === 'state.version'
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (name.trim() !== '') saving.mutate()
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        label={words.name}
        value={name}
        maxLength={100}
        required
        onChange={(e) => setName(e.target.value)}
      />
      <Choice
        label={words.address}
        value={style}
        onChange={setStyle}
        options={[
          { value: 'shop' as const, label: words.addressDefault },
          ...styles.map((value) => ({ value, label: words.styles[value] })),
        ]}
      />
      <TextArea
        label={words.note}
        hint={words.noteHint}
        value={note}
        maxLength={1000}
        rows={3}
        onChange={(e) => setNote(e.target.value)}
      />
      {isOutrun ? (
        <p className={css.outrun} role="alert">
          {words.changedMeanwhile}
        </p>
      ) : (
        <ErrorLine error={saving.error} />
      )}
      <p className={css.actions}>
        <Button type="submit" kind="filled" disabled={name.trim() === ''} isBusy={saving.isPending}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}
