import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { copyable } from './copyable.ts'
import { documentWords } from './document.words.ts'
import css from './pack.module.css'

const shown = 12

/** Examples of a feeling recognised before the matter, to think of one's own words first (KB-11). */
export function ScenesPart() {
  const words = useWords(documentWords)
  const [language] = useLanguage()
  const membership = useMembership()
  const { data } = useQuery({
    queryKey: ['articles', membership.id, 'scenes'],
    queryFn: () => api('GET /api/knowledge/articles', { query: { mark: 'empathy', limit: 100 } }),
    staleTime: 60_000,
  })
  const all = (data?.rows ?? []).filter(({ state }) => state === 'approved')
  const own = all.filter((row) => row.language === language)
  const rows = (own.length > 0 ? own : all).slice(0, shown)
  if (rows.length === 0) return null
  return (
    <Section title={words.scenes}>
      <p className={css.quiet}>{words.scenesLead}</p>
      <ul className={css.items}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link
              className="figure"
              to="/s/$slug/knowledge/$id"
              params={{ slug: membership.shop.slug, id: row.id }}
            >
              {row.title}
            </Link>
            <details>
              <summary>{words.show}</summary>
              <p>{copyable(row.answer, row.language)}</p>
            </details>
          </li>
        ))}
      </ul>
    </Section>
  )
}
