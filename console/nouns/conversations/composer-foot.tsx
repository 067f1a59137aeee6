import { useRef } from 'react'
import { isHoldingText } from '#contract/conversations/holding.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './composer.module.css'
import type { Draft } from './drafts.ts'
import { composerWords } from './composer.words.ts'
import { messageLimits } from './limits.ts'
import { useSettings } from './use-inbox.ts'
import { WordBar } from './word-bar.tsx'

interface Props {
  draft: Draft
  openSlots: number
  /** The phrase that the draft came from only holds the buyer. */
  isHoldingPhrase: boolean
  onSlot: () => void
  onEditWord: () => void
  onDropWord: () => void
}

/** What sending will do besides: note a word, hold the buyer; or what keeps it from being sent. */
export function FootNote({ draft, openSlots, isHoldingPhrase, onSlot, onEditWord, onDropWord }: Props) {
  const words = useWords(composerWords)
  const time = useShopTime()
  const minutes = useSettings().data?.holdingAnswerMinutes ?? 5
  if (openSlots > 0) {
    return (
      <p className={css.note} data-state="soon" role="status">
        {words.openSlot(openSlots)}{' '}
        <button type="button" className="link" onClick={onSlot}>
          {words.nextSlot}
        </button>
      </p>
    )
  }
  const over = draft.text.length - messageLimits.text
  if (over > 0)
    return (
      <p className={css.note} data-state="soon" role="status">
        {words.tooLong(over)}
      </p>
    )
  if (draft.word) return <WordBar word={draft.word} onEdit={onEditWord} onDrop={onDropWord} />
  if (draft.text !== '' && (isHoldingPhrase || isHoldingText(draft.text))) {
    return (
      <p className={css.note} role="status">
        {words.notesHolding(time.due(serverNow() + minutes * 60_000))}
      </p>
    )
  }
  return <p className={css.note} />
}

export function FileButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const words = useWords(composerWords)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {words.file}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={(e) => {
          onFiles([...(e.target.files ?? [])])
          e.target.value = ''
        }}
      />
    </>
  )
}
