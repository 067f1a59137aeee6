import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Coupon, Offer } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { copyText, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { serverNow } from '../../parts/server-now.ts'
import { useMembership } from '../../parts/session.tsx'
import { instantOfInput } from '../../parts/shop-time.rules.ts'
import { useWords } from '../../parts/words.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

const keyOf = (memberId: string, offerId: string) => ['offers', memberId, 'codes', offerId]

/** The codes of one coupon: each can be copied and withdrawn; a new one is made up where none is given. */
export function CouponCodes({
  offer,
  mayWrite,
  onClose,
}: {
  offer: Offer
  mayWrite: boolean
  onClose: () => void
}) {
  const words = useWords(offersWords).coupons
  const memberId = useMembership().id
  const pages = useInfiniteQuery({
    queryKey: keyOf(memberId, offer.id),
    queryFn: ({ pageParam }) =>
      api('GET /api/offers/:id/coupons', {
        params: { id: offer.id },
        query: pageParam === '' ? {} : { cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Dialog title={words.title(offer.name)} onClose={onClose} isDrawer>
      <div className={css.form}>
        {mayWrite && offer.state !== 'ended' && <NewCode offerId={offer.id} />}
        {pages.error && (
          <ErrorState
            error={pages.error}
            thing={words.title(offer.name)}
            retry={() => void pages.refetch()}
          />
        )}
        {pages.isPending && <Loading lines={4} />}
        {pages.data && rows.length === 0 && <p className={css.quiet}>{words.empty}</p>}
        <ul className={css.codes}>
          {rows.map((coupon) => (
            <CodeRow key={coupon.id} coupon={coupon} offerId={offer.id} mayWrite={mayWrite} />
          ))}
        </ul>
        {pages.hasNextPage && (
          <Button isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {words.more}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

function CodeRow({ coupon, offerId, mayWrite }: { coupon: Coupon; offerId: string; mayWrite: boolean }) {
  const words = useWords(offersWords).coupons
  const format = useFormat()
  const { withdraw } = useCodes(offerId)
  const isExpired = coupon.expiresAt !== null && Date.parse(coupon.expiresAt) <= serverNow()
  const isOff = coupon.isWithdrawn || isExpired
  return (
    <li>
      <span className={css.code} data-off={isOff || undefined}>
        {coupon.code}
      </span>
      <span className={css.deeds}>
        {!isOff && (
          <button type="button" className="link" onClick={() => void copyText(coupon.code)}>
            {words.copy}
          </button>
        )}
        {mayWrite && !isOff && (
          <button
            type="button"
            className="link"
            aria-label={`${words.withdraw} ${coupon.code}`}
            disabled={withdraw.isPending}
            onClick={() => withdraw.mutate(coupon.id)}
          >
            {words.withdraw}
          </button>
        )}
      </span>
      <span className={css.about}>
        {coupon.isWithdrawn && <span>{words.withdrawn}</span>}
        {!coupon.isWithdrawn && isExpired && <span>{words.expired}</span>}
        <span>{words.used(coupon.uses, coupon.mostUses)}</span>
        {coupon.customerName && <span>{words.only(coupon.customerName)}</span>}
        {coupon.expiresAt && !isExpired && <span>{words.until(format.day(coupon.expiresAt))}</span>}
      </span>
      <ErrorLine error={withdraw.error} />
    </li>
  )
}

interface NewCoupon {
  code?: string
  mostUses?: number
  expiresAt?: string
}

function useCodes(offerId: string, onAdded?: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const params = { id: offerId }
  const onSettled = () => client.invalidateQueries({ queryKey: ['offers', memberId] })
  const withdraw = useMutation({
    mutationFn: (couponId: string) =>
      api('DELETE /api/offers/:id/coupons/:couponId', { params: { ...params, couponId } }),
    onSettled,
  })
  const add = useMutation({
    mutationFn: (body: NewCoupon) => api('POST /api/offers/:id/coupons', { params, body }),
    onSuccess: () => onAdded?.(),
    onSettled,
  })
  return { withdraw, add }
}

const empty = { code: '', most: '', until: '' }

function NewCode({ offerId }: { offerId: string }) {
  const words = useWords(offersWords).coupons
  const { timeZone } = useMembership().shop
  const [draft, setDraft] = useState(empty)
  const [wasAsked, setAsked] = useState(false)
  const { add } = useCodes(offerId, () => {
    setDraft(empty)
    setAsked(false)
  })
  const code = draft.code.trim()
  const most = draft.most.trim()
  const until = draft.until === '' ? null : instantOfInput(timeZone, `${draft.until}T23:59`)
  const isBadCode = code !== '' && !/^[A-Za-z0-9-]{4,24}$/.test(code)
  const isBadMost = most !== '' && !/^[1-9]\d{0,5}$/.test(most)
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (isBadCode || isBadMost) return
    add.mutate({
      ...(code !== '' && { code }),
      ...(most !== '' && { mostUses: Number(most) }),
      ...(until !== null && { expiresAt: new Date(until).toISOString() }),
    })
  }
  return (
    <form className={css.group} onSubmit={submit} noValidate>
      <TextField
        label={words.code}
        hint={words.codeHint}
        maxLength={24}
        autoComplete="off"
        value={draft.code}
        problem={wasAsked && isBadCode && words.badCode}
        onChange={(e) => setDraft({ ...draft, code: e.target.value })}
      />
      <div className={css.pair}>
        <TextField
          label={words.most}
          hint={words.mostHint}
          inputMode="numeric"
          maxLength={6}
          value={draft.most}
          problem={wasAsked && isBadMost && words.badMost}
          onChange={(e) => setDraft({ ...draft, most: e.target.value })}
        />
        <TextField
          label={words.expires}
          type="date"
          value={draft.until}
          onChange={(e) => setDraft({ ...draft, until: e.target.value })}
        />
      </div>
      <ErrorLine error={add.error} />
      <p>
        <Button type="submit" isBusy={add.isPending}>
          {words.add}
        </Button>
      </p>
    </form>
  )
}
