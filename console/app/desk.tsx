import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError } from '../parts/api.ts'
import { meKey } from '../parts/session.tsx'
import { router } from './router.tsx'

const isWorthRetrying = (error: unknown) => error instanceof ApiError && error.code === 'unavailable'

function newClient(): QueryClient {
  /** A session that ended in mid-work shows on any call; asking who is signed in then leads to the sign-in page. */
  const noticeSignOut = (error: unknown) => {
    if (error instanceof ApiError && error.code === 'session.missing')
      void client.invalidateQueries({ queryKey: meKey })
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => query.queryKey[0] !== meKey[0] && noticeSignOut(error),
    }),
    mutationCache: new MutationCache({ onError: noticeSignOut }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => isWorthRetrying(error) && failures < 2,
        retryDelay: (attempt) => 400 * 2 ** attempt * (0.6 + Math.random() * 0.8),
        refetchOnWindowFocus: true,
        // The desk may run in a shop's own network without the internet.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

export function Desk() {
  const [client] = useState(newClient)
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}
