import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { createContext, useContext, useEffect, type ReactNode } from 'react'
import type { Role } from '#contract/staff/roles.ts'
import type { Me, Membership } from '#contract/staff/session.ts'
import { api, ApiError } from './api.ts'
import { currentShop } from './current-shop.ts'
import { ErrorState, Loading, NotFound } from './screen-states.tsx'
import { hasChosenLanguage, setLanguage } from './words.tsx'

export type { Me, Membership, Role }

const Session = createContext<Me | null>(null)
export const meKey = ['me'] as const

/** Loads who is signed in; sends everybody else to the sign-in page and back here afterwards. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const me = useQuery({ queryKey: meKey, queryFn: () => api('GET /api/session'), staleTime: 60_000 })
  const navigate = useNavigate()
  const here = useLocation({ select: (l) => l.href })
  const isSignedOut = me.error instanceof ApiError && me.error.status === 401

  useEffect(() => {
    // While the sign-in page is being fetched this screen still stands, at the new address already.
    if (isSignedOut && !here.startsWith('/sign-in'))
      void navigate({ to: '/sign-in', search: { next: here }, replace: true })
  }, [isSignedOut, navigate, here])
  useEffect(() => {
    if (me.data && !hasChosenLanguage()) setLanguage(me.data.account.language)
  }, [me.data])

  if (isSignedOut) return <Loading />
  if (me.error && !me.data) return <ErrorState error={me.error} retry={() => void me.refetch()} isPage />
  if (!me.data) return <Loading isPage />
  return <Session.Provider value={me.data}>{children}</Session.Provider>
}

export function useMe(): Me {
  const me = useContext(Session)
  if (!me) throw new Error('useMe needs a SessionProvider around it')
  return me
}

const CurrentMembership = createContext<Membership | null>(null)

/** Finds the shop of the address among the shops of the person; anything else is not found. */
export function ShopProvider({ children }: { children: ReactNode }) {
  const me = useMe()
  const slug = useLocation({ select: (l) => currentShop(l.pathname) })
  const membership = me.memberships.find((m) => m.shop.slug === slug)
  if (!membership) return <NotFound isPage />
  return (
    <CurrentMembership.Provider value={membership} key={membership.id}>
      {children}
    </CurrentMembership.Provider>
  )
}

/** The person's place in the shop of the address. */
export function useMembership(): Membership {
  const membership = useContext(CurrentMembership)
  if (!membership) throw new Error('useMembership needs an address /s/:slug')
  return membership
}

/** True when the person holds one of these roles here. */
export const useHasRole = (...roles: readonly Role[]): boolean =>
  useMembership().roles.some((role) => roles.includes(role))

/** Takes over a fresh `Me` after sign-in, set-up or a change of the account. */
export function useTakeMe(): (me: Me) => void {
  const client = useQueryClient()
  return (me) => void client.setQueryData(meKey, me)
}
