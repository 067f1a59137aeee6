import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../parts/api.ts'
import { Button, Choice } from '../../parts/controls.tsx'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

const periods = ['7', '30', '90'] as const

/** What buyers asked most, each with its wordings and the way to a phrase. */
export function CandidatesPart({
  onMake,
}: {
  onMake: (start: { text: string; language: 'zh' | 'en' }) => void
}) {
  const words = useWords(phrasesWords)
  const said = words.candidates
  const { id, shop } = useMembership()
  const [days, setDays] = useState<(typeof periods)[number]>('7')
  const list = useQuery({
    queryKey: ['phrase-candidates', id, days],
    queryFn: () => api('GET /api/phrases/candidates', { query: { days: Number(days) } }),
    staleTime: 60_000,
  })
  return (
    <>
      <div className={css.filters}>
        <Choice
          label={words.tabs.candidates}
          isLabelHidden
          value={days}
          onChange={setDays}
          options={periods.map((value) => ({ value, label: said.days(Number(value)) }))}
        />
        {list.data && <p className="meta">{said.lead(list.data.asked, list.data.days)}</p>}
      </div>
      {list.error && <ErrorState error={list.error} thing={words.thing} retry={() => void list.refetch()} />}
      {list.isPending && <Loading lines={6} />}
      {list.data?.rows.length === 0 && <EmptyState title={said.none} lead={said.noneLead} />}
      <ul className={css.cases}>
        {list.data?.rows.map((row) => (
          <li key={row.question}>
            <p className={css.caseHead}>
              <b>{row.question}</b>
              <span className="meta">{said.count(row.buyers, row.count)}</span>
            </p>
            {row.answer && (
              <p className={css.text}>
                {said.answered}
                {row.answer}
              </p>
            )}
            <details>
              <summary className="meta">{said.others(row.examples.length)}</summary>
              <ul className={css.examples}>
                {row.examples.map((one, i) => (
                  <li key={i}>
                    <Link
                      className="figure"
                      to="/s/$slug/inbox/{-$id}"
                      params={{ slug: shop.slug, id: one.conversationId }}
                    >
                      {one.text}
                    </Link>
                  </li>
                ))}
              </ul>
            </details>
            <p className={css.caseActions}>
              <Button
                onClick={() =>
                  onMake({
                    text: row.answer ?? '',
                    language: /[\u3400-\u9fff]/.test(row.question) ? 'zh' : 'en',
                  })
                }
              >
                {said.make}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}
