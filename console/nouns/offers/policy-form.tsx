import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { priceStrategies, type PriceStrategy } from '#contract/offers/kinds.ts'
import { decimalOf } from '#contract/money.ts'
import type { PricePolicy } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextArea, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { decimalsOf, readMinor } from '../products/money-input.rules.ts'
import { MemberLimits } from './member-limits.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

const freightRoles = ['agent', 'aftersales', 'lead', 'owner'] as const

/** Price guarantee, freight within authority, what prices stand for, what is said of other sellers. */
export function PolicyForm() {
  const words = useWords(offersWords).policy
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['price policy', memberId]
  useStreamEvents((event) => {
    if (event.name === 'price.policy_changed') void client.invalidateQueries({ queryKey: key })
  })
  const policy = useQuery({ queryKey: key, queryFn: () => api('GET /api/price-policy') })
  return (
    <Section title={words.title}>
      {policy.error && <ErrorLine error={policy.error} />}
      {policy.data && <Fields key={JSON.stringify(policy.data)} policy={policy.data} />}
    </Section>
  )
}

function Fields({ policy }: { policy: PricePolicy }) {
  const { policy: words, editor } = useWords(offersWords)
  const { shop, id: memberId } = useMembership()
  const client = useQueryClient()
  const amountText = (minor: number | null) =>
    minor === null ? '' : decimalOf({ minor, currency: shop.currency }).replace(/[.]0+$/, '')
  const [draft, setDraft] = useState({
    days: String(policy.guaranteeDays),
    refund: String(policy.refundDays),
    strategy: policy.strategy ?? '',
    others: policy.othersStatement,
    freight: Object.fromEntries(freightRoles.map((role) => [role, amountText(policy.freightByRole[role])])),
    members: policy.freightByMember.map(({ memberId: id, limit }) => ({
      memberId: id,
      amount: amountText(limit),
    })),
  })
  const save = useMutation({
    mutationFn: (body: PricePolicy) => api('PUT /api/price-policy', { body }),
    onSuccess: (saved) => client.setQueryData(['price policy', memberId], saved),
  })
  const freight = freightRoles.map((role) => {
    const text = (draft.freight[role] ?? '').trim()
    return {
      role,
      limit: text === '' ? null : readMinor(text, decimalsOf(shop.currency)),
      isBad: text !== '' && readMinor(text, decimalsOf(shop.currency)) === null,
    }
  })
  const isBadAmount = (text: string) =>
    text.trim() !== '' && readMinor(text, decimalsOf(shop.currency)) === null
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (draft.members.some(({ amount }) => isBadAmount(amount))) return
    if (freight.some(({ isBad }) => isBad)) return
    const whole = (text: string, least: number) => Math.max(least, Number.parseInt(text, 10) || least)
    save.mutate({
      ...policy,
      guaranteeDays: Math.min(365, whole(draft.days, 0)),
      refundDays: Math.min(60, whole(draft.refund, 1)),
      strategy: draft.strategy === '' ? null : (draft.strategy as PriceStrategy),
      othersStatement: draft.others.trim(),
      freightByRole: Object.fromEntries(
        freight.map(({ role, limit }) => [role, limit]),
      ) as PricePolicy['freightByRole'],
      freightByMember: draft.members.map(({ memberId: id, amount }) => ({
        memberId: id,
        limit: amount.trim() === '' ? null : readMinor(amount, decimalsOf(shop.currency)),
      })),
    })
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={css.pair}>
        <TextField
          label={words.guarantee}
          hint={words.guaranteeHint}
          inputMode="numeric"
          maxLength={3}
          value={draft.days}
          onChange={(e) => setDraft({ ...draft, days: e.target.value })}
        />
        <TextField
          label={words.refund}
          inputMode="numeric"
          maxLength={2}
          value={draft.refund}
          onChange={(e) => setDraft({ ...draft, refund: e.target.value })}
        />
        <SelectField
          label={words.strategy}
          value={draft.strategy}
          onChange={(e) => setDraft({ ...draft, strategy: e.target.value })}
        >
          <option value="">{words.strategies.none}</option>
          {priceStrategies.map((strategy) => (
            <option key={strategy} value={strategy}>
              {words.strategies[strategy]}
            </option>
          ))}
        </SelectField>
      </div>
      <div className={css.pair}>
        {freight.map(({ role, isBad }) => (
          <TextField
            key={role}
            label={words.freight(words.roles[role])}
            hint={words.freightHint}
            inputMode="decimal"
            maxLength={10}
            value={draft.freight[role] ?? ''}
            problem={isBad && editor.badAmount}
            onChange={(e) => setDraft({ ...draft, freight: { ...draft.freight, [role]: e.target.value } })}
          />
        ))}
      </div>
      <MemberLimits
        limits={draft.members}
        isBad={isBadAmount}
        onChange={(members) => setDraft({ ...draft, members })}
      />
      <TextArea
        label={words.others}
        hint={words.othersHint}
        rows={2}
        maxLength={300}
        value={draft.others}
        onChange={(e) => setDraft({ ...draft, others: e.target.value })}
      />
      {save.error && <ErrorLine error={save.error} />}
      <p className={css.deeds}>
        <Button type="submit" kind="filled" isBusy={save.isPending}>
          {words.save}
        </Button>
        {save.isSuccess && <span className={css.quiet}>{words.saved}</span>}
      </p>
    </form>
  )
}
