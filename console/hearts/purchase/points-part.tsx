import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { MisunderstoodPoint } from '#contract/purchase/concerns.ts'
import { instantOfInput } from '../../parts/shop-time.rules.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, ErrorState } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { inBoth } from './both.ts'
import { BothFields, InPlaceForm, TermFields } from './both-fields.tsx'
import css from './concerns.module.css'
import { concernsWords } from './concerns.words.ts'
import { isWhole, wordList } from './word-list.rules.ts'

/** What buyers often get wrong, of a product or of a campaign. */
export function PointsPart({ mayWrite }: { mayWrite: boolean }) {
  const words = useWords(concernsWords)
  const memberId = useMembership().id
  const [isAdding, setAdding] = useState(false)
  const points = useInfiniteQuery({
    queryKey: ['points', memberId],
    queryFn: ({ pageParam }) =>
      api('GET /api/misunderstood-points', { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = points.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section
      title={words.points}
      right={
        mayWrite && (
          <button type="button" className="link" onClick={() => setAdding(true)}>
            {words.addPoint}
          </button>
        )
      }
    >
      <p className={css.lead}>{words.pointsLead}</p>
      {isAdding && <NewPoint onClose={() => setAdding(false)} />}
      {points.error && (
        <ErrorState error={points.error} thing={words.points} retry={() => void points.refetch()} />
      )}
      {points.data && rows.length === 0 && !isAdding && <p className={css.nothing}>{words.noPoints}</p>}
      <ul className={css.rows}>
        {rows.map((point) => (
          <PointRow key={point.id} point={point} mayWrite={mayWrite} />
        ))}
      </ul>
      {points.hasNextPage && (
        <Button isBusy={points.isFetchingNextPage} onClick={() => void points.fetchNextPage()}>
          {words.older}
        </Button>
      )}
    </Section>
  )
}

function PointRow({ point, mayWrite }: { point: MisunderstoodPoint; mayWrite: boolean }) {
  const words = useWords(concernsWords)
  const [language] = useLanguage()
  const format = useFormat()
  const memberId = useMembership().id
  const client = useQueryClient()
  const archiving = useMutation({
    mutationFn: () => api('DELETE /api/misunderstood-points/:id', { params: { id: point.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['points', memberId] }),
  })
  return (
    <li>
      <div className={css.row}>
        <span className={css.key}>{point.product?.name ?? point.campaign}</span>
        <span className={css.grow}>{inBoth(point.text, language)}</span>
        <span className={css.source}>
          {point.endsAt ? words.until(format.day(point.endsAt)) : words.always}
          {point.by && `　${point.by}`}
        </span>
        {mayWrite && (
          <button
            type="button"
            className="link"
            disabled={archiving.isPending}
            onClick={() => archiving.mutate()}
          >
            {words.archive}
          </button>
        )}
      </div>
      <ErrorLine error={archiving.error} />
    </li>
  )
}

const empty = { zh: '', en: '' }

function NewPoint({ onClose }: { onClose: () => void }) {
  const words = useWords(concernsWords)
  const { id: memberId, shop } = useMembership()
  const client = useQueryClient()
  const [of, setOf] = useState<'product' | 'campaign'>('product')
  const [product, setProduct] = useState<{ id: string; name: string } | null>(null)
  const [campaign, setCampaign] = useState('')
  const [day, setDay] = useState('')
  const [text, setText] = useState(empty)
  const [typed, setTyped] = useState(empty)
  const terms = { zh: wordList(typed.zh), en: wordList(typed.en) }
  const endsAt = day === '' ? null : instantOfInput(shop.timeZone, `${day}T23:59`)
  const saving = useMutation({
    mutationFn: () =>
      api('POST /api/misunderstood-points', {
        body: {
          ...(of === 'product' ? { productId: product?.id ?? null } : { campaign: campaign.trim() }),
          text,
          terms,
          endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
        },
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['points', memberId] }),
  })
  const hasSubject = of === 'product' ? product !== null : campaign.trim() !== ''
  return (
    <InPlaceForm
      isBusy={saving.isPending}
      isReady={hasSubject && isWhole(text, terms)}
      onSubmit={() => saving.mutate()}
      onClose={onClose}
    >
      <Choice
        label={words.of}
        value={of}
        options={[
          { value: 'product', label: words.ofProduct },
          { value: 'campaign', label: words.ofCampaign },
        ]}
        onChange={setOf}
      />
      {of === 'product' ? (
        <ProductField product={product} onChoose={setProduct} />
      ) : (
        <TextField
          label={words.campaign}
          value={campaign}
          maxLength={80}
          onChange={(e) => setCampaign(e.target.value)}
        />
      )}
      <BothFields label={words.text} value={text} max={300} onChange={setText} />
      <TermFields value={typed} onChange={setTyped} />
      <TextField label={words.endsAt} type="date" value={day} onChange={(e) => setDay(e.target.value)} />
      <p className={css.hint}>{words.needed}</p>
      <ErrorLine error={saving.error} />
    </InPlaceForm>
  )
}

function ProductField({
  product,
  onChoose,
}: {
  product: { id: string; name: string } | null
  onChoose: (product: { id: string; name: string } | null) => void
}) {
  const words = useWords(concernsWords)
  const memberId = useMembership().id
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['find-products', memberId, q],
    queryFn: ({ signal }) => api('GET /api/products', { query: { q, limit: 5 }, signal }),
    enabled: q.length > 0 && q !== product?.name,
    staleTime: 30_000,
  })
  return (
    <div>
      <TextField
        label={words.product}
        value={text}
        maxLength={100}
        autoComplete="off"
        onChange={(e) => {
          setText(e.target.value)
          onChoose(null)
        }}
      />
      {!product && (
        <ul className={css.found}>
          {found.data?.rows.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                className="link"
                onClick={() => {
                  onChoose({ id: row.id, name: row.name })
                  setText(row.name)
                }}
              >
                {row.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
