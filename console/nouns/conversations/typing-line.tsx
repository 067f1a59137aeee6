import { useEffect, useState } from 'react'
import { useSignals } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import type { Chat } from './chat-changes.rules.ts'
import css from './chat.module.css'
import { chatWords } from './chat.words.ts'
import { useMembership } from '../../parts/session.tsx'

/** A typing signal counts for this long; whoever goes on typing sends another. */
const fadesAfterMs = 5000

/** Who is writing just now: the buyer, or a colleague. */
export function TypingLine({ chat }: { chat: Chat }) {
  const words = useWords(chatWords)
  const own = useMembership().displayName
  const [typing, setTyping] = useState<{ by: 'buyer' | 'agent'; name: string; at: number } | null>(null)
  const { id, buyerName } = chat.conversation
  useSignals((signal) => {
    if (signal.kind !== 'typing' || signal.conversationId !== id) return
    if (signal.by === 'agent' && (!signal.name || signal.name === own)) return
    setTyping({ by: signal.by, name: signal.name ?? buyerName, at: performance.now() })
  })
  useEffect(() => {
    if (!typing) return undefined
    const timer = setTimeout(() => setTyping(null), fadesAfterMs)
    return () => clearTimeout(timer)
  }, [typing])
  const last = chat.messages.at(-1)?.number
  // Whoever has just sent is not writing any more.
  useEffect(() => setTyping(null), [last])
  return (
    <p className={css.typing} aria-live="polite">
      {typing && (typing.by === 'buyer' ? words.typing(buyerName) : words.colleagueTyping(typing.name))}
    </p>
  )
}
