import { useCallback, type ReactNode } from 'react'
import { LongList, useIsNarrow } from './long-list.tsx'
import css from './growing-list.module.css'
import { screenStateWords } from './screen-states.words.ts'
import { useWords } from './words.tsx'

/** What of an infinite query a list needs. */
interface Paged {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  isPlaceholderData: boolean
  fetchNextPage: () => Promise<unknown>
}

/**
 * A list that grows as it is scrolled: names of the columns, rows of one height, and word that more are coming. A row is one
 * `line` of `growing-list.module.css`, whose grid the list's own style gives.
 */
export function GrowingList<R extends { id: string }>({
  list,
  rows,
  label,
  head,
  lead,
  thumbHeight = 64,
  render,
}: {
  list: Paged
  rows: readonly R[]
  label: string
  head: ReactNode
  /** Above the names of the columns. */
  lead?: ReactNode
  /** Pixels of a row on a phone. */
  thumbHeight?: number
  render: (row: R) => ReactNode
}) {
  const words = useWords(screenStateWords)
  const isNarrow = useIsNarrow()
  const { fetchNextPage } = list
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return (
    <section className={css.rows} data-fading={list.isPlaceholderData || undefined} aria-label={label}>
      {lead}
      <div className={css.columns} aria-hidden="true">
        {head}
      </div>
      <LongList
        rows={rows}
        keyOf={(row) => row.id}
        rowHeight={isNarrow ? thumbHeight : 36}
        label={label}
        hasMore={list.hasNextPage}
        isFetching={list.isFetchingNextPage}
        onMore={more}
        render={render}
      />
      {list.isFetchingNextPage && (
        <p className={css.more} role="status">
          {words.loadingMore}
        </p>
      )}
    </section>
  )
}
