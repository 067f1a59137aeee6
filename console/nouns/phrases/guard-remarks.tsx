import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { compileGuard } from '#contract/guard/compile-lists.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { api } from '../../parts/api.ts'
import { SmallDiamond, SmallOctagon } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { useFindingSaid } from '../conversations/guard-line.tsx'
import { guardWords } from '../conversations/guard.words.ts'
import css from './phrases.module.css'

/** What the word guard says of a text that is to become a phrase, or is on trial. */
export function GuardRemarks({ text }: { text: string }) {
  const words = useWords(guardWords)
  const said = useFindingSaid()
  const memberId = useMembership().id
  const lists = useQuery({
    queryKey: ['guard', memberId],
    queryFn: () => api('GET /api/guard'),
    staleTime: 600_000,
  }).data
  const guard = useMemo(() => (lists ? compileGuard(lists) : null), [lists])
  const findings = useMemo(
    () => (guard ? readOutgoing({ text }, guard).filter(({ kind }) => kind !== 'slot') : []),
    [guard, text],
  )
  if (findings.length === 0) return null
  return (
    <ul className={css.remarks} role="status">
      {findings.map((finding, i) => (
        <li key={i} data-action={finding.action}>
          {finding.action === 'block' ? <SmallOctagon /> : <SmallDiamond />}
          <span>
            {words.quoted(finding.found)}
            {said(finding)} {finding.fix && finding.fix.text !== '' && words.use(finding.fix.text)}
          </span>
        </li>
      ))}
    </ul>
  )
}
