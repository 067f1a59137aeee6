import { Outlet } from '@tanstack/react-router'
import { ShopProvider } from '../parts/session.tsx'
import { Shell } from '../parts/shell.tsx'
import { StreamProvider } from '../parts/stream.tsx'

export function ShopFrame() {
  return (
    <ShopProvider>
      <StreamProvider>
        <Shell>
          <Outlet />
        </Shell>
      </StreamProvider>
    </ShopProvider>
  )
}
