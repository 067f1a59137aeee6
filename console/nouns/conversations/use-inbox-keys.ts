import { useEffect } from 'react'

interface Keys {
  /** Conversations from the top of the queue to its end. */
  order: readonly string[]
  openId: string | null
  /** `isWriting`: the hands were on the composer and stay there. */
  open: (id: string, isWriting: boolean) => void
  leave: () => void
  focusComposer: (id: string) => void
}

/**
 * Hands stay on the keyboard: ↑ ↓ or j k move through the queue while nothing is being typed, Alt+↑ ↓ always;
 * Enter goes to the composer, Esc leaves it, and once more closes the chat.
 */
export function useInboxKeys({ order, openId, open, leave, focusComposer }: Keys): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing || e.ctrlKey || e.metaKey) return
      if (document.querySelector('dialog[open], [role=menu]')) return
      const target = e.target instanceof HTMLElement ? e.target : null
      const isTyping =
        target?.closest('input, textarea, select, [contenteditable]') !== null && target !== null
      const step = stepOf(e, isTyping)
      if (step !== 0) {
        const next = neighbour(order, openId, step)
        if (!next) return
        e.preventDefault()
        open(next, isTyping)
      } else if (e.key === 'Enter' && !isTyping && openId && !target?.closest('button, a, summary')) {
        e.preventDefault()
        focusComposer(openId)
      } else if (e.key === 'Escape' && !isTyping && openId) {
        e.preventDefault()
        leave()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [order, openId, open, leave, focusComposer])
}

function stepOf(e: KeyboardEvent, isTyping: boolean): -1 | 0 | 1 {
  const isArrow = e.key === 'ArrowDown' || e.key === 'ArrowUp'
  if (isTyping ? !(isArrow && e.altKey) : e.altKey && !isArrow) return 0
  if (e.key === 'ArrowDown' || e.key === 'j') return 1
  return e.key === 'ArrowUp' || e.key === 'k' ? -1 : 0
}

function neighbour(order: readonly string[], openId: string | null, step: -1 | 1): string | null {
  const at = openId === null ? -1 : order.indexOf(openId)
  if (at < 0) return (step > 0 ? order[0] : order.at(-1)) ?? null
  return order[at + step] ?? null
}
