import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MissedOffer } from '#contract/purchase/price.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { PricePages } from './price-pages.tsx'
import { priceListsWords } from './price-lists.words.ts'
import css from './price.module.css'

const views = ['open', 'settled'] as const

/** Orders that closed without an offer they were entitled to: those to make good, and how the others were. */
export function MissedList() {
  const words = useWords(priceListsWords)
  const [view, setView] = useState<(typeof views)[number]>('open')
  return (
    <>
      <Choice
        label={words.missedViews.label}
        isLabelHidden
        value={view}
        onChange={setView}
        options={views.map((value) => ({ value, label: words.missedViews[value] }))}
      />
      <PricePages
        list="missed"
        of={view}
        load={(cursor) => api('GET /api/missed-offers', { query: { view, cursor } })}
      >
        {(row: MissedOffer) => <MissedRow key={row.orderId + row.offerId} row={row} />}
      </PricePages>
    </>
  )
}

function MissedRow({ row }: { row: MissedOffer }) {
  const words = useWords(priceListsWords)
  const format = useFormat()
  const time = useShopTime()
  const memberId = useMembership().id
  const { slug } = useMembership().shop
  const client = useQueryClient()
  const maySettle = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [note, setNote] = useState<string | null>(null)
  const settle = useMutation({
    mutationFn: (said: string) =>
      api('POST /api/missed-offers/:orderId/:offerId/settlement', {
        params: { orderId: row.orderId, offerId: row.offerId },
        body: { note: said },
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['price lists', memberId, 'missed'] }),
  })
  return (
    <li>
      <span className={css.names}>
        <Link className="figure" to="/s/$slug/orders/$id" params={{ slug, id: row.orderId }}>
          {row.orderName}
        </Link>
        <span>{row.buyerName}</span>
        <span>{row.offerName}</span>
      </span>
      <span className={css.end}>
        {row.saved.minor > 0 ? words.saved(format.money(row.saved)) : words.noMoney}
      </span>
      <span className={css.aside}>
        {row.conversationId ? (
          <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.conversationId }}>
            {words.wasTold[row.wasTold ? 'yes' : 'no']}
          </Link>
        ) : (
          <span>{words.wasTold.none}</span>
        )}
        {row.memberName && <span>{row.memberName}</span>}
        <span>{time.latest(row.placedAt)}</span>
        {row.settledAt && <span>{words.settledAt(time.latest(row.settledAt), row.note ?? '')}</span>}
      </span>
      {maySettle && !row.settledAt && note === null && (
        <button type="button" className="link" onClick={() => setNote('')}>
          {words.settle}
        </button>
      )}
      {note !== null && (
        <form
          className={css.form}
          onSubmit={(e) => {
            e.preventDefault()
            if (note.trim() !== '') settle.mutate(note.trim())
          }}
        >
          <TextField
            label={words.how}
            hint={words.howHint}
            autoFocus
            maxLength={200}
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
          {settle.error && <ErrorLine error={settle.error} />}
          <div className={beside.foot}>
            <Button kind="quiet" onClick={() => setNote(null)}>
              {words.cancel}
            </Button>
            <Button type="submit" isBusy={settle.isPending}>
              {words.save}
            </Button>
          </div>
        </form>
      )}
    </li>
  )
}
