import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { noteServerNow, useStreamEvents } from '../../parts/stream.tsx'

/** In a rush thousands of events come in a breath: the board is fetched at most so often. */
const GATHER_MS = 2_000

/** Fetches again what stands under these keys when an event of these names comes, once for many. */
export function useGathered(names: RegExp, keys: readonly QueryKey[]): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useStreamEvents((event) => {
    if (!names.test(event.name) || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      for (const queryKey of keys) void client.invalidateQueries({ queryKey })
    }, GATHER_MS)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}

export function useBoard() {
  const { id } = useMembership()
  return useQuery({
    queryKey: ['board', id],
    queryFn: async () => {
      const board = await api('GET /api/board')
      noteServerNow(board.now)
      return board
    },
    // Waits grow without any event.
    refetchInterval: 15_000,
  })
}
