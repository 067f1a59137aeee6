import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { boardWords } from './board.words.ts'
import css from './board.module.css'

/** Answers that went to many, with the count of those they reached. */
export function SentBefore() {
  const words = useWords(boardWords)
  const format = useFormat()
  const { id, shop } = useMembership()
  const sent = useQuery({ queryKey: ['board-answers', id], queryFn: () => api('GET /api/board/answers') })
  const rows = sent.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Section title={words.sentBefore}>
      <ul className={css.groups}>
        {rows.map((row) => (
          <li key={row.id}>
            <div>
              <p>{row.text}</p>
              <p className={css.quiet}>
                {row.byName} · {format.when(row.at)} ·{' '}
                {words.sentLine(format.count(row.sent), format.count(row.targets))}
                {row.skipped > 0 && ` · ${words.skipped(format.count(row.skipped))}`}
                {row.endedAt === null && ` · ${words.sending}`}
              </p>
              {row.notSent.length > 0 && (
                <details className={css.notSent}>
                  <summary>{words.whoNot}</summary>
                  <ul>
                    {row.notSent.map(({ conversationId, buyerName, why }) => (
                      <li key={conversationId}>
                        <Link
                          to="/s/$slug/inbox/{-$id}"
                          params={{ slug: shop.slug, id: conversationId }}
                          search={{ view: 'all' }}
                        >
                          {buyerName}
                        </Link>{' '}
                        {words.notSent[why]}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
