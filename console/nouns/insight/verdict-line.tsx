import type { ReactNode } from 'react'
import type { Home } from '#contract/insight/home.ts'
import { useWords } from '../../parts/words.tsx'
import { AnswersFigure, InboxFigure, OrdersFigure, WordsFigure } from './figures.tsx'
import css from './home.module.css'
import { homeWords } from './home.words.ts'
import { verdictOf } from './verdict.rules.ts'

/** The week in one sentence, its figures opening their rows. */
export function VerdictLine({ home, seconds }: { home: Home; seconds: number }) {
  return <p className={`${css.verdict} song`}>{useVerdict(home, seconds)}</p>
}

function useVerdict(home: Home, seconds: number): ReactNode {
  const words = useWords(homeWords)
  const said = words.verdict
  const period = { from: home.from, to: home.to }
  const verdict = verdictOf(home)
  switch (verdict.is) {
    case 'empty':
      return said.empty
    case 'unattended':
      return said.unattended(<InboxFigure>{words.nBuyers(verdict.waiting)}</InboxFigure>)
    case 'waiting':
      return said.waiting(<InboxFigure>{words.nBuyers(verdict.waiting)}</InboxFigure>)
    case 'broken_one':
    case 'broken_some': {
      const { heart, broken, held } = verdict
      const figure = <WordsFigure search={{ state: 'broken', ...period }}>{words.nWords(broken)}</WordsFigure>
      const all = (n: number) => (
        <WordsFigure search={{ state: 'ended', heart, ...period }}>{words.nWords(n)}</WordsFigure>
      )
      return verdict.is === 'broken_one'
        ? said.broken_one(words.flows[heart], verdict.what, all(verdict.given), figure, held)
        : said.broken_some(words.flows[heart], all(verdict.ended), figure, held)
    }
    case 'late':
      return said.late(
        <AnswersFigure>{words.nTurns(verdict.turns)}</AnswersFigure>,
        <AnswersFigure search={{ clock: 'missed' }}>{words.nTurns(verdict.late)}</AnswersFigure>,
        seconds,
        verdict.isAllKept,
      )
    case 'kept':
      return said.kept(
        <WordsFigure search={{ state: 'kept', ...period }}>{words.nWords(verdict.words)}</WordsFigure>,
      )
    case 'in_time':
      return said.in_time(<AnswersFigure>{words.nTurns(verdict.turns)}</AnswersFigure>, seconds)
    case 'only_orders':
      return said.only_orders(<OrdersFigure>{words.nOrders(verdict.orders)}</OrdersFigure>)
  }
}
