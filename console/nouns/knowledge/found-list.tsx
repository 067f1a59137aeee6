import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FoundArticle } from '#contract/knowledge/knowledge.ts'
import { Button } from '../../parts/controls.tsx'
import { copyText, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { copyable } from './copyable.ts'
import css from './knowledge.module.css'
import { knowledgeWords } from './knowledge.words.ts'
import { useKnowledge, useNoteAsked } from './use-likely.ts'

/** What answers what was typed; the answer to copy, for chats that stay in a platform's own window. */
export function FoundList({ q, section }: { q: string; section: string | undefined }) {
  const words = useWords(knowledgeWords)
  const found = useKnowledge(q, section ? { section } : {})
  if (found.error)
    return <ErrorState error={found.error} thing={words.title} retry={() => void found.refetch()} />
  if (!found.data) return <Loading lines={6} />
  const { rows } = found.data
  return (
    <>
      <ul className={css.rows} data-fading={found.isPlaceholderData || undefined} aria-label={words.search}>
        {rows.map((row, i) => (
          <FoundLine key={row.id} row={row} q={q} place={i + 1} />
        ))}
      </ul>
      <NotFoundHere key={q} q={q} isEmpty={rows.length === 0} />
    </>
  )
}

function FoundLine({ row, q, place }: { row: FoundArticle; q: string; place: number }) {
  const words = useWords(knowledgeWords)
  const { slug } = useMembership().shop
  const mayAnswer = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const note = useNoteAsked()
  const [isCopied, setCopied] = useState(false)
  const answer = copyable(row.answer, row.language)
  const copy = () => {
    void copyText(answer).then(() => setCopied(true))
    if (mayAnswer) note.mutate({ query: q, articleId: row.id, place, way: 'copied', said: answer })
  }
  return (
    <li className={css.found}>
      <Link className={css.row} to="/s/$slug/knowledge/$id" params={{ slug, id: row.id }}>
        <span className={css.name}>
          <b>{row.title}</b>
          {row.mark && <span className={css.mark}>{words.marks[row.mark]}</span>}
        </span>
        <span className={css.answer} data-none={row.answer === '' || undefined}>
          {answer || words.noAnswer}
        </span>
        <span className={css.about}>
          <span>{words.sections[row.section]}</span>
          {row.state === 'draft' && <span className={css.draft}>{words.states.draft}</span>}
        </span>
      </Link>
      {row.answer !== '' && row.state === 'approved' && (
        <Button onClick={copy}>{isCopied ? words.copied : words.copy}</Button>
      )}
    </li>
  )
}

function NotFoundHere({ q, isEmpty }: { q: string; isEmpty: boolean }) {
  const words = useWords(knowledgeWords)
  const mayAnswer = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const note = useNoteAsked()
  return (
    <div className={css.notFound}>
      {isEmpty && (
        <p>
          <span className="song">{words.nothing(q)}</span> {words.nothingTodo}
        </p>
      )}
      {mayAnswer &&
        (note.isSuccess ? (
          <p role="status">{words.noted}</p>
        ) : (
          <Button
            kind="quiet"
            isBusy={note.isPending}
            onClick={() => note.mutate({ query: q, articleId: null, way: 'unknown' })}
          >
            {words.nobody}
          </Button>
        ))}
    </div>
  )
}
