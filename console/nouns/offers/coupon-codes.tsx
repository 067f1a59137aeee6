import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Coupon, Offer } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { copyText, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { serverNow } from '../../parts/server-now.ts'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { CodeForm, useCodes } from './code-form.tsx'
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
        {mayWrite && offer.state !== 'ended' && <CodeForm offerId={offer.id} />}
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
  const [isChanging, setChanging] = useState(false)
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
        {mayWrite && !coupon.isWithdrawn && (
          <button
            type="button"
            className="link"
            aria-label={`${words.change} ${coupon.code}`}
            aria-expanded={isChanging}
            onClick={() => setChanging(!isChanging)}
          >
            {words.change}
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
      {isChanging && (
        <div className={css.wide}>
          <CodeForm offerId={offerId} coupon={coupon} onClose={() => setChanging(false)} />
        </div>
      )}
    </li>
  )
}
