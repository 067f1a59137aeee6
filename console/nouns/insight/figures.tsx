import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMembership } from '../../parts/session.tsx'
import type { WordsSearch } from '../words/words-search.ts'
import type { AnswersSearch } from './answers-search.ts'

/** Figures that open the rows behind them. */
export function WordsFigure({
  search,
  children,
  className = 'figure',
}: {
  search: WordsSearch
  children: ReactNode
  className?: string | undefined
}) {
  const { slug } = useMembership().shop
  return (
    <Link to="/s/$slug/words" params={{ slug }} search={search} className={className}>
      {children}
    </Link>
  )
}

export function AnswersFigure({
  search = {},
  children,
  className = 'figure',
}: {
  search?: AnswersSearch
  children: ReactNode
  className?: string | undefined
}) {
  const { slug } = useMembership().shop
  return (
    <Link to="/s/$slug/answers" params={{ slug }} search={search} className={className}>
      {children}
    </Link>
  )
}

export function OrdersFigure({ children }: { children: ReactNode }) {
  const { slug } = useMembership().shop
  return (
    <Link to="/s/$slug/orders" params={{ slug }} className="figure">
      {children}
    </Link>
  )
}

export function InboxFigure({ children }: { children: ReactNode }) {
  const { slug } = useMembership().shop
  return (
    <Link to="/s/$slug/inbox/{-$id}" params={{ slug }} className="figure">
      {children}
    </Link>
  )
}

export function TeamFigure({ children }: { children: ReactNode }) {
  const { slug } = useMembership().shop
  return (
    <Link to="/s/$slug/team" params={{ slug }} className="figure">
      {children}
    </Link>
  )
}
