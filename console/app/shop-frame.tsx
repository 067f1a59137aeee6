import { Outlet } from '@tanstack/react-router'
import { BeforeCloseProvider } from '../parts/before-close.tsx'
import { BelowOrderProvider } from '../parts/below-order.tsx'
import { BesideChatProvider } from '../parts/beside-chat.tsx'
import { ShopProvider } from '../parts/session.tsx'
import { Shell } from '../parts/shell.tsx'
import { StreamProvider } from '../parts/stream.tsx'
import { beforeClose } from './before-close.ts'
import { belowOrder } from './below-order.ts'
import { besideChat } from './beside-chat.ts'

export function ShopFrame() {
  return (
    <ShopProvider>
      <StreamProvider>
        <BesideChatProvider value={besideChat}>
          <BeforeCloseProvider value={beforeClose}>
            <BelowOrderProvider value={belowOrder}>
              <Shell>
                <Outlet />
              </Shell>
            </BelowOrderProvider>
          </BeforeCloseProvider>
        </BesideChatProvider>
      </StreamProvider>
    </ShopProvider>
  )
}
