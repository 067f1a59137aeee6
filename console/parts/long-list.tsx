import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type ReactNode } from 'react'

interface Props<R> {
  rows: readonly R[]
  keyOf: (row: R) => string
  /** Pixels; every row has the same height. */
  rowHeight: number
  render: (row: R, index: number) => ReactNode
  hasMore: boolean
  isFetching: boolean
  onMore: () => void
  label: string
  className?: string | undefined
}

/** Rows of any number in the scrolling screen: only those in sight stand in the page; the next page is fetched before its end. */
export function LongList<R>({
  rows,
  keyOf,
  rowHeight,
  render,
  hasMore,
  isFetching,
  onMore,
  label,
  className,
}: Props<R>) {
  const list = useRef<HTMLUListElement>(null)
  const isEmpty = rows.length === 0
  const [margin, setMargin] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => document.getElementById('screen'),
    estimateSize: () => rowHeight,
    getItemKey: (i) => {
      const row = rows[i]
      return row === undefined ? i : keyOf(row)
    },
    overscan: 12,
    scrollMargin: margin,
  })
  useEffect(() => {
    const screen = document.getElementById('screen')
    if (!list.current || !screen) return
    setMargin(
      list.current.getBoundingClientRect().top - screen.getBoundingClientRect().top + screen.scrollTop,
    )
  }, [isEmpty])
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isFetching && last >= rows.length - 20) onMore()
  }, [hasMore, isFetching, last, rows.length, onMore])
  return (
    <ul
      ref={list}
      aria-label={label}
      className={className}
      style={{ height: virtual.getTotalSize(), position: 'relative' }}
    >
      {items.map((item) => {
        const row = rows[item.index]
        const style = {
          position: 'absolute' as const,
          insetInline: 0,
          top: 0,
          height: item.size,
          transform: `translateY(${item.start - margin}px)`,
        }
        return (
          row !== undefined && (
            <li
              key={item.key}
              style={style}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              {render(row, item.index)}
            </li>
          )
        )
      })}
    </ul>
  )
}

/** True where rows must fit a thumb. */
export function useIsNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia('(max-width: 720px)').matches)
  useEffect(() => {
    const query = matchMedia('(max-width: 720px)')
    const take = () => setNarrow(query.matches)
    query.addEventListener('change', take)
    return () => query.removeEventListener('change', take)
  }, [])
  return isNarrow
}
