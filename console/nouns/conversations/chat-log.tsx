import { useQuery } from '@tanstack/react-query'
import { memo, useCallback, useMemo, useState } from 'react'
import type { Hint } from '#contract/conversations/coaching.ts'
import type { Attachment } from '#contract/conversations/conversations.ts'
import { useFormat } from '../../parts/format.tsx'
import { Slip } from '../../parts/marks/slip.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import type { Chat } from './chat-changes.rules.ts'
import { useEarlier, usePlace } from './chat-log-place.ts'
import { chatLines, type ChatLine, type Elsewhere, type EndedWord } from './chat-rows.rules.ts'
import css from './chat.module.css'
import { HintLine } from './hint-line.tsx'
import { ImageViewer } from './image-viewer.tsx'
import { chatWords } from './chat.words.ts'
import { MessageLine } from './message-line.tsx'
import { OutgoingLine } from './outgoing-line.tsx'
import { panelQuery } from './prefetch.ts'
import type { Outgoing } from './outgoing.rules.ts'
import { TypingLine } from './typing-line.tsx'

/** No more lines than this stand in the page until somebody scrolls up to them. */
const windowLines = 300

interface Props {
  chat: Chat
  outgoing: readonly Outgoing[]
  /** Of talks told together with this one. */
  elsewhere: readonly Elsewhere[]
  hints: readonly Hint[]
}

/**
 * What was said. The list is laid out from its end: it stays at the newest line whatever grows below or above,
 * and at the line that is being read when something comes while one has scrolled up.
 */
export const ChatLog = memo(function ChatLog({ chat, outgoing, elsewhere, hints }: Props) {
  const words = useWords(chatWords)
  const format = useFormat()
  const [shown, setShown] = useState(windowLines)
  const [viewing, setViewing] = useState<{ images: Attachment[]; at: number } | null>(null)
  const ended = useEndedWords(chat.conversation.id)
  const lines = useMemo(
    () => chatLines(chat.messages, outgoing, ended, format.isoDay, elsewhere, chat.hasEarlier, hints),
    [chat.messages, chat.hasEarlier, outgoing, ended, format, elsewhere, hints],
  )
  const visible = lines.length > shown ? lines.slice(-shown) : lines
  const hasHidden = lines.length > shown
  const showMore = useCallback(() => setShown((n) => n + 200), [])
  const { earlier, isLoading } = useEarlier(chat, hasHidden, showMore)
  const { setScroller, isAtEnd, unseen, toEnd, onScroll } = usePlace(
    lines,
    () => setShown(windowLines),
    earlier,
  )
  const images = useMemo(
    () => lines.flatMap((line) => (line.kind === 'message' ? line.message.attachments.filter(isImage) : [])),
    [lines],
  )
  const openImage = useCallback(
    (id: string) =>
      setViewing({
        images,
        at: Math.max(
          0,
          images.findIndex((image) => image.id === id),
        ),
      }),
    [images],
  )
  const memberId = useMembership().id
  const nextHint = hints.findLast((hint) => hint.usedAt === null && hint.toId === memberId)?.id
  const lastOfBuyer = chat.messages.findLast((message) => message.author === 'buyer')?.id
  const lastAnswer = chat.messages.findLast(
    (message) => message.author !== 'buyer' && message.number <= chat.readByBuyer,
  )
  return (
    <div className={css.logFrame}>
      <div
        ref={setScroller}
        className={css.scroller}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-label={words.log}
        data-chat-log
      >
        <div className={css.log}>
          {(hasHidden || chat.hasEarlier) && (
            <button type="button" className={css.earlier} onClick={earlier} disabled={isLoading}>
              {isLoading ? words.loadingEarlier : words.earlier}
            </button>
          )}
          {visible.map((line) => (
            <Line
              key={line.key}
              line={line}
              chat={chat}
              isRead={line.kind === 'message' && line.message.id === lastAnswer?.id}
              lastOfBuyer={lastOfBuyer}
              nextHint={nextHint}
              onImage={openImage}
            />
          ))}
          <TypingLine chat={chat} />
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" className={css.toEnd} onClick={toEnd}>
          {unseen > 0 ? words.newMessages(unseen) : words.newest}
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path
              d="M5 1 V8.5 M1.8 5.5 L5 8.7 L8.2 5.5"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      )}
      {viewing && (
        <ImageViewer images={viewing.images} startAt={viewing.at} onClose={() => setViewing(null)} />
      )}
    </div>
  )
})

const isImage = (file: Attachment): boolean => file.mime.startsWith('image/')

function Line({
  line,
  chat,
  isRead,
  lastOfBuyer,
  nextHint,
  onImage,
}: {
  line: ChatLine
  chat: Chat
  isRead: boolean
  lastOfBuyer: string | undefined
  /** The newest one not used yet: it has the key. */
  nextHint: string | undefined
  onImage: (id: string) => void
}) {
  if (line.kind === 'day') return <DayLine at={line.at} />
  if (line.kind === 'word') return <WordLine word={line.word} />
  if (line.kind === 'hint')
    return (
      <HintLine hint={line.hint} isNext={line.hint.id === nextHint} isOpen={!chat.conversation.isClosed} />
    )
  if (line.kind === 'outgoing') return <OutgoingLine outgoing={line.outgoing} messages={chat.messages} />
  const { clock } = chat.conversation
  // The automatic note that comes after it answers nobody: the buyer's last message still waits.
  const isWaiting = clock !== null && line.message.id === lastOfBuyer
  return (
    <MessageLine
      message={line.message}
      isFollowing={line.isFollowing}
      from={line.from}
      buyerName={chat.conversation.buyerName}
      clock={isWaiting ? clock : null}
      isRead={isRead}
      onImage={onImage}
    />
  )
}

const saidWords = ['kept', 'broken', 'released'] as const

/** Words of this conversation that have ended, from the panel. */
function useEndedWords(id: string): readonly EndedWord[] {
  const memberId = useMembership().id
  const { data } = useQuery({ ...panelQuery(memberId, id), select: (panel) => panel.words })
  return useMemo(
    () =>
      (data ?? []).flatMap((word) =>
        word.conversationId === id && word.endedAt && saidWords.some((state) => state === word.state)
          ? [{ ...word, endedAt: word.endedAt }]
          : [],
      ),
    [data, id],
  )
}

function WordLine({ word }: { word: EndedWord }) {
  const { words } = useWords(chatWords)
  const state = saidWords.find((one) => one === word.state)
  if (!state) return null
  return (
    <p className={css.wordLine}>
      <Slip state={state} isSilent /> {words[state](word.what)}
    </p>
  )
}

function DayLine({ at }: { at: string }) {
  return (
    <h3 className={css.day}>
      <span>{useShopTime().heading(at)}</span>
    </h3>
  )
}
