import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { BodyOf } from '#contract/endpoint.ts'
import type { addCoupon, changeCoupon, Coupon } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { inputText, instantOfInput } from '../../parts/shop-time.rules.ts'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

/** Adds a code, corrects one, withdraws one; the list is fetched anew, also after a refusal. */
export function useCodes(offerId: string, onDone?: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const params = { id: offerId }
  const onSuccess = () => onDone?.()
  const onSettled = () => client.invalidateQueries({ queryKey: ['offers', memberId] })
  const withdraw = useMutation({
    mutationFn: (couponId: string) =>
      api('DELETE /api/offers/:id/coupons/:couponId', { params: { ...params, couponId } }),
    onSettled,
  })
  const add = useMutation({
    mutationFn: (body: BodyOf<typeof addCoupon>) => api('POST /api/offers/:id/coupons', { params, body }),
    onSuccess,
    onSettled,
  })
  const change = useMutation({
    mutationFn: ({ couponId, body }: { couponId: string; body: BodyOf<typeof changeCoupon> }) =>
      api('PATCH /api/offers/:id/coupons/:couponId', { params: { ...params, couponId }, body }),
    onSuccess,
    onSettled,
  })
  return { withdraw, add, change }
}

const empty = { code: '', most: '', until: '' }

/** A new code, or until when and how often an old one holds. */
export function CodeForm({
  offerId,
  coupon: current,
  onClose,
}: {
  offerId: string
  coupon?: Coupon
  onClose?: () => void
}) {
  const words = useWords(offersWords).coupons
  const { timeZone } = useMembership().shop
  // As it was when the form was opened: what a colleague saves meanwhile is not written over.
  const [coupon] = useState(current)
  const first = coupon
    ? {
        code: coupon.code,
        most: coupon.mostUses === null ? '' : String(coupon.mostUses),
        until:
          coupon.expiresAt === null ? '' : inputText(timeZone, Date.parse(coupon.expiresAt)).slice(0, 10),
      }
    : empty
  const [draft, setDraft] = useState(first)
  const [wasAsked, setAsked] = useState(false)
  const { add, change } = useCodes(offerId, () => {
    setDraft(empty)
    setAsked(false)
    onClose?.()
  })
  const code = draft.code.trim()
  const most = draft.most.trim()
  const until = draft.until === '' ? null : instantOfInput(timeZone, `${draft.until}T23:59`)
  const isBadCode = code !== '' && !/^[A-Za-z0-9-]{4,24}$/.test(code)
  const isBadMost = most !== '' && !/^[1-9]\d{0,5}$/.test(most)
  const isTooFew = !isBadMost && most !== '' && coupon !== undefined && Number(most) < coupon.uses
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (isBadCode || isBadMost || isTooFew) return
    const mostUses = most === '' ? null : Number(most)
    const expiresAt = until === null ? null : new Date(until).toISOString()
    if (!coupon) return add.mutate({ ...(code !== '' && { code }), mostUses, expiresAt })
    const body = {
      mostUses,
      // A time of day that the field does not show stays as it is.
      ...(draft.until !== first.until && { expiresAt }),
      version: coupon.version,
    }
    change.mutate({ couponId: coupon.id, body })
  }
  return (
    <form className={css.group} onSubmit={submit} noValidate>
      {!coupon && (
        <TextField
          label={words.code}
          hint={words.codeHint}
          maxLength={24}
          autoComplete="off"
          value={draft.code}
          problem={wasAsked && isBadCode && words.badCode}
          onChange={(e) => setDraft({ ...draft, code: e.target.value })}
        />
      )}
      <div className={css.pair}>
        <TextField
          label={words.most}
          hint={words.mostHint}
          inputMode="numeric"
          maxLength={6}
          value={draft.most}
          problem={wasAsked && (isBadMost ? words.badMost : isTooFew && words.badMostUsed(coupon.uses))}
          onChange={(e) => setDraft({ ...draft, most: e.target.value })}
        />
        <TextField
          label={words.expires}
          hint={words.mostHint}
          type="date"
          value={draft.until}
          onChange={(e) => setDraft({ ...draft, until: e.target.value })}
        />
      </div>
      <ErrorLine error={add.error ?? change.error} />
      <p className={css.deeds}>
        <Button type="submit" isBusy={add.isPending || change.isPending}>
          {coupon ? words.save : words.add}
        </Button>
        {onClose && (
          <Button kind="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
        )}
      </p>
    </form>
  )
}
