import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { Customer, CustomerRow } from '#contract/customers/customers.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './customer.module.css'
import { mergingWords } from './merging.words.ts'

/** Which records are this one person, to be taken apart again; and another one to add by hand. */
export function CustomerMerging({ customer }: { customer: Customer }) {
  const words = useWords(mergingWords)
  const format = useFormat()
  const mayMerge = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [isMerging, setMerging] = useState(false)
  const [apart, setApart] = useState<Customer['merged'][number] | null>(null)
  if (!mayMerge && customer.merged.length === 0) return null
  return (
    <Section
      title={words.title}
      right={
        mayMerge && (
          <Button kind="quiet" onClick={() => setMerging(true)}>
            {words.merge}
          </Button>
        )
      }
    >
      {customer.merged.length === 0 && <p className={css.quiet}>{words.none}</p>}
      <ul>
        {customer.merged.map((one) => (
          <li key={one.mergeId} className={css.mergedOne}>
            <span>
              {one.name}
              <span className={css.mergedAbout}>
                {words.since(format.day(one.at), one.by ?? '')}
                {one.why && `　${one.why}`}
              </span>
            </span>
            {mayMerge && (
              <Button kind="quiet" onClick={() => setApart(one)}>
                {words.split}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isMerging && <MergeDialog customer={customer} onClose={() => setMerging(false)} />}
      {apart && <SplitDialog customer={customer} merged={apart} onClose={() => setApart(null)} />}
    </Section>
  )
}

/** After a merge or its undoing every list may be other. */
const useDeciding = <T,>(customer: Customer, decide: (asked: T) => Promise<Customer>, onDone: () => void) => {
  const client = useQueryClient()
  const memberId = useMembership().id
  return useMutation({
    mutationFn: decide,
    onSuccess: (changed) => {
      client.setQueryData(['customer', memberId, customer.id], changed)
      for (const key of ['customers', 'customer-links', 'timeline', 'orders'])
        void client.invalidateQueries({ queryKey: [key] })
      onDone()
    },
  })
}

function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const words = useWords(mergingWords)
  const memberId = useMembership().id
  const [text, setText] = useState('')
  const [why, setWhy] = useState('')
  const [other, setOther] = useState<CustomerRow | null>(null)
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['find-customers', memberId, q],
    queryFn: ({ signal }) => api('GET /api/customers', { query: { q, limit: 8 }, signal }),
    enabled: q.length > 1,
    staleTime: 30_000,
  })
  const merging = useDeciding(
    customer,
    (otherId: string) =>
      api('POST /api/customers/:id/merges', {
        params: { id: customer.id },
        body: { otherId, ...(why.trim() && { why: why.trim() }) },
      }),
    onClose,
  )
  const rows = found.data?.rows.filter((row) => row.id !== customer.id) ?? []
  return (
    <Dialog
      title={words.dialog}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            kind="filled"
            disabled={other === null}
            isBusy={merging.isPending}
            onClick={() => other && merging.mutate(other.id)}
          >
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <TextField
          label={words.find}
          hint={words.findHint}
          value={text}
          maxLength={100}
          autoComplete="off"
          autoFocus
          onChange={(e) => {
            setText(e.target.value)
            setOther(null)
          }}
        />
        {other === null && q.length > 1 && found.data && <Found rows={rows} onPick={setOther} />}
        {other && (
          <>
            <p>{words.will(other.name, customer.name)}</p>
            <TextField
              label={words.why}
              hint={words.whyHint}
              value={why}
              maxLength={200}
              onChange={(e) => setWhy(e.target.value)}
            />
          </>
        )}
        <ErrorLine error={merging.error ?? found.error} />
      </div>
    </Dialog>
  )
}

function Found({ rows, onPick }: { rows: readonly CustomerRow[]; onPick: (row: CustomerRow) => void }) {
  const words = useWords(mergingWords)
  const format = useFormat()
  return (
    <ul>
      {rows.length === 0 && <li className={css.quiet}>{words.nobody}</li>}
      {rows.map((row) => (
        <li key={row.id} className={css.mergedOne}>
          <span>
            {row.name}
            <span className={css.mergedAbout}>
              {[
                row.matched?.shown === row.name ? null : row.matched?.shown,
                row.city,
                words.orders(format.count(row.orderCount)),
              ]
                .filter(Boolean)
                .join('　')}
            </span>
          </span>
          <Button kind="quiet" onClick={() => onPick(row)}>
            {words.pick}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function SplitDialog({
  customer,
  merged,
  onClose,
}: {
  customer: Customer
  merged: Customer['merged'][number]
  onClose: () => void
}) {
  const words = useWords(mergingWords)
  const [why, setWhy] = useState('')
  const splitting = useDeciding(
    customer,
    (mergeId: string) =>
      api('POST /api/customers/:id/merges/:merge/undoing', {
        params: { id: customer.id, merge: mergeId },
        body: why.trim() ? { why: why.trim() } : {},
      }),
    onClose,
  )
  return (
    <Dialog
      title={words.splitTitle(merged.name)}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button kind="filled" isBusy={splitting.isPending} onClick={() => splitting.mutate(merged.mergeId)}>
            {words.split}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p>{words.splitLead}</p>
        <TextField
          label={words.why}
          hint={words.whyHint}
          value={why}
          maxLength={200}
          onChange={(e) => setWhy(e.target.value)}
        />
        <ErrorLine error={splitting.error} />
      </div>
    </Dialog>
  )
}
