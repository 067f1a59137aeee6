import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

/**
 * The part behind `?` as plain texts. The router reads `5521` as a number and would spoil an order number of
 * nineteen digits; texts that look like numbers it writes in quotes, which are taken off here.
 */
export function searchTexts(search: string): Map<string, string> {
  return new Map([...new URLSearchParams(search)].map(([name, value]) => [name, unquoted(value)]))
}

function unquoted(value: string): string {
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"')
  return isQuoted ? value.slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\') : value
}

/** What stands in the address, and a setter that keeps the rest of it; an empty text removes the name. */
export function useSearchTexts(): [Map<string, string>, (change: Record<string, string | null>, isReplacing?: boolean) => void] {
  const search = useLocation({ select: (location) => location.searchStr })
  const navigate = useNavigate()
  const texts = useMemo(() => searchTexts(search), [search])
  const change = useCallback(
    (next: Record<string, string | null>, isReplacing = false) => {
      const merged = Object.fromEntries([...texts, ...Object.entries(next)].filter(([, value]) => value))
      void navigate({ to: '.', search: merged as never, replace: isReplacing })
    },
    [texts, navigate],
  )
  return [texts, change]
}
