import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DisclosureTerm } from '#contract/purchase/concerns.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { inBoth } from './both.ts'
import { BothFields, InPlaceForm } from './both-fields.tsx'
import css from './concerns.module.css'
import { concernsWords } from './concerns.words.ts'

/** The shop's sentences for what is said of every sale. */
export function TermsPart({ mayWrite }: { mayWrite: boolean }) {
  const words = useWords(concernsWords)
  const memberId = useMembership().id
  const terms = useQuery({
    queryKey: ['disclosure terms', memberId],
    queryFn: () => api('GET /api/disclosure-terms'),
  })
  return (
    <Section title={words.before}>
      <p className={css.lead}>{words.beforeLead}</p>
      {terms.error && (
        <ErrorState error={terms.error} thing={words.before} retry={() => void terms.refetch()} />
      )}
      {terms.isPending && <Loading lines={5} />}
      <ul className={css.rows}>
        {terms.data?.rows.map((term) => (
          <TermRow key={`${term.item} ${term.version}`} term={term} mayWrite={mayWrite} />
        ))}
      </ul>
    </Section>
  )
}

function TermRow({ term, mayWrite }: { term: DisclosureTerm; mayWrite: boolean }) {
  const words = useWords(concernsWords)
  const [language] = useLanguage()
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState(term.text)
  const saving = useMutation({
    mutationFn: () =>
      api('PUT /api/disclosure-terms/:item', {
        params: { item: term.item },
        body: { ...text, version: term.version },
      }),
    onSuccess: () => setOpen(false),
    onSettled: () => client.invalidateQueries({ queryKey: ['disclosure terms', memberId] }),
  })
  return (
    <li>
      <div className={css.row}>
        <span className={css.key}>{words.items[term.item]}</span>
        <span className={css.grow}>{inBoth(term.text, language)}</span>
        <span className={css.source}>{term.isShipped ? words.shipped : words.own}</span>
        {mayWrite && (
          <button
            type="button"
            className="link"
            aria-expanded={isOpen}
            aria-label={`${words.edit} ${words.items[term.item]}`}
            onClick={() => setOpen((o) => !o)}
          >
            {words.edit}
          </button>
        )}
      </div>
      {isOpen && (
        <InPlaceForm
          isBusy={saving.isPending}
          isReady={Boolean(text.zh.trim() || text.en.trim())}
          onSubmit={() => saving.mutate()}
          onClose={() => setOpen(false)}
        >
          <BothFields label={words.text} value={text} max={400} onChange={setText} />
          <ErrorLine error={saving.error} />
        </InPlaceForm>
      )}
    </li>
  )
}
