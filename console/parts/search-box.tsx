import { useCallback, useEffect, useRef, useState } from 'react'
import css from './search-box.module.css'

const afterMs = 220

/**
 * A search field that asks a moment after the last letter, and not while an input method is choosing letters.
 * `value` is what is being searched for now; Esc empties it.
 */
export function SearchBox({
  label,
  hint,
  value,
  onSearch,
}: {
  label: string
  hint: string
  value: string
  onSearch: (text: string) => void
}) {
  const [text, setText] = useState(value)
  const asked = useRef(value)
  const isComposing = useRef(false)
  useEffect(() => {
    // Changed from outside: cleared, or the address was changed by Back.
    if (value !== asked.current) setText(value)
    asked.current = value
  }, [value])
  const ask = useCallback(
    (next: string) => {
      if (next.trim() === asked.current) return
      asked.current = next.trim()
      onSearch(asked.current)
    },
    [onSearch],
  )
  useEffect(() => {
    if (isComposing.current) return undefined
    const timer = setTimeout(() => ask(text), afterMs)
    return () => clearTimeout(timer)
  }, [text, ask])
  return (
    <label className={css.box}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
        <path d="M9.2 9.2 L12.6 12.6" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
      </svg>
      <span className="visually-hidden">{label}</span>
      <input
        type="search"
        value={text}
        placeholder={hint}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onChange={(e) => setText(e.target.value)}
        onCompositionStart={() => {
          isComposing.current = true
        }}
        onCompositionEnd={(e) => {
          isComposing.current = false
          ask(e.currentTarget.value)
        }}
        onKeyDown={(e) => e.key === 'Escape' && !e.nativeEvent.isComposing && setText('')}
      />
    </label>
  )
}
