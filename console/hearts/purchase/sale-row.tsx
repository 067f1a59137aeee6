import type { ReactNode } from 'react'
import type { Selling } from '#contract/purchase/selling.ts'
import { putIntoDraft } from '../../nouns/conversations/put-draft.ts'
import { useWords } from '../../parts/words.tsx'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'

/** What every row of the part is given. */
export interface SaleRow {
  sale: Selling
  /** Notes may be taken and texts put into the composer. */
  mayAct: boolean
}

/** A name at the left and what belongs to it at the right. */
export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.row} role="group" aria-label={name}>
      <span className={css.name}>{name}</span>
      <div className={css.body}>{children}</div>
    </div>
  )
}

/** One key that puts a text into the open composer. */
export function Say({
  conversationId,
  text,
  children,
}: {
  conversationId: string
  text: string
  children: ReactNode
}) {
  const words = useWords(sellingWords)
  return (
    <button type="button" title={words.intoDraft(text)} onClick={() => putIntoDraft(conversationId, text)}>
      {children}
    </button>
  )
}

/** Done is a tick, missing an open circle, a doubt of the buyer an amber diamond; the word beside it says the same. */
export function SaidMark({ isSaid, isDoubt = false }: { isSaid: boolean; isDoubt?: boolean }) {
  const state = isSaid ? 'said' : isDoubt ? 'doubt' : 'missing'
  return (
    <svg
      className={css.mark}
      data-state={state}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {state === 'said' && (
        <path d="M2 6.4 L4.8 9 L10 3.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      )}
      {state === 'doubt' && (
        <path d="M6 1.5 L10.5 6 L6 10.5 L1.5 6 Z" fill="none" stroke="currentColor" strokeWidth="1.4" />
      )}
      {state === 'missing' && (
        <circle cx="6" cy="6" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
      )}
    </svg>
  )
}
