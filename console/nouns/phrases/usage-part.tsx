import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { api } from '../../parts/api.ts'
import { Choice } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading, SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

const periods = ['7', '30', '90'] as const
const isPoor = (verdict: string) => verdict === 'rewrite' || verdict === 'retire' || verdict === 'unused'

/** How the shop's phrases do; the poor ones first, each opens its phrase. */
export function UsagePart({ onOpen }: { onOpen: (phrase: Phrase) => void }) {
  const words = useWords(phrasesWords)
  const said = words.usage
  const { id } = useMembership()
  const [days, setDays] = useState<(typeof periods)[number]>('30')
  const usage = useQuery({
    queryKey: ['phrase-usage', id, days],
    queryFn: () => api('GET /api/phrases/usage', { query: { days: Number(days) } }),
  })
  const phrases = useQuery({
    queryKey: ['phrases', id, false],
    queryFn: () => api('GET /api/phrases', { query: {} }),
  })
  const error = usage.error ?? phrases.error
  if (error) return <ErrorState error={error} thing={words.thing} retry={() => void usage.refetch()} />
  if (!usage.data || !phrases.data) return <Loading lines={8} />
  const byId = new Map(phrases.data.rows.map((phrase) => [phrase.id, phrase]))
  const rows = usage.data.rows
    .filter((row) => (row.sent > 0 || row.verdict === 'unused') && byId.has(row.phraseId))
    .sort((a, b) => Number(isPoor(b.verdict)) - Number(isPoor(a.verdict)) || b.sent - a.sent)
  return (
    <>
      <div className={css.filters}>
        <Choice
          label={words.tabs.usage}
          isLabelHidden
          value={days}
          onChange={setDays}
          options={periods.map((value) => ({ value, label: said.days(Number(value)) }))}
        />
        <p className="meta">{said.lead(usage.data.days)}</p>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={said.none} />
      ) : (
        <div className={css.tableWrap} tabIndex={0} role="region" aria-label={words.tabs.usage}>
          <table className={css.table}>
            <thead>
              <tr>
                <th>{words.title}</th>
                <th>{said.sent}</th>
                <th>{said.edited}</th>
                <th>{said.ordered}</th>
                <th>{said.thanked}</th>
                <th>{said.askedAgain}</th>
                <th>{said.verdict}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const phrase = byId.get(row.phraseId)
                return (
                  <tr key={row.phraseId}>
                    <th scope="row">
                      {phrase && (
                        <button type="button" className="figure" onClick={() => onOpen(phrase)}>
                          /{phrase.shortcut}
                        </button>
                      )}
                    </th>
                    <td>{row.sent}</td>
                    <td>{row.edited}</td>
                    <td>{row.known > 0 ? said.of(row.ordered, row.known) : '–'}</td>
                    <td>{row.thanked}</td>
                    <td>{row.askedAgain}</td>
                    <td data-poor={isPoor(row.verdict) || undefined}>
                      {isPoor(row.verdict) && <SmallDiamond />} {said.verdicts[row.verdict]}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
