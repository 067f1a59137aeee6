import type { Finding } from '#contract/guard/finding.ts'
import { Key } from '../../parts/controls.tsx'
import { SmallOctagon } from '../../parts/screen-states.tsx'
import { useFormat } from '../../parts/format.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import css from './composer.module.css'
import { guardWords } from './guard.words.ts'
import type { GuardOfDraft } from './use-guard.ts'

/** Why a word is underlined, in one sentence, and the better one by one key. */
export function GuardLine({ guard, onFix }: { guard: GuardOfDraft; onFix: (finding: Finding) => void }) {
  const words = useWords(guardWords)
  const said = useFindingSaid()
  const { first, fixable, findings, isHeld } = guard
  if (!first) return null
  const isBlock = first.action === 'block'
  return (
    <div className={css.guard} data-action={first.action} id="guard-line">
      <p role={isBlock || isHeld ? 'alert' : 'status'}>
        {isBlock ? <SmallOctagon /> : <SmallTriangle />}
        <span>
          {first.found.trim() !== '' && words.quoted(first.found.trim())}
          {said(first)}
          {isBlock ? ` ${words.cannotGo}` : isHeld ? ` ${words.again}` : ''}
          {findings.length > 1 && ` ${words.more(findings.length - 1)}`}
        </span>
      </p>
      {fixable?.fix && (
        <button
          type="button"
          className={css.fix}
          // The textarea keeps the focus.
          onPointerDown={(e) => e.preventDefault()}
          onClick={() => onFix(fixable)}
        >
          <span>{fixable.fix.text === '' ? words.leaveOut : words.use(fixable.fix.text)}</span>
          <Key>Tab</Key>
        </button>
      )}
    </div>
  )
}

/** The one sentence: the list's own, or worded from the facts. */
export function useFindingSaid(): (finding: Pick<Finding, 'kind' | 'reason' | 'facts'>) => string {
  const words = useWords(guardWords)
  const [language] = useLanguage()
  const format = useFormat()
  return ({ kind, reason, facts }) => {
    if (reason && reason[language] !== '') return reason[language]
    const text = (name: string) => String(facts[name] ?? '')
    const verdict = text('verdict')
    if (verdict === 'contradicts') return words.contradicts(text('product'), text('key'), text('value'))
    if (verdict === 'not_in_facts') return words.notInFacts(text('key'))
    if (verdict === 'not_marked')
      return words.notMarked(
        text('product'),
        format.money({ minor: Number(facts['minor']), currency: text('currency') }),
      )
    if (verdict === 'stale') return words.stale(Number(facts['days']))
    if (verdict === 'other_price' || verdict === 'no_source') return words.noSource
    if (verdict === 'too_many_in_row') return words.inRow(Number(facts['inRow']))
    if (verdict === 'too_large_share') return words.share(Number(facts['percent']))
    if (verdict === 'freight_none') return words.freightNone
    if (verdict === 'freight_beyond' || verdict === 'freight_open') {
      const money = (name: string) => format.money({ minor: Number(facts[name]), currency: text('currency') })
      return words[verdict === 'freight_open' ? 'freightOpen' : 'freightBeyond'](
        money('limit'),
        money('left'),
      )
    }
    return words.kinds[kind]
  }
}

function SmallTriangle() {
  return (
    <svg width="15" height="14" viewBox="0 0 15 14" aria-hidden="true">
      <path
        d="M7.5 1.2 L14 12.8 H1 Z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      <path d="M7.5 5 V9" stroke="currentColor" strokeWidth="1.4" />
      <circle cx="7.5" cy="10.9" r="0.9" fill="currentColor" />
    </svg>
  )
}
