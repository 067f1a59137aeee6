import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Language } from '#contract/shapes.ts'
import type { Desk } from '../desk.ts'
import { keyOf, lastReadOwn, rowsOf } from '../rows.rules.ts'
import type { ChatState } from '../state.ts'
import { entriesOf, type Entry } from '../timeline.rules.ts'
import { dayName } from '../when.rules.ts'
import type { Words } from '../words.ts'
import type { Picture } from './attachments.tsx'
import { EntryRow } from './entry.tsx'
import { DownIcon, Mark } from './icons.tsx'

interface Props {
  state: ChatState
  desk: Desk
  base: string
  words: Words
  language: Language
  onLook: (picture: Picture) => void
}

/** Close enough to an end to count as there, in pixels. */
const NEAR = 60

/** What was said. It stays at the newest message unless the buyer has scrolled away, and never jumps. */
export function Log({ state, desk, base, words, language, onLook }: Props) {
  const { timeline, outbox, earlier, visit, link } = state
  const entries = useMemo(() => entriesOf(timeline, outbox), [timeline, outbox])
  const lastRead = lastReadOwn(entries, timeline.readByShop)
  const rows = useMemo(() => rowsOf(entries, lastRead), [entries, lastRead])
  const { log, said, hasNewer, onScroll, goDown } = useScroll(rows.length, entries, desk)
  const isWaiting = visit === null && entries.length === 0
  return (
    <div class="log-place">
      <div
        class="log"
        ref={log}
        role="log"
        aria-live="polite"
        aria-label={words.log}
        aria-busy={isWaiting || earlier === 'coming'}
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={said}>
          {timeline.hasEarlier ? (
            <button
              type="button"
              class="link earlier"
              disabled={earlier === 'coming'}
              onClick={desk.loadEarlier}
            >
              {earlier === 'coming'
                ? words.earlierComing
                : earlier === 'failed'
                  ? words.earlierFailed
                  : words.earlier}
            </button>
          ) : null}
          {isWaiting && link !== 'down' ? (
            <p class="starting">
              <Mark className="busy" /> {words.connecting}
            </p>
          ) : null}
          {rows.map((row) =>
            row.kind === 'day' ? (
              <p key={row.key} class="day">
                {dayName(row.at, Date.now(), language)}
              </p>
            ) : (
              <EntryRow key={row.key} {...{ row, state, desk, base, words, language, lastRead, onLook }} />
            ),
          )}
        </div>
      </div>
      {hasNewer ? (
        <button type="button" class="newer" onClick={goDown}>
          <DownIcon /> {words.newer}
        </button>
      ) : null}
    </div>
  )
}

function useScroll(count: number, entries: readonly Entry[], desk: Desk) {
  const log = useRef<HTMLDivElement>(null)
  const said = useRef<HTMLDivElement>(null)
  const seen = useRef({ first: '', last: '', height: 0, isAtEnd: true })
  const [hasNewer, setNewer] = useState(false)

  useLayoutEffect(() => {
    const element = log.current
    if (!element) return
    const before = seen.current
    const [first, last] = [entries[0], entries[entries.length - 1]].map((entry) =>
      entry ? keyOf(entry) : '',
    ) as [string, string]
    const isOwn = entries[entries.length - 1]?.kind === 'unsent'
    if (before.first && first !== before.first && last === before.last) {
      element.scrollTop += element.scrollHeight - before.height
    } else if (before.isAtEnd || (isOwn && last !== before.last)) {
      element.scrollTop = element.scrollHeight
      before.isAtEnd = true
    } else if (last !== before.last) setNewer(true)
    seen.current = { ...before, first, last, height: element.scrollHeight }
    if (before.isAtEnd) desk.seen()
  }, [count, entries, desk])

  // The keyboard comes up, the composer grows, a picture arrives: whoever read the newest line still does.
  useEffect(() => {
    const element = log.current
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const watch = new ResizeObserver(() => {
      if (seen.current.isAtEnd) element.scrollTop = element.scrollHeight
    })
    watch.observe(element)
    if (said.current) watch.observe(said.current)
    return () => watch.disconnect()
  }, [])

  const onScroll = () => {
    const element = log.current
    if (!element) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
    seen.current.isAtEnd = isAtEnd
    if (isAtEnd) {
      setNewer(false)
      desk.seen()
    }
    const { timeline, earlier } = desk.store.get()
    if (element.scrollTop < NEAR && timeline.hasEarlier && earlier === 'idle') desk.loadEarlier()
  }
  const goDown = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight
  }
  return { log, said, hasNewer, onScroll, goDown }
}
