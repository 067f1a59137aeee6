import { useQuery } from '@tanstack/react-query'
import type { PaymentComparison } from '#contract/purchase/before-and-after-payment.ts'
import { api } from '#console/parts/api.ts'
import { useFormat } from '#console/parts/format.tsx'
import { ErrorState, Loading, SmallOctagon } from '#console/parts/screen-states.tsx'
import { Section } from '#console/parts/screen.tsx'
import { useMembership } from '#console/parts/session.tsx'
import { useWords } from '#console/parts/words.tsx'
import { confirmationWords } from './confirmation.words.ts'
import { confirmationsKey } from './use-confirmations.ts'
import css from './confirmation.module.css'

/** [ORD-06] Each agent before buyers have paid and after, with how many answers are behind it. */
export function PaymentFaces({ onBack }: { onBack: () => void }) {
  const words = useWords(confirmationWords)
  const memberId = useMembership().id
  const report = useQuery({
    queryKey: [...confirmationsKey(memberId), 'faces'],
    queryFn: () => api('GET /api/reports/before-and-after-payment', { query: { days: 30 } }),
  })
  return (
    <Section
      title={words.face}
      right={
        <button type="button" className="link" onClick={onBack}>
          {words.tab}
        </button>
      }
    >
      <p className={css.quiet}>{words.faceLead}</p>
      {report.error && (
        <ErrorState error={report.error} thing={words.face} retry={() => void report.refetch()} />
      )}
      {report.isPending && <Loading lines={4} />}
      {report.data && (
        <>
          <table className={css.face}>
            <thead>
              <tr>
                <th scope="col">{words.faceColumns.agent}</th>
                <th scope="col">{words.faceColumns.before}</th>
                <th scope="col">{words.faceColumns.after}</th>
                <th scope="col">{words.faceColumns.verdict}</th>
              </tr>
            </thead>
            <tbody>
              {report.data.rows.map((row) => (
                <tr key={row.memberId ?? ''}>
                  <td>{row.name || '—'}</td>
                  <td>
                    <Side side={row.before} />
                  </td>
                  <td>
                    <Side side={row.after} />
                  </td>
                  <td>
                    <span
                      className={css.mark}
                      data-alert={row.verdict === 'slower' || row.verdict === 'colder' || undefined}
                    >
                      {(row.verdict === 'slower' || row.verdict === 'colder') && <SmallOctagon />}
                      {words.faceVerdict[row.verdict]}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={css.quiet}>
            {words.faceNote(String(report.data.least))} {!report.data.hasTone && words.noTone}
          </p>
        </>
      )}
    </Section>
  )
}

function Side({ side }: { side: PaymentComparison['before'] }) {
  const words = useWords(confirmationWords)
  const format = useFormat()
  if (side.medianMs === null) return <>—</>
  return (
    <>
      {words.faceSide((side.medianMs / 1000).toFixed(1), format.count(side.turns))}
      {side.badToneShare !== null && ` · ${words.faceTone(String(Math.round(side.badToneShare * 100)))}`}
    </>
  )
}
