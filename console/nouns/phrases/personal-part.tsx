import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { EmptyState, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { GuardRemarks } from './guard-remarks.tsx'
import { PhraseText } from './phrase-text.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

/** Personal phrases that wait for a lead. */
export function PersonalPart() {
  const words = useWords(phrasesWords)
  const { id } = useMembership()
  const list = useQuery({
    queryKey: ['phrases', id, 'proposed'],
    queryFn: () => api('GET /api/phrases', { query: { proposed: true } }),
  })
  if (list.error)
    return <ErrorState error={list.error} thing={words.thing} retry={() => void list.refetch()} />
  if (!list.data) return <Loading lines={4} />
  if (list.data.rows.length === 0)
    return <EmptyState title={words.personal.none} lead={words.personal.noneLead} />
  return (
    <ul className={css.cases}>
      {list.data.rows.map((phrase) => (
        <Proposed key={phrase.id} phrase={phrase} />
      ))}
    </ul>
  )
}

type Verdict = 'approve' | 'approve_for_shop' | 'refuse'

function Proposed({ phrase }: { phrase: Phrase }) {
  const words = useWords(phrasesWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const [note, setNote] = useState<string | null>(null)
  const decide = useMutation({
    mutationFn: (verdict: Verdict) =>
      api('POST /api/phrases/:id/decision', {
        params: { id: phrase.id },
        body: { verdict, version: phrase.version, ...(note?.trim() && { note: note.trim() }) },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['phrases', id] }),
  })
  return (
    <li>
      <p className={css.caseHead}>
        <b>/{phrase.shortcut}</b>
        <span className="meta">
          {phrase.ownerName} · {words.kinds[phrase.kind]}
        </span>
      </p>
      <p lang={phrase.language === 'zh' ? 'zh-CN' : 'en'}>
        <PhraseText text={phrase.text} />
      </p>
      <GuardRemarks text={phrase.text} />
      {note === null ? (
        <p className={css.caseActions}>
          <Button isBusy={decide.isPending} onClick={() => decide.mutate('approve_for_shop')}>
            {words.personal.forShop}
          </Button>
          <Button isBusy={decide.isPending} onClick={() => decide.mutate('approve')}>
            {words.personal.approve}
          </Button>
          <Button kind="quiet" onClick={() => setNote('')}>
            {words.personal.refuse}
          </Button>
        </p>
      ) : (
        <div className={css.refusing}>
          <TextField
            label={words.personal.why}
            maxLength={200}
            autoFocus
            value={note}
            onChange={(e) => setNote(e.target.value)}
          />
          <p className={css.caseActions}>
            <Button isBusy={decide.isPending} onClick={() => decide.mutate('refuse')}>
              {words.personal.sure}
            </Button>
            <Button kind="quiet" onClick={() => setNote(null)}>
              {words.cancel}
            </Button>
          </p>
        </div>
      )}
      <ErrorLine error={decide.error} />
    </li>
  )
}
