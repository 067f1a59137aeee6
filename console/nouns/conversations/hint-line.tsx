import { useEffect, useRef } from 'react'
import type { Hint } from '#contract/conversations/coaching.ts'
import { Key } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { coachingWords } from './coaching.words.ts'
import css from './coaching.module.css'
import { useUsingHint } from './use-hints.ts'

/** A coach's quiet word in the log: told apart from everything the buyer reads by its frame and its words. */
export function HintLine({
  hint,
  isNext,
  isOpen,
}: {
  hint: Hint
  isNext: boolean
  /** There is a draft to put it into. */
  isOpen: boolean
}) {
  const words = useWords(coachingWords)
  const format = useFormat()
  const memberId = useMembership().id
  const use = useUsingHint()
  const isMine = hint.toId === memberId
  const isUsable = isMine && isOpen
  useHintKey(isUsable && isNext, () => use(hint))
  return (
    <div role="note" className={css.hint} data-used={hint.usedAt !== null || undefined}>
      <p className={css.about}>
        <b>{isMine ? words.from(hint.byName) : words.fromTo(hint.byName, hint.toName)}</b>
        <time dateTime={hint.at}>{format.seconds(hint.at)}</time>
        <span>{words.unseen}</span>
        {!isMine && <span>{hint.usedAt ? `✓ ${words.used}` : words.notUsed}</span>}
      </p>
      <p className={css.text}>{hint.text}</p>
      {isUsable && (
        <button
          type="button"
          aria-keyshortcuts={isNext ? 'Alt+H' : undefined}
          // The composer keeps the focus.
          onPointerDown={(e) => e.preventDefault()}
          onClick={() => use(hint)}
        >
          {hint.usedAt ? words.putAgain : words.put} {isNext && <Key>Alt H</Key>}
        </button>
      )}
    </div>
  )
}

/** By the place of the key: on a Mac Alt changes what it types. */
function useHintKey(isWanted: boolean, use: () => void) {
  const latest = useRef(use)
  useEffect(() => {
    latest.current = use
  })
  useEffect(() => {
    if (!isWanted) return undefined
    const onKey = (e: KeyboardEvent) => {
      if (!e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.isComposing || e.repeat) return
      if (e.code !== 'KeyH' || document.querySelector('dialog[open], [role=menu]')) return
      e.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isWanted])
}
