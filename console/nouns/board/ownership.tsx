import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'
import { useGathered } from './use-board.ts'

const days = 30

/** Who owns how much beside a fair share, whose ownership was not kept, and what changed hands too often. */
export function Ownership() {
  const words = useWords(boardWords)
  const format = useFormat()
  const { id, shop } = useMembership()
  useGathered(/^(inquiry|hand_over|problem|conversation)[.]/, [['ownership', id]])
  const report = useQuery({
    queryKey: ['ownership', id],
    queryFn: () => api('GET /api/ownership', { query: { days } }),
  })
  if (report.error && !report.data)
    return <ErrorState error={report.error} thing={words.ownership} retry={() => void report.refetch()} />
  if (!report.data) return <Loading lines={5} />
  const chat = (conversationId: string) => ({
    to: '/s/$slug/inbox/{-$id}' as const,
    params: { slug: shop.slug, id: conversationId },
    search: { view: 'all' as const },
    className: 'figure',
  })
  return (
    <>
      <Section title={words.ownership} right={words.ownershipRemark(days)}>
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">{words.team}</span>
                </th>
                <th scope="col">{words.owns}</th>
                <th scope="col">{words.fair}</th>
                <th scope="col">{words.filed}</th>
                <th scope="col">{words.violations}</th>
              </tr>
            </thead>
            <tbody>
              {report.data.members.map((member) => (
                <tr key={member.id}>
                  <th scope="row">
                    {member.name} <small>{words.presence[member.presence]}</small>
                  </th>
                  <td>{member.owned}</td>
                  <td>{member.fairShare}</td>
                  <td>{member.filed}</td>
                  <td>
                    {member.violations.length === 0
                      ? words.none
                      : member.violations.map((one, i) => (
                          <Fragment key={`${one.at} ${one.kind}`}>
                            {i > 0 && ' · '}
                            <Link {...chat(one.conversationId)}>
                              {words.violationKinds[one.kind]}
                              {one.isHeldBack && words.heldBack}
                            </Link>
                          </Fragment>
                        ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title={words.flagged}>
        {report.data.flagged.length === 0 && <p className={css.quiet}>{words.flaggedNone}</p>}
        <ul className={css.groups}>
          {report.data.flagged.map((one) => (
            <li key={one.conversationId + one.since}>
              <p>
                <Link {...chat(one.conversationId)}>{one.buyerName}</Link>{' '}
                <span className={css.count}>{words.hops(one.hops)}</span> {format.when(one.since)}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
