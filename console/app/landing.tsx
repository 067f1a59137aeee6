import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { api, ApiError } from '../parts/api.ts'
import { ErrorState, Loading } from '../parts/screen-states.tsx'
import { meKey } from '../parts/session.tsx'

/** The bare address: to the shop, or to sign-in, or to the set-up of an empty desk. */
export function Landing() {
  const me = useQuery({ queryKey: meKey, queryFn: () => api('GET /api/session') })
  const isSignedOut = me.error instanceof ApiError && me.error.status === 401
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => api('GET /api/setup'), enabled: isSignedOut })
  const shop = me.data?.memberships[0]?.shop
  if (shop) return <Navigate to="/s/$slug" params={{ slug: shop.slug }} replace />
  if (setup.data) return <Navigate to={setup.data.needed ? '/setup' : '/sign-in'} replace />
  const error = isSignedOut ? setup.error : me.error
  if (error)
    return <ErrorState error={error} retry={() => void (isSignedOut ? setup : me).refetch()} isPage />
  return <Loading isPage />
}
