import { lazy, type ComponentType } from 'react'
import type { BeforeCloseProps } from '../parts/before-close.tsx'

/** What the sale asks before a conversation closes. */
export const beforeClose: readonly ComponentType<BeforeCloseProps>[] = [
  lazy(async () => ({ default: (await import('../hearts/purchase/close-doubts.tsx')).CloseDoubts })),
]
