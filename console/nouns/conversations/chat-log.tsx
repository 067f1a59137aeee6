import { useQueryClient } from '@tanstack/react-query'
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { Attachment } from '#contract/conversations/conversations.ts'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import { fetchEarlier } from './chat-cache.ts'
import type { Chat } from './chat-changes.rules.ts'
import { chatLines, type ChatLine } from './chat-rows.rules.ts'
import css from './chat.module.css'
import { ImageViewer } from './image-viewer.tsx'
import { chatWords } from './inbox.words.ts'
import { MessageLine } from './message-line.tsx'
import { OutgoingLine } from './outgoing-line.tsx'
import type { Outgoing } from './outgoing.rules.ts'
import { TypingLine } from './typing-line.tsx'

/** No more lines than this stand in the page until somebody scrolls up to them. */
const windowLines = 300
const near = 48

interface Props {
  chat: Chat
  outgoing: readonly Outgoing[]
}

/**
 * What was said. The list is laid out from its end: it stays at the newest line whatever grows below or above,
 * and at the line that is being read when something comes while one has scrolled up.
 */
export const ChatLog = memo(function ChatLog({ chat, outgoing }: Props) {
  const words = useWords(chatWords)
  const format = useFormat()
  const scroller = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(windowLines)
  const [viewing, setViewing] = useState<{ images: Attachment[]; at: number } | null>(null)
  const lines = useMemo(() => chatLines(chat.messages, outgoing, format.isoDay), [chat.messages, outgoing, format])
  const visible = lines.length > shown ? lines.slice(-shown) : lines
  const hasHidden = lines.length > shown
  const { earlier, isLoading } = useEarlier(chat, hasHidden, () => setShown((n) => n + 200))
  const { isAtEnd, unseen, toEnd, onScroll } = useEnd(scroller, lines, () => setShown(windowLines), earlier)
  const images = useMemo(() => chat.messages.flatMap((message) => message.attachments.filter(isImage)), [chat.messages])
  const openImage = useCallback(
    (id: string) => setViewing({ images, at: Math.max(0, images.findIndex((image) => image.id === id)) }),
    [images],
  )
  const lastAnswer = chat.messages.findLast((message) => message.author !== 'buyer' && message.number <= chat.readByBuyer)
  return (
    <div className={css.logFrame}>
      <div ref={scroller} className={css.scroller} onScroll={onScroll} tabIndex={0} role="log" aria-label={words.log} data-chat-log>
        <div className={css.log}>
          {(hasHidden || chat.hasEarlier) && (
            <button type="button" className={css.earlier} onClick={earlier} disabled={isLoading}>
              {isLoading ? words.loadingEarlier : words.earlier}
            </button>
          )}
          {visible.map((line) => (
            <Line key={line.key} line={line} chat={chat} isRead={line.kind === 'message' && line.message.id === lastAnswer?.id} onImage={openImage} />
          ))}
          <TypingLine chat={chat} />
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" className={css.toEnd} onClick={toEnd}>
          {unseen > 0 ? words.newMessages(unseen) : words.newest}
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true"><path d="M5 1 V8.5 M1.8 5.5 L5 8.7 L8.2 5.5" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" /></svg>
        </button>
      )}
      {viewing && <ImageViewer images={viewing.images} startAt={viewing.at} onClose={() => setViewing(null)} />}
    </div>
  )
})

export const isImage = (file: Attachment): boolean => file.mime.startsWith('image/')

function Line({ line, chat, isRead, onImage }: { line: ChatLine; chat: Chat; isRead: boolean; onImage: (id: string) => void }) {
  if (line.kind === 'day') return <DayLine at={line.at} />
  if (line.kind === 'outgoing') return <OutgoingLine outgoing={line.outgoing} messages={chat.messages} />
  const { clock } = chat.conversation
  const isWaiting = clock !== null && line.message.author === 'buyer' && line.message.number === chat.messages.at(-1)?.number
  return (
    <MessageLine
      message={line.message} isFollowing={line.isFollowing} buyerName={chat.conversation.buyerName}
      clock={isWaiting ? clock : null} isRead={isRead} onImage={onImage}
    />
  )
}

function DayLine({ at }: { at: string }) {
  return <h3 className={css.day}><span>{useShopTime().heading(at)}</span></h3>
}

function useEarlier(chat: Chat, hasHidden: boolean, showMore: () => void) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isLoading, setLoading] = useState(false)
  const busy = useRef(false)
  const { id } = chat.conversation
  const canFetch = chat.hasEarlier
  const earlier = () => {
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
  }
  return { earlier, isLoading }
}

/** Keeps the place: at the end, or at the line being read. Scroll offsets count from the end and are negative. */
function useEnd(scroller: RefObject<HTMLDivElement | null>, lines: readonly ChatLine[], onEnd: () => void, earlier: () => void) {
  const [isAtEnd, setAtEnd] = useState(true)
  const [unseen, setUnseen] = useState(0)
  const before = useRef({ lastKey: '', count: 0, height: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const lastKey = lines.at(-1)?.key ?? ''
    const was = before.current
    const height = element.scrollHeight
    if (was.lastKey !== '' && lastKey !== was.lastKey) {
      const isOwn = lines.at(-1)?.kind === 'outgoing'
      if (isOwn) element.scrollTop = 0
      else if (element.scrollTop < -near) {
        // Something came below: hold the line that is being read where it is.
        element.scrollTop -= height - was.height
        setUnseen((n) => n + Math.max(0, lines.length - was.count))
      }
    }
    before.current = { lastKey, count: lines.length, height }
  }, [scroller, lines])
  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    const atEnd = element.scrollTop > -near
    setAtEnd(atEnd)
    if (atEnd) setUnseen(0)
    const left = element.scrollHeight - element.clientHeight + element.scrollTop
    if (left < 80 && element.scrollTop < -near) earlier()
  }
  const toEnd = () => {
    onEnd()
    scroller.current?.scrollTo({ top: 0, behavior: 'smooth' })
  }
  useEffect(() => {
    // Fills the view where the newest page is shorter than it.
    const element = scroller.current
    if (element && element.scrollHeight <= element.clientHeight) earlier()
  }, [scroller, lines.length === 0])
  return { isAtEnd, unseen, toEnd, onScroll }
}
