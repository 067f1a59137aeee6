import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { memo, useState } from 'react'
import type { ConfirmationCounts, ConfirmationRow } from '#contract/purchase/confirmation.ts'
import { OrdersTabs } from '#console/nouns/orders/orders-tabs.tsx'
import { api } from '#console/parts/api.ts'
import { Button } from '#console/parts/controls.tsx'
import { useFormat } from '#console/parts/format.tsx'
import {
  EmptyState,
  ErrorLine,
  ErrorState,
  Loading,
  SmallDiamond,
  SmallOctagon,
} from '#console/parts/screen-states.tsx'
import { Screen } from '#console/parts/screen.tsx'
import { useHasRole, useMembership } from '#console/parts/session.tsx'
import { useShopTime } from '#console/parts/shop-time.ts'
import { useWords } from '#console/parts/words.tsx'
import { BeforeWatch, SetupDialog } from './setup.tsx'
import { ConfirmationPart } from './confirmation-part.tsx'
import { confirmationWords } from './confirmation.words.ts'
import {
  confirmationViews,
  readConfirmationsSearch,
  type ConfirmationsSearch,
} from './confirmations-search.ts'
import { PaymentFaces } from './payment-faces.tsx'
import { confirmationsKey, useConfirmationEvents } from './use-confirmations.ts'
import css from './confirmation.module.css'

/** Orders to be confirmed with their buyers, the most pressing first; each opens to everything that can be done. */
export function ConfirmationsScreen() {
  const words = useWords(confirmationWords)
  const { slug } = useMembership().shop
  const mayLead = useHasRole('owner', 'lead')
  const search = readConfirmationsSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const [isSettingUp, setSettingUp] = useState(false)
  useConfirmationEvents()
  const show = (next: ConfirmationsSearch) =>
    void navigate({ to: '/s/$slug/orders/confirmations', params: { slug }, search: next, replace: true })
  const isFace = search.view === 'face' && mayLead
  return (
    <Screen
      title={words.title}
      width="wide"
      right={mayLead && <Button onClick={() => setSettingUp(true)}>{words.rules}</Button>}
      tabs={<OrdersTabs value="confirm" />}
    >
      {isFace ? (
        <PaymentFaces onBack={() => show({})} />
      ) : (
        <List search={search} onShow={show} mayLead={mayLead} />
      )}
      {isSettingUp && <SetupDialog onClose={() => setSettingUp(false)} />}
    </Screen>
  )
}

function List({
  search,
  onShow,
  mayLead,
}: {
  search: ConfirmationsSearch
  onShow: (next: ConfirmationsSearch) => void
  mayLead: boolean
}) {
  const words = useWords(confirmationWords)
  const memberId = useMembership().id
  const view = search.view === undefined || search.view === 'face' ? 'to_send' : search.view
  const list = useInfiniteQuery({
    queryKey: [...confirmationsKey(memberId), 'list', view, search.only],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/confirmations', {
        query: {
          view,
          limit: 50,
          ...(search.only && { only: search.only }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <Views
        search={search}
        view={view}
        counts={list.data?.pages[0]?.counts}
        onShow={onShow}
        mayLead={mayLead}
      />
      {mayLead && <BeforeWatch />}
      {list.error && <ErrorState error={list.error} thing={words.title} retry={() => void list.refetch()} />}
      {list.isPending && <Loading lines={8} />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState
          title={view === 'to_send' ? words.empty.to_send : words.empty.other}
          lead={words.empty.lead}
        />
      )}
      {rows.length > 0 && (
        <ul className={css.rows} aria-label={words.views[view]}>
          {rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p className={css.sending}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </>
  )
}

/** Each count opens its rows. */
function Views({
  search,
  view,
  counts,
  onShow,
  mayLead,
}: {
  search: ConfirmationsSearch
  view: (typeof confirmationViews)[number]
  counts: ConfirmationCounts | undefined
  onShow: (next: ConfirmationsSearch) => void
  mayLead: boolean
}) {
  const words = useWords(confirmationWords)
  const format = useFormat()
  const only = ['silent', 'doubtful'] as const
  return (
    <div className={css.views} role="group" aria-label={words.views.label}>
      {confirmationViews.map((one) => (
        <button
          key={one}
          type="button"
          className="figure"
          aria-pressed={view === one && search.only === undefined}
          onClick={() => onShow({ view: one })}
        >
          {words.views[one]} {one !== 'done' && counts && format.count(counts[one])}
        </button>
      ))}
      {view === 'to_send' &&
        only.map((one) => (
          <button
            key={one}
            type="button"
            className="figure"
            aria-pressed={search.only === one}
            onClick={() => onShow(search.only === one ? { view } : { view, only: one })}
          >
            {words.only[one]} {counts && format.count(counts[one])}
          </button>
        ))}
      {mayLead && (
        <button type="button" className="figure" onClick={() => onShow({ view: 'face' })}>
          {words.face}
        </button>
      )}
    </div>
  )
}

/** One order; opened, what can be done with it, without leaving the list. */
const Line = memo(function Line({ row }: { row: ConfirmationRow }) {
  const format = useFormat()
  const time = useShopTime()
  const [isOpen, setOpen] = useState(false)
  return (
    <li data-open={isOpen || undefined}>
      <button type="button" className={css.row} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span className={css.number}>{row.orderName}</span>
        <span className={css.what}>
          {row.title}
          <span className={css.buyer}>{row.buyerName}</span>
        </span>
        <Mark row={row} />
        <span className={css.amount}>{format.money(row.total)}</span>
        <time className={css.day} dateTime={row.paidAt}>
          {time.latest(row.paidAt)}
        </time>
      </button>
      {isOpen && <Inside orderId={row.orderId} />}
    </li>
  )
})

/** The one thing worth knowing: for the lead, doubtful, silent, or how it stands. */
function Mark({ row }: { row: ConfirmationRow }) {
  const words = useWords(confirmationWords)
  const time = useShopTime()
  const [doubt] = row.doubts
  if (row.hold === 'lead')
    return (
      <span className={css.mark} data-is="late">
        <SmallOctagon /> {words.holds.lead}
      </span>
    )
  if (doubt && row.state !== 'confirmed' && row.state !== 'ended')
    return (
      <span className={css.mark} data-is="doubt">
        <SmallDiamond /> {words.doubts[doubt.kind](doubt.detail)}
      </span>
    )
  if (row.state === 'to_send' && row.talked === 'no')
    return (
      <span className={css.mark} data-is="silent">
        {words.talked.no}
      </span>
    )
  if (row.state === 'to_send') return <span className={css.mark}>{words.talked[row.talked]}</span>
  return (
    <span className={css.mark}>
      {words.states[row.state]} {row.answeredAt && time.latest(row.answeredAt)}
    </span>
  )
}

function Inside({ orderId }: { orderId: string }) {
  const words = useWords(confirmationWords)
  const { id: memberId, shop } = useMembership()
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: [...confirmationsKey(memberId), 'order', orderId],
    queryFn: () => api('GET /api/orders/:id/confirmation', { params: { id: orderId } }),
  })
  if (found.error) return <ErrorLine error={found.error} />
  if (!found.data) return <Loading lines={3} />
  return (
    <div className={css.inside}>
      {found.data.confirmation && <ConfirmationPart confirmation={found.data.confirmation} />}
      <p>
        <button
          type="button"
          className="link"
          onClick={() =>
            void navigate({
              to: '/s/$slug/orders/$id',
              params: { slug: shop.slug, id: orderId },
              hash: 'confirmation',
            })
          }
        >
          {words.openOrder}
        </button>
      </p>
    </div>
  )
}
