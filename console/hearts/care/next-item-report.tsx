import { useQuery } from '@tanstack/react-query'
import type { NextItemReport as Report } from '#contract/care/next-items.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './next-items.module.css'
import { nextItemWords } from './next-items.words.ts'
import { nextItemsKey } from './use-next-items.ts'

const percent = (share: number) => `${Math.round(share * 100)}%`

/** Of those it was sent to and of those it was not: who bought the item within 30 days. */
export function NextItemReport() {
  const words = useWords(nextItemWords)
  const memberId = useMembership().id
  const found = useQuery({
    queryKey: [...nextItemsKey(memberId), 'report'],
    queryFn: () => api('GET /api/reports/next-items'),
  })
  if (found.error && !found.data)
    return <ErrorState error={found.error} thing={words.shows.report} retry={() => void found.refetch()} />
  if (!found.data) return <Loading lines={4} />
  const { sent, without, running, isThin, difference } = found.data
  const lead = running > 0 ? words.report.running(running) : words.report.thin
  if (sent.proposals + without.proposals === 0) return <EmptyState title={words.report.empty} lead={lead} />
  return (
    <>
      <div className={css.scroll} tabIndex={0} role="region" aria-label={words.shows.report}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{words.shows.report}</span>
              </th>
              {(['proposals', 'boughtItem', 'boughtAny', 'revenue'] as const).map((column) => (
                <th key={column} scope="col">
                  {words.report[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Side name={words.report.sent} side={sent} />
            <Side name={words.report.without} side={without} />
          </tbody>
        </table>
      </div>
      <p className={css.lead}>
        {isThin || !difference
          ? words.report.thin
          : words.report.range(percent(difference.low), percent(difference.high))}{' '}
        {running > 0 && words.report.running(running)} {words.report.caution}
      </p>
    </>
  )
}

function Side({ name, side }: { name: string; side: Report['sent'] }) {
  const format = useFormat()
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{format.count(side.proposals)}</td>
      <td>
        {format.count(side.boughtItem)}
        {side.share !== null && `　${percent(side.share)}`}
      </td>
      <td>{format.count(side.boughtAny)}</td>
      <td>{format.money(side.revenue)}</td>
    </tr>
  )
}
