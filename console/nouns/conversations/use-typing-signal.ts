import { useEffect, useRef } from 'react'
import { api } from '../../parts/api.ts'
import { ignoreLost } from './chat-cache.ts'

const everyMs = 3000

/** Tells the buyer's side that somebody writes, at most once in three seconds; a draft that is only opened says nothing. */
export function useTypingSignal(conversationId: string, text: string): void {
  const last = useRef(0)
  const first = useRef(text)
  useEffect(() => {
    if (text === '' || text === first.current || performance.now() - last.current < everyMs) return
    last.current = performance.now()
    void api('POST /api/conversations/:id/typing', { params: { id: conversationId } }).catch(ignoreLost)
  }, [conversationId, text])
}
