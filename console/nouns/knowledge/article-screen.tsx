import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Article } from '#contract/knowledge/knowledge.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading, NotFound } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { ArticleCare } from './article-care.tsx'
import { ArticleEditor } from './article-editor.tsx'
import { ArticlePage } from './article-page.tsx'
import { articleWords } from './article.words.ts'
import css from './article.module.css'
import { useArticle, useArticleChange } from './use-article.ts'

/** One article: read, written anew, approved, put away. `new` begins one. */
export function ArticleScreen() {
  const { id = '' } = useParams({ strict: false })
  return id === 'new' ? <NewArticle /> : <KnownArticle key={id} id={id} />
}

function NewArticle() {
  const words = useWords(articleWords)
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  return (
    <Screen title={words.newTitle} right={<BackLink />}>
      <ArticleEditor
        article={null}
        onDone={({ id }) =>
          void navigate({ to: '/s/$slug/knowledge/$id', params: { slug, id }, replace: true })
        }
        onCancel={() => void navigate({ to: '/s/$slug/knowledge', params: { slug } })}
      />
    </Screen>
  )
}

function BackLink() {
  const words = useWords(articleWords)
  const { slug } = useMembership().shop
  return (
    <Link className="link" to="/s/$slug/knowledge" params={{ slug }}>
      {words.back}
    </Link>
  )
}

function KnownArticle({ id }: { id: string }) {
  const words = useWords(articleWords)
  const article = useArticle(id)
  const mayWrite = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const { edit } = useSearch({ strict: false }) as { edit?: string }
  const [isEditing, setEditing] = useState(edit === '1')
  if (article.error instanceof ApiError && article.error.code === 'not_found') return <NotFound />
  if (article.error)
    return <ErrorState error={article.error} thing={words.thing} retry={() => void article.refetch()} />
  if (!article.data) return <Loading lines={10} />
  const { data } = article
  return (
    <Screen
      title={isEditing ? data.latest.title : (data.live ?? data.latest).title}
      right={
        <>
          <BackLink />
          {!isEditing && mayWrite && data.state !== 'retired' && (
            <Button onClick={() => setEditing(true)}>{words.edit}</Button>
          )}
          {!isEditing && <Acts article={data} />}
        </>
      }
    >
      {isEditing && mayWrite ? (
        <ArticleEditor article={data} onDone={() => setEditing(false)} onCancel={() => setEditing(false)} />
      ) : (
        <>
          <ArticlePage article={data} />
          <ArticleCare article={data} />
        </>
      )}
    </Screen>
  )
}

function Acts({ article }: { article: Article }) {
  const words = useWords(articleWords)
  const mayLead = useHasRole('owner', 'lead')
  const change = useArticleChange()
  if (!mayLead) return null
  const to = { params: { id: article.id }, body: { version: article.version } }
  return (
    <span className={css.acts}>
      {article.state === 'retired' ? (
        <Button
          isBusy={change.isPending}
          onClick={() =>
            change.mutate(() =>
              api('DELETE /api/knowledge/articles/:id/retirement', { params: { id: article.id } }),
            )
          }
        >
          {words.revive}
        </Button>
      ) : (
        <Button
          kind="quiet"
          isBusy={change.isPending}
          onClick={() => change.mutate(() => api('POST /api/knowledge/articles/:id/retirement', to))}
        >
          {words.retire}
        </Button>
      )}
      {article.isPending && (
        <Button
          kind="filled"
          isBusy={change.isPending}
          onClick={() => change.mutate(() => api('POST /api/knowledge/articles/:id/approval', to))}
        >
          {words.approve}
        </Button>
      )}
      <ErrorLine error={change.error} />
    </span>
  )
}
