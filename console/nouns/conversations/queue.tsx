import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { ConnectionNote } from '../../parts/connection-note.tsx'
import { Menu } from '../../parts/menu.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useWords } from '../../parts/words.tsx'
import type { Inbox, InboxView } from './inbox-changes.rules.ts'
import { CoachStrip } from './coach-strip.tsx'
import { inboxWords } from './inbox.words.ts'
import css from './queue.module.css'
import { QueueCalls } from './queue-calls.tsx'
import { QueueRow } from './queue-row.tsx'

interface Props {
  inbox: Inbox
  /** `inbox.waiting` in working order. */
  waiting: readonly InboxRow[]
  view: InboxView
  openId: string | null
  /** `isWriting`: the composer takes the focus, where there is a keyboard. */
  onOpen: (id: string, isWriting: boolean) => void
  onMore: () => Promise<void>
  onView: (view: InboxView) => void
}

type Line =
  | { kind: 'head'; key: string; queue: InboxRow['queue'] }
  | { kind: 'row'; key: string; row: InboxRow }

const viewsFor = (isCoach: boolean): readonly InboxView[] => [
  'mine',
  'all',
  'unassigned',
  ...(isCoach ? (['coached'] as const) : []),
]

/** Three queues in one list: waiting, owing an answer, waiting for the buyer. */
export const Queue = memo(function Queue({ inbox, waiting, view, openId, onOpen, onMore, onView }: Props) {
  const words = useWords(inboxWords)
  const { counts } = inbox
  return (
    <section className={css.queue} aria-labelledby="inbox-title">
      <header className={css.head}>
        <h1 id="inbox-title" tabIndex={-1}>
          {words.title}
        </h1>
        <Menu
          className={css.view}
          label={`${words.view.label}：${words.view[view]}`}
          face={
            <>
              {words.view[view]} <Chevron />
            </>
          }
          items={viewsFor(inbox.newcomers.length > 0 || view === 'coached').map((one) => ({
            label: words.view[one],
            isChecked: one === view,
            onPick: () => onView(one),
          }))}
        />
        <p className={css.load}>
          <button type="button" className="figure" onClick={() => onView('mine')}>
            {words.inHand(counts.mine)}
          </button>
          <span data-full={counts.mine >= counts.cap || undefined}>
            {words.room(Math.max(0, counts.cap - counts.mine))}
          </span>
        </p>
      </header>
      <div className={css.connection}>
        <ConnectionNote />
        <QueueCalls openId={openId} onOpen={onOpen} />
        {inbox.newcomers.length > 0 && (
          <CoachStrip openId={openId} onOpen={onOpen} onSee={() => onView('coached')} />
        )}
      </div>
      <QueueLines inbox={inbox} waiting={waiting} view={view} openId={openId} onOpen={onOpen} />
      <QueueFoot inbox={inbox} onMore={onMore} />
    </section>
  )
})

function QueueLines({
  inbox,
  waiting,
  view,
  openId,
  onOpen,
}: Pick<Props, 'inbox' | 'waiting' | 'view' | 'openId' | 'onOpen'>) {
  const words = useWords(inboxWords)
  const scroller = useRef<HTMLDivElement>(null)
  const heights = useHeights()
  const lines = useMemo(() => linesOf(waiting, inbox.owed, inbox.quiet), [waiting, inbox.owed, inbox.quiet])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => {
      const line = lines[i]
      return line?.kind === 'row' ? heights[line.row.queue] : heights.head
    },
    getItemKey: (i) => lines[i]?.key ?? i,
    overscan: 12,
  })
  useEffect(() => virtual.measure(), [virtual, heights, lines])
  const openAt = lines.findIndex((line) => line.kind === 'row' && line.row.id === openId)
  const scrolledFor = useRef<string | null>(null)
  useEffect(() => {
    // Only when another chat is opened; a list that moves under the eyes is not pulled along.
    if (openAt < 0 || scrolledFor.current === openId) return
    scrolledFor.current = openId
    virtual.scrollToIndex(openAt, { align: 'auto' })
  }, [virtual, openAt, openId])
  const names = view === 'mine' ? words.queues : words.queuesAll
  return (
    <div ref={scroller} className={css.scroller}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index]
          if (!line) return null
          const style = { transform: `translateY(${item.start}px)`, height: item.size }
          if (line.kind === 'head') {
            return (
              <div key={line.key} className={css.section} style={style}>
                <h2>
                  {names[line.queue]} {inbox.counts[line.queue]}
                </h2>
                <span>{words.order[line.queue]}</span>
              </div>
            )
          }
          return (
            <div key={line.key} className={css.place} style={style}>
              <QueueRow
                row={line.row}
                isOpen={line.row.id === openId}
                isHolderShown={view !== 'mine'}
                onOpen={onOpen}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function linesOf(
  waiting: readonly InboxRow[],
  owed: readonly InboxRow[],
  quiet: readonly InboxRow[],
): Line[] {
  const lines: Line[] = []
  for (const [queue, rows] of [
    ['waiting', waiting],
    ['owed', owed],
    ['quiet', quiet],
  ] as const) {
    if (rows.length === 0 && queue !== 'waiting') continue
    lines.push({ kind: 'head', key: queue, queue })
    for (const row of rows) lines.push({ kind: 'row', key: row.id, row })
  }
  return lines
}

const fine = { waiting: 52, owed: 30, quiet: 28, head: 32 }
const coarse = { waiting: 60, owed: 44, quiet: 44, head: 36 }

/** Row heights in pixels: a thumb needs more than a mouse. */
function useHeights(): typeof fine {
  const [isCoarse, setCoarse] = useState(() => matchMedia('(pointer: coarse)').matches)
  useEffect(() => {
    const query = matchMedia('(pointer: coarse)')
    const take = () => setCoarse(query.matches)
    query.addEventListener('change', take)
    return () => query.removeEventListener('change', take)
  }, [])
  return isCoarse ? coarse : fine
}

function QueueFoot({ inbox, onMore }: Pick<Props, 'inbox' | 'onMore'>) {
  const words = useWords(inboxWords)
  const time = useShopTime()
  const [isLoading, setLoading] = useState(false)
  const hidden = inbox.counts.quiet - inbox.quiet.length
  const oldest = inbox.quiet.at(-1)?.lastAt
  const load = () => {
    setLoading(true)
    void onMore().finally(() => setLoading(false))
  }
  return (
    <footer className={css.foot}>
      {inbox.quietNext ? (
        <button type="button" className="figure" onClick={load} disabled={isLoading}>
          {isLoading
            ? words.loadingMore
            : hidden > 0 && oldest
              ? words.more(hidden, time.latest(oldest))
              : words.loadMore}
        </button>
      ) : (
        <span />
      )}
      <span>{words.settled(inbox.counts.closedToday)}</span>
    </footer>
  )
}

function Chevron() {
  return (
    <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true">
      <path
        d="M1 2.5 L4 5.5 L7 2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
