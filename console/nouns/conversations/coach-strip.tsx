import type { Newcomer } from '#contract/conversations/coaching.ts'
import type { InboxRow, TurnClock } from '#contract/conversations/conversations.ts'
import { Ring, useCountdown, useCountdownWords } from '../../parts/marks/ring.tsx'
import { PresenceDot } from '../../parts/presence.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { coachingWords } from './coaching.words.ts'
import css from './coaching.module.css'
import { useLookIn } from './use-look-in.ts'

/** More newcomers than this the strip does not name one by one. */
const mostNamed = 3

interface Props {
  openId: string | null
  onOpen: (id: string, isWriting: boolean) => void
  /** Shows what the newcomers hold in the queue below. */
  onSee: () => void
}

/** Above a coach's queue: who of their newcomers is on the desk, and whose buyer waits longest; one key opens that chat. */
export function CoachStrip({ openId, onOpen, onSee }: Props) {
  const words = useWords(coachingWords)
  const newcomers = useLookIn().data?.newcomers ?? []
  if (newcomers.length === 0) return null
  const rest = newcomers.length - mostNamed
  return (
    <section className={css.strip} aria-label={words.strip}>
      <ul>
        {newcomers.slice(0, mostNamed).map((one) => (
          <StripLine key={one.memberId} newcomer={one} openId={openId} onOpen={onOpen} onSee={onSee} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="figure" onClick={onSee}>
          {words.further(rest)}
        </button>
      )}
    </section>
  )
}

function StripLine({ newcomer, openId, onOpen, onSee }: Props & { newcomer: Newcomer }) {
  const words = useWords(coachingWords)
  const { name, presence, chats, cap } = newcomer
  const first = chats.find((chat) => chat.clock !== null)
  return (
    <li>
      <button type="button" className={css.who} title={words.seeAll(name)} onClick={onSee}>
        <b>{name}</b>
        <span className={css.presence} data-state={presence}>
          <PresenceDot state={presence} /> {words.presence[presence]}
        </span>
        <span>{words.holds(chats.length, cap)}</span>
      </button>
      {first?.clock && first.id !== openId ? (
        <FirstWaiting chat={first} clock={first.clock} onOpen={onOpen} />
      ) : (
        <span className={css.calm}>{first ? '' : words.nobodyWaits}</span>
      )}
    </li>
  )
}

function FirstWaiting({
  chat,
  clock,
  onOpen,
}: {
  chat: InboxRow
  clock: TurnClock
  onOpen: Props['onOpen']
}) {
  const words = useWords(coachingWords)
  const state = useCountdown(clock, serverNow)
  const said = useCountdownWords(state)
  return (
    <button
      type="button"
      className={css.waiting}
      data-phase={state.phase}
      title={words.openChat(chat.buyerName)}
      onClick={() => onOpen(chat.id, false)}
    >
      <span className="visually-hidden">{words.openChat(chat.buyerName)}</span>
      <span aria-hidden="true">
        <Ring {...clock} now={serverNow} size={20} />
      </span>
      {said}
    </button>
  )
}
