import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './knowledge.module.css'
import { knowledgeWords } from './knowledge.words.ts'

/** The shop's own names for things; rows of words that mean the same to the search. */
export function SynonymList() {
  const words = useWords(knowledgeWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const mayWrite = useHasRole('owner', 'lead')
  const key = ['synonyms', memberId]
  const list = useQuery({ queryKey: key, queryFn: () => api('GET /api/knowledge/synonyms') })
  useStreamEvents((event) => {
    if (event.name === 'knowledge.synonyms_changed') void client.invalidateQueries({ queryKey: key })
  })
  const [text, setText] = useState('')
  const typed = text.split(/[\s,，、;；/|]+/).filter((word) => word !== '')
  const add = useMutation({
    mutationFn: () => api('POST /api/knowledge/synonyms', { body: { words: typed } }),
    onSuccess: () => {
      setText('')
      void client.invalidateQueries({ queryKey: key })
    },
  })
  const remove = useMutation({
    mutationFn: (id: string) => api('DELETE /api/knowledge/synonyms/:id', { params: { id } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: key }),
  })
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading lines={4} />
  return (
    <>
      <p className={`${css.lead} song`}>{words.synonymsLead}</p>
      {mayWrite && (
        <form
          className={css.addRow}
          onSubmit={(e) => {
            e.preventDefault()
            if (typed.length > 1) add.mutate()
          }}
        >
          <TextField
            label={words.addSynonyms}
            isLabelHidden
            hint={words.synonymsHint}
            value={text}
            maxLength={400}
            onChange={(e) => setText(e.target.value)}
          />
          <Button type="submit" isBusy={add.isPending} disabled={typed.length < 2}>
            {words.addSynonyms}
          </Button>
        </form>
      )}
      <ErrorLine error={add.error ?? remove.error} />
      {list.data.rows.length === 0 && <p className={css.quiet}>{words.noSynonyms}</p>}
      <ul className={css.rows}>
        {list.data.rows.map((row) => (
          <li key={row.id} className={css.synonyms}>
            <span>{row.words.join(' ＝ ')}</span>
            {mayWrite && (
              <button type="button" className="link" onClick={() => remove.mutate(row.id)}>
                {words.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
