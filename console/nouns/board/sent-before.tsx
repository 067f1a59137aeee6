import { useQuery } from '@tanstack/react-query'
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
  const { id } = useMembership()
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
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
