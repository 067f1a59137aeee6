import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Article } from '#contract/knowledge/knowledge.ts'
import { api } from '../../parts/api.ts'
import { Button, SelectField, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { articleWords } from './article.words.ts'
import css from './article.module.css'
import { knowledgeWords } from './knowledge.words.ts'
import { useArticleChange } from './use-article.ts'

const Markdown = lazy(() =>
  import('./markdown.tsx').then(({ Markdown: component }) => ({ default: component })),
)

/** Who keeps the article right and when it is looked at again; every edition below. */
export function ArticleCare({ article }: { article: Article }) {
  const words = useWords(articleWords)
  const names = useWords(knowledgeWords)
  const format = useFormat()
  const mayLead = useHasRole('owner', 'lead')
  const [isOpen, setOpen] = useState(false)
  const [areEditionsOpen, setEditionsOpen] = useState(false)
  return (
    <Section
      title={words.keep}
      right={
        mayLead &&
        !isOpen && (
          <button type="button" className="link" onClick={() => setOpen(true)}>
            {words.edit}
          </button>
        )
      }
    >
      {isOpen ? (
        <CareForm article={article} onClose={() => setOpen(false)} />
      ) : (
        <p className={css.about}>
          <span>{article.owner ? names.owner(article.owner.name) : words.nobody}</span>
          {article.reviewOn && (
            <span className={article.isReviewDue ? css.due : undefined}>
              {article.isReviewDue && <SmallDiamond />} {names.reviewDue(format.day(article.reviewOn))}
            </span>
          )}
          <button
            type="button"
            className="figure"
            aria-expanded={areEditionsOpen}
            onClick={() => setEditionsOpen(!areEditionsOpen)}
          >
            {areEditionsOpen ? words.hideEditions : words.editions(article.latest.edition)}
          </button>
        </p>
      )}
      {areEditionsOpen && <Editions id={article.id} />}
    </Section>
  )
}

function CareForm({ article, onClose }: { article: Article; onClose: () => void }) {
  const words = useWords(articleWords)
  const memberId = useMembership().id
  const team = useQuery({ queryKey: ['team', memberId], queryFn: () => api('GET /api/staff') })
  const change = useArticleChange(onClose)
  const [ownerId, setOwner] = useState(article.owner?.id ?? '')
  const [reviewOn, setReviewOn] = useState(article.reviewOn ?? '')
  return (
    <form
      className={css.care}
      onSubmit={(e) => {
        e.preventDefault()
        change.mutate(() =>
          api('PUT /api/knowledge/articles/:id/care', {
            params: { id: article.id },
            body: { ownerId: ownerId || null, reviewOn: reviewOn || null },
          }),
        )
      }}
    >
      <SelectField label={words.owner} value={ownerId} onChange={(e) => setOwner(e.target.value)}>
        <option value="">{words.nobody}</option>
        {(team.data?.members ?? []).map((member) => (
          <option key={member.id} value={member.id}>
            {member.displayName}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.reviewOn}
        type="date"
        value={reviewOn}
        onChange={(e) => setReviewOn(e.target.value)}
      />
      <Button type="submit" isBusy={change.isPending}>
        {words.keep}
      </Button>
      <Button kind="quiet" onClick={onClose}>
        {words.cancel}
      </Button>
      <ErrorLine error={change.error} />
    </form>
  )
}

function Editions({ id }: { id: string }) {
  const words = useWords(articleWords)
  const memberId = useMembership().id
  const format = useFormat()
  const editions = useQuery({
    queryKey: ['editions', memberId, id],
    queryFn: () => api('GET /api/knowledge/articles/:id/editions', { params: { id } }),
  })
  if (editions.error) return <ErrorLine error={editions.error} />
  if (!editions.data) return <Loading lines={3} />
  return (
    <ol className={css.editions}>
      {editions.data.rows.map((edition) => (
        <li key={edition.edition}>
          <details>
            <summary>
              {words.edition(edition.edition)} · {edition.title}{' '}
              <span className={css.quiet}>
                {words.written(edition.byName ?? words.shipped, format.day(edition.at))}
              </span>
            </summary>
            <p>{edition.answer}</p>
            <Suspense>
              <Markdown text={edition.body} pictures={edition.pictures} />
            </Suspense>
          </details>
        </li>
      ))}
    </ol>
  )
}
