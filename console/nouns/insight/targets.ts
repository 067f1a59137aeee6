import { useQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'

/** The seconds this shop measures itself by; the practice (7 and 10) until they are read. */
export function useTargets(): { target: number; due: number } {
  const { id } = useMembership()
  const settings = useQuery({
    queryKey: ['settings', id],
    queryFn: () => api('GET /api/settings'),
    staleTime: 300_000,
  })
  return { target: settings.data?.answerTargetSeconds ?? 7, due: settings.data?.answerDueSeconds ?? 10 }
}
