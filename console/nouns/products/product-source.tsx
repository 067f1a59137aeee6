import { useInfiniteQuery } from '@tanstack/react-query'
import type { Product, ProductEvent } from '#contract/products/products.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { productWords } from './product.words.ts'
import css from './product.module.css'

/** What each store calls it. */
export function ListingPart({ product }: { product: Product }) {
  const words = useWords(productWords).listings
  const format = useFormat()
  return (
    <Section title={words.title}>
      {product.listings.length === 0 && <p className={css.nothing}>{words.none}</p>}
      <ul className={css.rows}>
        {product.listings.map((listing, at) => (
          <li key={at}>
            <span className={css.key}>{listing.storeName ?? words.noStore}</span>
            <span className={css.grow}>
              {[listing.title, listing.externalProductId, listing.externalSkuId].filter(Boolean).join('　')}
            </span>
            <span className={css.source}>{words.since(format.day(listing.since))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Who changed what about it, the newest first. */
export function HistoryPart({ product }: { product: Product }) {
  const words = useWords(productWords).history
  const time = useShopTime()
  const memberId = useMembership().id
  const list = useInfiniteQuery({
    queryKey: ['product history', memberId, product.id, product.version],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/products/:id/history', {
        params: { id: product.id },
        query: { limit: 10, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const said = useEventSaid()
  return (
    <Section title={words.title}>
      <ul className={css.rows}>
        {list.data?.pages.flatMap((page) =>
          page.rows.map((event) => (
            <li key={event.id}>
              <span className={css.key}>{time.latest(event.at)}</span>
              <span className={css.grow}>{said(event)}</span>
            </li>
          )),
        )}
      </ul>
      <ErrorLine error={list.error} />
      {list.hasNextPage && (
        <p className={css.toggle}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </Section>
  )
}

function useEventSaid(): (event: ProductEvent) => string {
  const { history: words, prices } = useWords(productWords)
  const format = useFormat()
  const fields: Readonly<Record<string, string>> = words.fields
  return ({ name, by, facts }) => {
    const how = facts['how'] === 'import' || facts['how'] === 'orders' ? facts['how'] : 'hand'
    if (name === 'product.created')
      return how === 'hand' ? `${by ?? words.somebody} ${words.created.hand}` : words.created[how]
    const changed = Array.isArray(facts['fields']) ? (facts['fields'] as string[]) : []
    const what = [...new Set(changed.map((field) => fields[field] ?? words.fields.skus))].join(words.between)
    const kind = typeof facts['kind'] === 'string' && facts['kind'] in prices.kinds ? facts['kind'] : null
    const { minor, currency } = facts
    const price =
      kind !== null
        ? ` ${prices.kinds[kind as keyof typeof prices.kinds]}${typeof minor === 'number' && typeof currency === 'string' ? ` ${format.money({ minor, currency })}` : ''}`
        : ''
    return `${by ?? (how === 'import' ? words.byImport : words.somebody)} ${words.changed(what)}${price}`
  }
}
