import { useEffect, useMemo, useRef } from 'react'
import { Link } from '@tanstack/react-router'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './composer.module.css'
import { markedPieces } from './draft-edits.rules.ts'
import { composerWords } from './composer.words.ts'
import { fillSlots } from '#contract/conversations/slots.ts'

interface Props {
  query: string
  phrases: readonly Phrase[]
  slots: Readonly<Record<'zh' | 'en', Readonly<Record<string, string>>>>
  chosen: number
  onChoose: (index: number) => void
  onPick: (index: number) => void
  onClose: () => void
}

/** The phrases for what was typed behind the slash, as they would be sent: filled slots underlined, open ones named. */
export function PhraseList({ query, phrases, slots, chosen, onChoose, onPick, onClose }: Props) {
  const words = useWords(composerWords)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, phrases])
  return (
    <div className={css.phrases}>
      <header>
        <span>{query ? words.phrasesFor(query) : words.phrases}</span>
        <span className={css.keys}>
          <span>
            <kbd>↑↓</kbd> {words.keys.choose}
          </span>
          <span>
            <kbd>Enter</kbd> {words.keys.insert}
          </span>
          <button type="button" onClick={onClose}>
            <kbd>Esc</kbd> {words.keys.close}
          </button>
        </span>
      </header>
      {phrases.length === 0 ? (
        <NoPhrase />
      ) : (
        <ul ref={list} id="phrases" role="listbox" tabIndex={0} aria-label={words.phrases}>
          {phrases.map((phrase, i) => (
            <PhraseRow
              key={phrase.id}
              phrase={phrase}
              slots={slots[phrase.language]}
              isChosen={i === chosen}
              onEnter={() => onChoose(i)}
              onPick={() => onPick(i)}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function NoPhrase() {
  const words = useWords(composerWords)
  const { slug } = useMembership().shop
  return (
    <p className={css.noPhrase}>
      {words.noPhrase}{' '}
      <Link className="link" to="/s/$slug/phrases" params={{ slug }}>
        {words.phrases}
      </Link>
    </p>
  )
}

function PhraseRow({
  phrase,
  slots,
  isChosen,
  onEnter,
  onPick,
}: {
  phrase: Phrase
  slots: Readonly<Record<string, string>>
  isChosen: boolean
  onEnter: () => void
  onPick: () => void
}) {
  const words = useWords(composerWords)
  const filled = useMemo(() => fillSlots(phrase.text, slots), [phrase.text, slots])
  const known: Readonly<Record<string, string>> = words.slots
  const missing = [...new Set(filled.open.map((slot) => known[slot.name || 'blank'] ?? slot.name))]
  return (
    <li
      id={`phrase-${phrase.id}`}
      role="option"
      aria-selected={isChosen}
      onPointerMove={isChosen ? undefined : onEnter}
      // The textarea keeps the focus.
      onPointerDown={(e) => e.preventDefault()}
      onClick={onPick}
    >
      <b>/{phrase.shortcut}</b>
      <span className={css.phraseText}>
        {markedPieces(filled.text, filled.filled, filled.open).map((piece, i) => (
          <span key={i} data-kind={piece.kind}>
            {piece.kind === 'open' ? '____' : piece.text}
          </span>
        ))}
      </span>
      <span className={css.uses}>
        {missing.length > 0 ? words.missing(missing) : words.uses(phrase.uses)}
      </span>
    </li>
  )
}
