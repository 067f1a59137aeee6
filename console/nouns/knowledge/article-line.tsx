import { Link } from '@tanstack/react-router'
import type { ArticleRow } from '#contract/knowledge/knowledge.ts'
import { useFormat } from '../../parts/format.tsx'
import { SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { copyable } from './copyable.ts'
import css from './knowledge.module.css'
import { knowledgeWords } from './knowledge.words.ts'

/** One article in a list: what it is called, what is sent, what is to be done with it. */
export function ArticleLine({ row }: { row: ArticleRow }) {
  const words = useWords(knowledgeWords)
  const { slug } = useMembership().shop
  const format = useFormat()
  return (
    <li>
      <Link className={css.row} to="/s/$slug/knowledge/$id" params={{ slug, id: row.id }}>
        <span className={css.name}>
          <b>{row.title}</b>
          {row.mark && <span className={css.mark}>{words.marks[row.mark]}</span>}
        </span>
        <span className={css.answer} data-none={row.answer === '' || undefined}>
          {copyable(row.answer, row.language) || (row.section === 'rule' ? '' : words.noAnswer)}
        </span>
        <span className={css.about}>
          <span>{words.sections[row.section]}</span>
          {row.state === 'draft' && <span className={css.draft}>{words.states.draft}</span>}
          {row.state === 'approved' && row.isPending && <span className={css.draft}>{words.pending}</span>}
          {row.isReviewDue && row.reviewOn && (
            <span className={css.due}>
              <SmallDiamond /> {words.reviewDue(format.day(row.reviewOn))}
            </span>
          )}
          {row.read && (
            <span className={row.read.byMe ? undefined : css.due}>
              {row.read.byMe ? words.readByMe : words.toRead} · {words.readers(row.read.people, row.read.of)}
            </span>
          )}
          {row.ownerName && <span>{words.owner(row.ownerName)}</span>}
        </span>
      </Link>
    </li>
  )
}
