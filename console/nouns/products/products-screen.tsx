import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { api } from '../../parts/api.ts'
import { Button, ButtonLink } from '../../parts/controls.tsx'
import { ExportMenu } from '../../parts/export-menu.tsx'
import { GrowingList } from '../../parts/growing-list.tsx'
import { EmptyState, ErrorState, FirstStep, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { DropFile } from '../imports/drop-file.tsx'
import { NewProduct } from './new-product.tsx'
import { ProductLine, ProductLineHead } from './product-line.tsx'
import { readProductsSearch, type ProductsSearch } from './products-search.ts'
import { ProductsTabs } from './products-tabs.tsx'
import { productsWords } from './products.words.ts'
import css from './products.module.css'

/** The catalogue, most sold first; what was sold and is not written down stands in a view of its own. */
export function ProductsScreen() {
  const words = useWords(productsWords)
  const { slug } = useMembership().shop
  const search = readProductsSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const mayWrite = useHasRole('owner', 'lead')
  const [isAdding, setAdding] = useState(false)
  const show = useCallback(
    (change: ProductsSearch) =>
      void navigate({
        to: '/s/$slug/products',
        params: { slug },
        search: (before) => ({ ...readProductsSearch(before), ...change }),
        replace: true,
      }),
    [navigate, slug],
  )
  const find = useCallback((q: string) => show({ q: q || undefined }), [show])
  const { list, rows } = useProducts(search)
  const isEverything =
    !search.q && !search.category && !search.importId && (search.view ?? 'current') === 'current'
  const hasNone = list.isSuccess && rows.length === 0
  return (
    <DropFile to="/s/$slug/products/import">
      <Screen
        title={words.title}
        width="wide"
        right={
          !(hasNone && isEverything) && (
            <>
              <SearchBox
                label={words.search}
                hint={words.searchHint}
                value={search.q ?? ''}
                onSearch={find}
              />
              <ExportMenu path="/products" query={{ ...search }} />
              {mayWrite && (
                <ButtonLink to="/s/$slug/products/import" params={{ slug }}>
                  {words.import}
                </ButtonLink>
              )}
              {mayWrite && <Button onClick={() => setAdding(true)}>{words.add}</Button>}
            </>
          )
        }
        tabs={<ProductsTabs value={search.view ?? 'current'} onView={(view) => show({ view })} />}
      >
        {search.category && (
          <p className={css.filters}>
            <span>
              {words.onlyCategory(search.category)}{' '}
              <button type="button" className="link" onClick={() => show({ category: undefined })}>
                {words.clear}
              </button>
            </span>
          </p>
        )}
        {search.importId && (
          <p className={css.filters}>
            <span>
              {words.onlyImport}{' '}
              <button type="button" className="link" onClick={() => show({ importId: undefined })}>
                {words.clear}
              </button>
            </span>
          </p>
        )}
        {list.error && (
          <ErrorState
            error={list.error}
            thing={words.title}
            kept={words.kept}
            retry={() => void list.refetch()}
          />
        )}
        {list.isPending && <Loading lines={10} />}
        {hasNone && isEverything && <NoProducts onAdd={() => setAdding(true)} />}
        {hasNone && !isEverything && <NoMatch search={search} />}
        {rows.length > 0 && (
          <>
            {search.view === 'to_fill' && <p className={`${css.lead} song`}>{words.toFill}</p>}
            <GrowingList
              list={list}
              rows={rows}
              label={words.title}
              head={<ProductLineHead />}
              thumbHeight={60}
              render={(row) => <ProductLine row={row} />}
            />
          </>
        )}
        {isAdding && <NewProduct onClose={() => setAdding(false)} />}
      </Screen>
    </DropFile>
  )
}

function useProducts(search: ProductsSearch) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['products', memberId, search],
    queryFn: ({ pageParam, signal }) =>
      api('GET /api/products', {
        // Whoever searches without having chosen a view means everything.
        query: { ...search, limit: 100, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  useStreamEvents((event) => {
    if (event.name.startsWith('product.') || event.name === 'catalogue.changed')
      void client.invalidateQueries({ queryKey: ['products', memberId] })
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.rows) ?? [], [list.data])
  return { list, rows }
}

function NoProducts({ onAdd }: { onAdd: () => void }) {
  const words = useWords(productsWords)
  const { empty } = words
  const { slug } = useMembership().shop
  const mayWrite = useHasRole('owner', 'lead')
  return (
    <EmptyState title={empty.title} lead={empty.lead}>
      <FirstStep
        title={empty.orders}
        about={mayWrite ? empty.ordersAbout : empty.notYours}
        action={
          mayWrite && (
            <ButtonLink kind="filled" to="/s/$slug/orders/import" params={{ slug }}>
              {empty.goOrders}
            </ButtonLink>
          )
        }
      />
      {mayWrite && (
        <>
          <FirstStep
            title={empty.file}
            about={empty.fileAbout}
            action={
              <ButtonLink to="/s/$slug/products/import" params={{ slug }}>
                {empty.goFile}
              </ButtonLink>
            }
          />
          <FirstStep
            title={empty.hand}
            about={empty.handAbout}
            action={<Button onClick={onAdd}>{words.add}</Button>}
          />
        </>
      )}
    </EmptyState>
  )
}

function NoMatch({ search }: { search: ProductsSearch }) {
  const words = useWords(productsWords)
  const { slug } = useMembership().shop
  const isFilled = search.view === 'to_fill' && !search.q && !search.category
  return (
    <EmptyState
      title={isFilled ? words.toFillNone : words.none.title}
      lead={isFilled ? words.toFillNoneLead : search.q ? words.none.lead(search.q) : words.none.view}
      withFlower={isFilled}
    >
      <p className={css.all}>
        <Link className="link" to="/s/$slug/products" params={{ slug }} search={{}}>
          {words.none.all}
        </Link>
      </p>
    </EmptyState>
  )
}
