import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FoundArticle } from '#contract/knowledge/knowledge.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './likely.module.css'
import { likelyWords } from './likely.words.ts'
import { useKnowledge, useNoteAsked } from './use-likely.ts'

/** Looks in the knowledge by other words; what nobody knows is noted with one click. */
export function KnowledgeDrawer({
  conversationId,
  messageNumber,
  text,
  onPick,
  onClose,
}: {
  conversationId: string
  messageNumber: number | null
  /** What the buyer asked. */
  text: string
  onPick: (article: FoundArticle, query: string) => void
  onClose: () => void
}) {
  const words = useWords(likelyWords)
  const { slug } = useMembership().shop
  const [q, setQ] = useState(text.slice(0, 100))
  const found = useKnowledge(q, { approved: true })
  const note = useNoteAsked()
  // Examples of feeling are for practice, not for sending.
  const rows = q === '' ? [] : (found.data?.rows ?? []).filter(({ mark }) => mark !== 'empathy')
  return (
    <section
      className={css.drawer}
      aria-label={words.search}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        e.stopPropagation()
        onClose()
      }}
    >
      <header>
        <SearchBox label={words.search} hint={words.searchHint} value={q} onSearch={setQ} />
        {note.isSuccess ? (
          <span role="status">{words.noted}</span>
        ) : (
          <button
            type="button"
            className="link"
            disabled={note.isPending || (q || text) === ''}
            onClick={() =>
              note.mutate({
                query: text.slice(0, 500) || q,
                articleId: null,
                way: 'unknown',
                conversationId,
                messageNumber,
              })
            }
          >
            {words.nobody}
          </button>
        )}
      </header>
      <ErrorLine error={found.error ?? note.error} />
      {rows.length === 0 && found.isSuccess && q !== '' && <p className={css.nothing}>{words.nothing}</p>}
      <ul>
        {rows.map((article) => (
          <li key={article.id}>
            <button type="button" onClick={() => onPick(article, q)}>
              <b>{article.title}</b>
              <span>{article.answer}</span>
            </button>
            <Link className="link" to="/s/$slug/knowledge/$id" params={{ slug, id: article.id }}>
              {words.read}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
