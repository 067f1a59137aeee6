import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'

export interface WaitingFilter {
  lane?: 'ordinary' | 'vip'
  memberId?: string
  isUnheld?: boolean
}

/** The buyers behind a figure, in the order in which they are answered. */
export function WaitingRows({ filter, onClose }: { filter: WaitingFilter; onClose: () => void }) {
  const words = useWords(boardWords)
  const format = useFormat()
  const { id, shop } = useMembership()
  const { isUnheld, ...rest } = filter
  const rows = useQuery({
    queryKey: ['board-waiting', id, filter],
    queryFn: () => api('GET /api/board/waiting', { query: { ...rest, ...(isUnheld && { isUnheld: '1' }) } }),
  })
  return (
    <Dialog title={words.rows} onClose={onClose} isDrawer>
      {rows.error && !rows.data && <ErrorState error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isPending && <Loading lines={6} />}
      {rows.data && (
        <>
          <p className={css.quiet}>
            {words.rowsOf(format.count(rows.data.total))}
            {rows.data.total > rows.data.rows.length && ` · ${words.rowsCut(rows.data.rows.length)}`}
          </p>
          <ul className={css.rows}>
            {rows.data.rows.map((row) => (
              <li key={row.id}>
                <Link
                  to="/s/$slug/inbox/{-$id}"
                  params={{ slug: shop.slug, id: row.id }}
                  search={{ view: 'all' }}
                >
                  <b>{row.buyerName}</b>
                  <span className={css.preview}>{row.lastText}</span>
                  <span>{row.assigneeName ?? words.nobodyHolds}</span>
                  <span>{row.clock && format.span(serverNow() - Date.parse(row.clock.startedAt))}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
