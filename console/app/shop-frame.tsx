import { Outlet } from '@tanstack/react-router'
import { BeforeCloseProvider } from '../parts/before-close.tsx'
import { BesideChatProvider } from '../parts/beside-chat.tsx'
import { BesideOrderProvider } from '../parts/beside-order.tsx'
import { ShopProvider } from '../parts/session.tsx'
import { Shell } from '../parts/shell.tsx'
import { StreamProvider } from '../parts/stream.tsx'
import { beforeClose } from './before-close.ts'
import { besideChat } from './beside-chat.ts'
import { besideOrder } from './beside-order.ts'

export function ShopFrame() {
  return (
    <ShopProvider>
      <StreamProvider>
        <BesideChatProvider value={besideChat}>
          <BeforeCloseProvider value={beforeClose}>
            <BesideOrderProvider value={besideOrder}>
              <Shell>
                <Outlet />
              </Shell>
            </BesideOrderProvider>
          </BeforeCloseProvider>
        </BesideChatProvider>
      </StreamProvider>
    </ShopProvider>
  )
}
