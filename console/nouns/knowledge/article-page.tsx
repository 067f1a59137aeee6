import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { Article, Edition } from '#contract/knowledge/knowledge.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { copyText, ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { articleWords } from './article.words.ts'
import css from './article.module.css'
import { copyable } from './copyable.ts'
import { knowledgeWords } from './knowledge.words.ts'

const Markdown = lazy(() =>
  import('./markdown.tsx').then(({ Markdown: component }) => ({ default: component })),
)

/** An article to be read: what is sent on top, then how it is asked, then the text. */
export function ArticlePage({ article }: { article: Article }) {
  const words = useWords(articleWords)
  const [isLatest, setLatest] = useState(false)
  const shown = article.live && !isLatest ? article.live : article.latest
  return (
    <>
      {article.state === 'retired' && <p className={css.state}>{words.retiredLead}</p>}
      {article.state === 'draft' && <p className={css.state}>{words.draftLead}</p>}
      {article.live && (
        <p className={css.state}>
          {words.pendingLead}{' '}
          <button type="button" className="link" onClick={() => setLatest(!isLatest)}>
            {isLatest ? words.showLive : words.showLatest}
          </button>
        </p>
      )}
      <About article={article} edition={shown} />
      {shown.answer !== '' && <Answer text={copyable(shown.answer, shown.language)} />}
      <Asked title={words.questions} texts={shown.questions} />
      <Asked title={words.learned} texts={article.learned} />
      <section className={css.text}>
        {shown.body === '' ? (
          <p className={css.quiet}>{words.noBody}</p>
        ) : (
          <Suspense fallback={<Loading lines={4} />}>
            <Markdown text={shown.body} pictures={shown.pictures} />
          </Suspense>
        )}
      </section>
      {article.read && <Reading article={article} read={article.read} />}
    </>
  )
}

function About({ article, edition }: { article: Article; edition: Edition }) {
  const words = useWords(articleWords)
  const names = useWords(knowledgeWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const { asked } = article
  return (
    <p className={css.about}>
      <span>{names.sections[edition.section]}</span>
      {edition.mark && <span className={css.mark}>{names.marks[edition.mark]}</span>}
      {edition.isPublic && <span className={css.mark}>{words.publicMark}</span>}
      {edition.trial && (
        <span>{words.trial(edition.trial.byName ?? words.nobody, format.day(edition.trial.on))}</span>
      )}
      {edition.products.map((product) => (
        <Link
          key={product.id}
          className="figure"
          to="/s/$slug/products/$id"
          params={{ slug, id: product.id }}
        >
          {product.name}
        </Link>
      ))}
      {edition.categories.map((category) => (
        <span key={category}>{category}</span>
      ))}
      <span>
        {edition.approvedAt
          ? words.approved(edition.approvedByName ?? words.shipped, format.day(edition.approvedAt))
          : words.written(edition.byName ?? words.shipped, format.day(edition.at))}
      </span>
      {asked.times > 0 && <span>{words.asked(asked.times, asked.yes, asked.no)}</span>}
    </p>
  )
}

function Answer({ text }: { text: string }) {
  const words = useWords(articleWords)
  const [isCopied, setCopied] = useState(false)
  return (
    <section className={css.answer} aria-label={words.answer}>
      <p>{text}</p>
      <Button onClick={() => void copyText(text).then(() => setCopied(true))}>
        {isCopied ? words.copied : words.copy}
      </Button>
    </section>
  )
}

function Asked({ title, texts }: { title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <section className={css.asked}>
      <h2>{title}</h2>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )
}

function Reading({ article, read }: { article: Article; read: NonNullable<Article['read']> }) {
  const words = useWords(articleWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const edition = (article.live ?? article.latest).edition
  const acknowledge = useMutation({
    mutationFn: () =>
      api('POST /api/knowledge/articles/:id/acknowledgement', {
        params: { id: article.id },
        body: { edition },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['article', memberId, article.id] })
      void client.invalidateQueries({ queryKey: ['articles', memberId] })
    },
  })
  return (
    <section className={css.reading}>
      {read.byMe ? (
        <p>{words.haveRead}</p>
      ) : (
        <Button kind="filled" isBusy={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          {words.read}
        </Button>
      )}
      <ErrorLine error={acknowledge.error} />
      {read.people.length > 0 && (
        <p className={css.quiet}>{words.readers(read.people.join(words.between))}</p>
      )}
      {read.missing.length > 0 && (
        <p className={css.quiet}>{words.missing(read.missing.join(words.between))}</p>
      )}
    </section>
  )
}
