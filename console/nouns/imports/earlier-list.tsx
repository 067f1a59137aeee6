import { Link } from '@tanstack/react-router'
import { Button } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import css from './import.module.css'
import { importWords } from './import.words.ts'
import type { ImportPath } from './table-place.ts'

/** What an import of orders and one of another table have in common. */
interface Earlier {
  id: string
  startedAt: string
  fileName: string
  state: keyof typeof importWords.zh.states
  created: number
  unchanged: number
  refusedCount: number
}

/** What of an infinite query the list needs. */
interface Paged {
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Files that came in before, as a list that can be gone through; each is opened again on the screen `to`. */
export function EarlierList<R extends Earlier>({
  list,
  rows,
  to,
  intoOf,
  none,
}: {
  list: Paged
  rows: readonly R[]
  to: ImportPath
  /** Where a file went. */
  intoOf: (row: R) => string | null
  /** Said of an empty list. */
  none?: string | undefined
}) {
  const words = useWords(importWords)
  const format = useFormat()
  const time = useShopTime()
  const { slug } = useMembership().shop
  return (
    <Section title={words.earlier}>
      <ErrorLine error={list.error} />
      {none && rows.length === 0 && <p className={css.quiet}>{none}</p>}
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            <Link className={css.earlier} to={to} params={{ slug }} search={{ id: one.id }}>
              <time dateTime={one.startedAt}>{time.since(one.startedAt)}</time>
              <span className={css.file}>{one.fileName}</span>
              <span>{intoOf(one)}</span>
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
