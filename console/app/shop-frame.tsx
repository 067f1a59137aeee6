import { Outlet } from '@tanstack/react-router'
import { BesideChatProvider } from '../parts/beside-chat.tsx'
import { ShopProvider } from '../parts/session.tsx'
import { Shell } from '../parts/shell.tsx'
import { StreamProvider } from '../parts/stream.tsx'
import { besideChat } from './beside-chat.ts'

export function ShopFrame() {
  return (
    <ShopProvider>
      <StreamProvider>
        <BesideChatProvider value={besideChat}>
          <Shell>
            <Outlet />
          </Shell>
        </BesideChatProvider>
      </StreamProvider>
    </ShopProvider>
  )
}
