import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import { tableImportWords } from './table-import.words.ts'
import { tablePlaces, type TablePlace } from './table-place.ts'

/** Tables that came in here before, the newest first. */
export function EarlierTables({ place, currentId }: { place: TablePlace; currentId: string | null }) {
  const words = useWords(importWords)
  const { kinds } = useWords(tableImportWords)
  const format = useFormat()
  const time = useShopTime()
  const { shop, id: memberId } = useMembership()
  const list = useInfiniteQuery({
    queryKey: ['table-imports', memberId, place],
    queryFn: ({ pageParam }) =>
      api('GET /api/table-imports', {
        query: { of: place, limit: 20, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = (list.data?.pages.flatMap((page) => page.rows) ?? []).filter((one) => one.id !== currentId)
  if (list.isPending || (rows.length === 0 && !list.error)) return null
  return (
    <Section title={words.earlier}>
      <ErrorLine error={list.error} />
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            <Link
              className={css.earlier}
              to={tablePlaces[place].screen}
              params={{ slug: shop.slug }}
              search={{ id: one.id }}
            >
              <time dateTime={one.startedAt}>{time.since(one.startedAt)}</time>
              <span className={css.file}>{one.fileName}</span>
              <span>{one.store?.name ?? kinds[one.kind]}</span>
              <span>
                {one.state === 'finished'
                  ? [
                      words.counts.created(format.count(one.created)),
                      one.unchanged > 0 ? words.counts.unchanged(format.count(one.unchanged)) : '',
                      one.refusedCount > 0 ? words.counts.refused(format.count(one.refusedCount)) : '',
                    ]
                      .filter(Boolean)
                      .join('　')
                  : words.states[one.state]}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p className={css.actions}>
          <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {words.more}
          </Button>
        </p>
      )}
    </Section>
  )
}
