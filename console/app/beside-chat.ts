import { lazy } from 'react'
import type { BesideChat } from '../parts/beside-chat.tsx'

/** What the hearts show beside a chat, from top to bottom; each is loaded with `lazy` from its own file. */
export const besideChat: BesideChat = {
  due: [
    lazy(async () => ({
      default: (await import('../nouns/training/uncertified-part.tsx')).UncertifiedPart,
    })),
    lazy(async () => ({ default: (await import('../hearts/purchase/due-now.tsx')).DueNow })),
  ],
  parts: [
    lazy(async () => ({
      default: (await import('../hearts/purchase/confirmation/beside-chat.tsx')).ChatConfirmations,
    })),
    lazy(async () => ({ default: (await import('../hearts/purchase/selling-part.tsx')).SellingPart })),
    lazy(async () => ({ default: (await import('../hearts/purchase/offers-part.tsx')).OffersPart })),
    lazy(async () => ({ default: (await import('../hearts/care/next-item-part.tsx')).NextItemPart })),
    lazy(async () => ({ default: (await import('../nouns/knowledge/pack-beside-chat.tsx')).PackBesideChat })),
  ],
}
