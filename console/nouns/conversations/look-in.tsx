import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Newcomer } from '#contract/conversations/coaching.ts'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { Slip, slipState } from '../../parts/marks/slip.tsx'
import { PresenceDot } from '../../parts/presence.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useTicking } from '../../parts/ticking.ts'
import { useWords } from '../../parts/words.tsx'
import { coachingWords } from './coaching.words.ts'
import css from './coaching.module.css'
import type { InboxView } from './inbox-changes.rules.ts'
import { QueueRow } from './queue-row.tsx'

/** Each newcomer with whether they are on the desk and every chat they hold now; a tap opens it beside the queue. */
export function LookIn({
  newcomers,
  isCoachShown = false,
  onRecord,
}: {
  newcomers: readonly Newcomer[]
  /** Newcomers of several coaches: whose they are. */
  isCoachShown?: boolean
  onRecord: (memberId: string) => void
}) {
  const { slug } = useMembership().shop
  const navigate = useNavigate()
  const view: InboxView = isCoachShown ? 'all' : 'coached'
  const open = useCallback(
    (id: string) => void navigate({ to: '/s/$slug/inbox/{-$id}', params: { slug, id }, search: { view } }),
    [navigate, slug, view],
  )
  return (
    <ul className={css.newcomers}>
      {newcomers.map((one) => (
        <li key={one.memberId}>
          <NewcomerHead newcomer={one} isCoachShown={isCoachShown} onRecord={onRecord} />
          {one.chats.length > 0 && (
            <ul className={css.chats}>
              {one.chats.map((chat) => (
                <li key={chat.id} data-queue={chat.queue}>
                  <div className={css.place}>
                    <QueueRow row={chat} isOpen={false} isHolderShown={false} onOpen={open} />
                  </div>
                  {chat.queue === 'waiting' && chat.word && <Promised word={chat.word} />}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

function NewcomerHead({
  newcomer,
  isCoachShown,
  onRecord,
}: {
  newcomer: Newcomer
  isCoachShown: boolean
  onRecord: (memberId: string) => void
}) {
  const words = useWords(coachingWords)
  const time = useShopTime()
  const { memberId, name, presence, presenceSince, cap, chats, coachName } = newcomer
  const none = presence === 'on' ? words.noChats : words.noChatsOff
  return (
    <div className={css.newcomer}>
      <b>{name}</b>
      <span className={css.presence} data-state={presence}>
        <PresenceDot state={presence} /> {words.presence[presence]} {words.since(time.since(presenceSince))}
      </span>
      <span>{chats.length > 0 ? words.holds(chats.length, cap) : none}</span>
      {isCoachShown && <span>{coachName ? words.by(coachName) : words.byNobody}</span>}
      <button
        type="button"
        className="figure"
        aria-label={words.recordOf(name)}
        onClick={() => onRecord(memberId)}
      >
        {words.record}
      </button>
    </div>
  )
}

/** What was promised in a chat whose buyer waits: the ring says the clock, this says the word. */
function Promised({ word }: { word: NonNullable<InboxRow['word']> }) {
  const words = useWords(coachingWords)
  const due = useShopTime().due(word.dueAt)
  const state = useTicking(() => slipState(word, serverNow()))
  return (
    <p className={css.promised} data-state={state}>
      <Slip state={state} /> {words.promised} {word.what} · {due}
    </p>
  )
}
