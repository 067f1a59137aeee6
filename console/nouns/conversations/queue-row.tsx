import { memo, type MouseEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { InboxRow, TurnClock } from '#contract/conversations/conversations.ts'
import { Ring, useCountdown, useCountdownWords } from '../../parts/marks/ring.tsx'
import { Slip, slipState, type SlipState } from '../../parts/marks/slip.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useTicking } from '../../parts/ticking.ts'
import { useWords } from '../../parts/words.tsx'
import { useHasDraft } from './draft-marks.ts'
import { inboxWords } from './inbox.words.ts'
import { prefetchChat } from './prefetch.ts'
import css from './queue.module.css'

interface Props {
  row: InboxRow
  isOpen: boolean
  /** In everybody's view: who answers. */
  isHolderShown: boolean
  onOpen: (id: string, isWriting: boolean) => void
}

/** One conversation in the queue. Renders again only when its row changes; what ticks, ticks inside. */
export const QueueRow = memo(function QueueRow({ row, isOpen, isHolderShown, onOpen }: Props) {
  const { shop, id: memberId } = useMembership()
  const client = useQueryClient()
  const open = (e: MouseEvent) => {
    if (e.metaKey || e.ctrlKey || e.shiftKey || e.button !== 0) return
    e.preventDefault()
    onOpen(row.id, matchMedia('(pointer: fine)').matches)
  }
  return (
    <a
      href={`/s/${shop.slug}/inbox/${row.id}`}
      className={css.row}
      data-queue={row.queue}
      aria-current={isOpen || undefined}
      onClick={open}
      onPointerEnter={() => prefetchChat(client, memberId, row.id)}
    >
      {row.queue === 'waiting' && row.clock ? (
        <Waiting row={row} clock={row.clock} isHolderShown={isHolderShown} />
      ) : (
        <Resting row={row} isOpen={isOpen} isHolderShown={isHolderShown} />
      )}
    </a>
  )
})

function Waiting({ row, clock, isHolderShown }: { row: InboxRow; clock: TurnClock; isHolderShown: boolean }) {
  const words = useWords(inboxWords)
  const preview = usePreview(row)
  return (
    <>
      <Ring {...clock} now={serverNow} />
      <span className={css.lines}>
        <span className={css.line}>
          <b className={css.name}>{row.buyerName}</b>
          {row.lane === 'vip' && <span className={css.first}>{words.vip}</span>}
          {clock.isFirst && (
            <span className={css.first} title={words.firstLong}>
              {words.first}
            </span>
          )}
          <span className={css.store}>{isHolderShown ? holderOf(row, words) : row.storeName}</span>
          <CountdownWord clock={clock} />
        </span>
        <span className={css.preview}>{preview}</span>
      </span>
    </>
  )
}

function CountdownWord({ clock }: { clock: TurnClock }) {
  const state = useCountdown(clock, serverNow)
  return (
    <span className={css.countdown} data-phase={state.phase}>
      {useCountdownWords(state)}
    </span>
  )
}

function Resting({ row, isOpen, isHolderShown }: { row: InboxRow; isOpen: boolean; isHolderShown: boolean }) {
  const words = useWords(inboxWords)
  const time = useShopTime()
  const preview = usePreview(row)
  const hasDraft = useHasDraft(row.id) && !isOpen
  return (
    <>
      <span className={css.mark}>
        {row.queue === 'owed' && row.word ? (
          <WordSlip word={row.word} />
        ) : (
          <span className={css.dot} data-unread={row.unread > 0 || undefined} />
        )}
      </span>
      <span className={css.name}>{row.buyerName}</span>
      <span className={css.preview}>
        {hasDraft && <span className={css.draft}>{words.draft} </span>}
        {isHolderShown && row.lastAuthor !== 'agent' && (
          <span className={css.store}>{holderOf(row, words)} </span>
        )}
        {row.queue === 'owed' && row.word ? row.word.what : preview}
      </span>
      {row.queue === 'owed' && row.word ? (
        <WordTime word={row.word} />
      ) : (
        <span className={css.time}>{time.latest(row.lastAt)}</span>
      )}
    </>
  )
}

type RowWord = NonNullable<InboxRow['word']>

function useSlipState(word: RowWord): SlipState {
  return useTicking(() => slipState(word, serverNow()))
}

function WordSlip({ word }: { word: RowWord }) {
  return <Slip state={useSlipState(word)} />
}

function WordTime({ word }: { word: RowWord }) {
  const words = useWords(inboxWords)
  const due = useShopTime().due(word.dueAt)
  const state = useSlipState(word)
  const over = useTicking(() => Math.floor((serverNow() - Date.parse(word.dueAt)) / 60_000))
  return (
    <span className={css.time} data-state={state} title={due}>
      {state === 'broken' ? words.late(over) : state === 'soon' ? words.before(due) : due}
    </span>
  )
}

function usePreview(row: InboxRow): string {
  const words = useWords(inboxWords)
  const memberId = useMembership().id
  const text =
    row.lastText === '[image]' ? words.image : row.lastText === '[file]' ? words.file : row.lastText
  if (row.lastAuthor === 'automatic') return words.automatic + text
  if (row.lastAuthor === 'buyer') return text
  return row.assigneeId === memberId || !row.assigneeName
    ? words.you + text
    : words.theirs(row.assigneeName) + text
}

function holderOf(row: InboxRow, words: { heldBy: (name: string) => string; nobody: string }): string {
  return row.assigneeName ? words.heldBy(row.assigneeName) : words.nobody
}
