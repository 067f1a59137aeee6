import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Pack, PackItem } from '#contract/knowledge/packs.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { useUploads } from '../conversations/use-uploads.ts'
import { documentWords } from './document.words.ts'
import css from './pack.module.css'

/** On the product's page: what goes to whoever bought it, and the card that is printed of it (KB-03, KB-04). */
export function PackPart({ productId }: { productId: string }) {
  const words = useWords(documentWords)
  const membership = useMembership()
  const { slug } = membership.shop
  const mayWrite = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const client = useQueryClient()
  const key = ['pack', membership.id, productId]
  const refetch = () => void client.invalidateQueries({ queryKey: key })
  useStreamEvents((event) => {
    if (event.name === 'article.changed' || (event.name === 'pack.changed' && event.subject === productId))
      refetch()
  })
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => api('GET /api/knowledge/packs/:productId', { params: { productId } }),
  })
  const choose = useMutation({
    mutationFn: (items: PackItem[] | null) =>
      api('PUT /api/knowledge/packs/:productId', {
        params: { productId },
        body: {
          version: data?.pack.version ?? 0,
          items:
            items &&
            items.map((item) => (item.kind === 'file' ? { fileId: item.id } : { articleId: item.id })),
        },
      }),
    onSettled: refetch,
  })
  const { uploads, add } = useUploads((file) =>
    choose.mutate([...(data?.pack.items ?? []), { kind: 'file', ...file }]),
  )
  if (!data) return <ErrorLine error={error} />
  const { pack, others } = data
  return (
    <Section
      title={words.pack}
      right={
        <span className={css.acts}>
          {mayWrite && (
            <label className="link">
              {words.addFile}
              <input
                type="file"
                className="visually-hidden"
                disabled={choose.isPending}
                onChange={(e) => {
                  add([...(e.target.files ?? [])])
                  e.target.value = ''
                }}
              />
            </label>
          )}
          <Link className="link" to="/s/$slug/knowledge/card/$productId" params={{ slug, productId }}>
            {words.card}
          </Link>
        </span>
      }
    >
      <p className={css.quiet}>
        {words.packLead} {!pack.isChosen && pack.items.length > 0 && words.isDefault}
        {pack.isChosen && mayWrite && (
          <button type="button" className="link" onClick={() => choose.mutate(null)}>
            {words.toDefault}
          </button>
        )}
      </p>
      {pack.items.length === 0 && others.length === 0 && (
        <p className={css.quiet}>
          {words.noPack}{' '}
          {mayWrite && (
            <Link className="link" to="/s/$slug/knowledge/$id" params={{ slug, id: 'new' }}>
              {words.write}
            </Link>
          )}
        </p>
      )}
      <Items
        pack={pack}
        onRemove={
          mayWrite ? (item) => choose.mutate(pack.items.filter(({ id }) => id !== item.id)) : undefined
        }
      />
      {others.length > 0 && (
        <ul className={css.items}>
          {others.map((item) => (
            <li key={item.id} className={css.other}>
              <b>{item.title}</b> <span>{item.answer}</span>
              {mayWrite && (
                <button type="button" className="link" onClick={() => choose.mutate([...pack.items, item])}>
                  {words.add}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {uploads.map((one) => (
        <ErrorLine key={one.id} error={one.error} />
      ))}
      <ErrorLine error={choose.error} />
    </Section>
  )
}

function Items({ pack, onRemove }: { pack: Pack; onRemove: ((item: PackItem) => void) | undefined }) {
  const words = useWords(documentWords)
  const { slug } = useMembership().shop
  return (
    <ul className={css.items}>
      {pack.items.map((item) => {
        const title = item.kind === 'file' ? item.name : item.title
        return (
          <li key={item.id}>
            {item.kind === 'file' ? (
              <a className="figure" href={item.url} target="_blank" rel="noreferrer">
                {title}
              </a>
            ) : (
              <Link className="figure" to="/s/$slug/knowledge/$id" params={{ slug, id: item.id }}>
                {title}
              </Link>
            )}{' '}
            {item.kind === 'article' && <span>{item.answer.replace(/\{\w+\}[，,]?\s?/g, '')}</span>}
            {onRemove && (
              <button
                type="button"
                className="link"
                aria-label={words.remove(title)}
                onClick={() => onRemove(item)}
              >
                ×
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
