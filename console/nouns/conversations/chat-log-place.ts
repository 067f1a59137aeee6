import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useMembership } from '../../parts/session.tsx'
import { fetchEarlier } from './chat-cache.ts'
import type { Chat } from './chat-changes.rules.ts'
import type { ChatLine } from './chat-rows.rules.ts'

/** Nearer than this to an end counts as being there, in pixels. */
const near = 48

/** Shows more of what is loaded, and fetches what is not. */
export function useEarlier(chat: Chat, hasHidden: boolean, showMore: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isLoading, setLoading] = useState(false)
  const busy = useRef(false)
  const { id } = chat.conversation
  const canFetch = chat.hasEarlier
  const earlier = useCallback(() => {
    if (hasHidden) return showMore()
    if (!canFetch || busy.current) return
    busy.current = true
    setLoading(true)
    void fetchEarlier(client, memberId, id)
      .then(showMore)
      // The button stays where it is and may be pressed again.
      .catch(() => undefined)
      .finally(() => {
        busy.current = false
        setLoading(false)
      })
  }, [hasHidden, showMore, canFetch, client, memberId, id])
  return { earlier, isLoading }
}

/** A line in sight and where it stood in the window. Heights tell less: lines out of sight are only estimated. */
interface Held {
  line: Element
  top: number
}

function lineInSight(scroller: Element): Held | null {
  const box = scroller.getBoundingClientRect()
  for (const y of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const x = box.left + box.width / 2
    const found = document
      .elementsFromPoint(x, box.top + box.height * y)
      .find((element) => element.matches('article'))
    if (found && scroller.contains(found)) return { line: found, top: found.getBoundingClientRect().top }
  }
  return null
}

function hold(scroller: Element, held: Held | null): void {
  if (held?.line.isConnected) scroller.scrollBy({ top: held.line.getBoundingClientRect().top - held.top })
}

/** Keeps the place: at the end, or at the line being read. Scroll offsets count from the end and are negative. */
export function usePlace(lines: readonly ChatLine[], onEnd: () => void, earlier: () => void) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const [unseen, setUnseen] = useState(0)
  const before = useRef({ lastKey: '', count: 0 })
  const held = useRef<Held | null>(null)
  useLayoutEffect(() => {
    if (!scroller) return
    const last = lines.at(-1)
    const lastKey = last?.key ?? ''
    const was = before.current
    before.current = { lastKey, count: lines.length }
    if (was.lastKey === '' || lastKey === was.lastKey) return
    if (last?.kind === 'outgoing') scroller.scrollTo({ top: 0 })
    else if (scroller.scrollTop < -near) {
      // Something came below: hold the line that is being read where it is.
      hold(scroller, held.current)
      setUnseen((n) => n + Math.max(0, lines.length - was.count))
    }
  }, [scroller, lines])
  useEffect(() => {
    const inside = scroller?.firstElementChild
    if (!inside) return undefined
    // Lines get their true heights when they come into sight, pictures when they are loaded.
    const watch = new ResizeObserver(() => scroller.scrollTop < -near && hold(scroller, held.current))
    watch.observe(inside)
    return () => watch.disconnect()
  }, [scroller])
  const isEmpty = lines.length === 0
  useEffect(() => {
    // Fills the view where the newest page is shorter than it.
    if (scroller && !isEmpty && scroller.scrollHeight <= scroller.clientHeight) earlier()
  }, [scroller, isEmpty, earlier])
  const onScroll = () => {
    if (!scroller) return
    const atEnd = scroller.scrollTop > -near
    setAtEnd(atEnd)
    if (atEnd) setUnseen(0)
    else held.current = lineInSight(scroller)
    const left = scroller.scrollHeight - scroller.clientHeight + scroller.scrollTop
    if (left < 80 && !atEnd) earlier()
  }
  const toEnd = () => {
    onEnd()
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    scroller?.scrollTo({ top: 0, behavior: isCalm ? 'auto' : 'smooth' })
  }
  return { setScroller, isAtEnd, unseen, toEnd, onScroll }
}
