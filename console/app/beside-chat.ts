import { lazy, type ComponentType } from 'react'
import type { BesideChatProps } from '../parts/beside-chat.tsx'

/** What the hearts show beside a chat, from top to bottom; each is loaded with `lazy` from its own file. */
export const besideChat: readonly ComponentType<BesideChatProps>[] = [
  lazy(async () => ({ default: (await import('../hearts/purchase/selling-part.tsx')).SellingPart })),
]
