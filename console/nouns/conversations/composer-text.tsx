import {
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react'
import css from './composer.module.css'
import { markedPieces } from './draft-edits.rules.ts'
import type { Range } from '#contract/conversations/slots.ts'

export interface ComposerTextHandle {
  focus: () => void
  selection: () => Range
  select: (range: Range) => void
  /** Selects after the text that was just set has been drawn. */
  selectSoon: (range: Range) => void
}

interface Props {
  ref: Ref<ComposerTextHandle>
  text: string
  filled: readonly Range[]
  open: readonly Range[]
  /** What the word guard found. */
  guarded: readonly (Range & { action: 'warn' | 'block' })[]
  /** The `/query` that the list of phrases answers. */
  slash: Range | null
  label: string
  placeholder: string
  /** The list of phrases and its chosen row, while it is open. */
  describedBy: string | undefined
  listId: string | undefined
  chosenId: string | undefined
  onText: (text: string, caret: number) => void
  onCaret: (caret: number) => void
  onKeyDown: (e: KeyboardEvent<HTMLTextAreaElement>) => void
  onPaste: (e: ClipboardEvent) => void
}

/** A plain textarea that grows with its text; the marks of filled and open slots lie under it. */
export function ComposerText({
  ref,
  text,
  filled,
  open,
  guarded,
  slash,
  label,
  placeholder,
  describedBy,
  listId,
  chosenId,
  onText,
  onCaret,
  onKeyDown,
  onPaste,
}: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const pending = useRef<Range | null>(null)
  const select = (range: Range) => {
    area.current?.focus()
    area.current?.setSelectionRange(range.start, range.end)
  }
  useImperativeHandle(ref, () => ({
    focus: () => area.current?.focus(),
    selection: () => ({ start: area.current?.selectionStart ?? 0, end: area.current?.selectionEnd ?? 0 }),
    select,
    selectSoon: (range) => {
      pending.current = range
    },
  }))
  useLayoutEffect(() => {
    if (!pending.current) return
    select(pending.current)
    pending.current = null
  })
  const isMarked = filled.length > 0 || open.length > 0 || guarded.length > 0 || slash !== null
  return (
    <div className={css.text}>
      {/* The same text in the same type gives the textarea its height, and carries the marks. */}
      <div className={css.under} aria-hidden="true">
        {isMarked
          ? markedPieces(text, filled, open, slash, guarded).map((piece, i) => (
              <span key={i} data-kind={piece.kind}>
                {piece.text}
              </span>
            ))
          : text}
        {'​'}
      </div>
      <textarea
        ref={area}
        rows={1}
        value={text}
        aria-label={label}
        placeholder={placeholder}
        aria-describedby={describedBy}
        data-composer=""
        aria-autocomplete="list"
        aria-controls={listId}
        aria-activedescendant={chosenId}
        enterKeyHint="send"
        onChange={(e) => onText(e.target.value, e.target.selectionStart)}
        onSelect={(e) => onCaret(e.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
    </div>
  )
}
