import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Repeat } from '#contract/knowledge/asked.ts'
import { api } from '../../parts/api.ts'
import { Button, Choice, SelectField, TextArea, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './knowledge.module.css'
import { knowledgeWords } from './knowledge.words.ts'

/** What is to be changed and by whom; that it was changed, and on which day it is looked whether it stopped. */
export function RepeatForm({ row, onClose }: { row: Repeat; onClose: () => void }) {
  const words = useWords(knowledgeWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const team = useQuery({ queryKey: ['team', memberId], queryFn: () => api('GET /api/staff') })
  const [draft, setDraft] = useState({
    ownerId: row.ownerId ?? '',
    change: row.change ?? 'article',
    note: row.note ?? '',
    checkOn: row.checkOn ?? '',
  })
  const save = useMutation({
    mutationFn: (state: 'taken' | 'changed' | 'dismissed') =>
      api('PUT /api/knowledge/repeats/:id', {
        params: { id: row.id },
        body: {
          state,
          change: draft.change,
          ownerId: draft.ownerId || null,
          note: draft.note || null,
          checkOn: draft.checkOn || null,
          version: row.version,
        },
      }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['repeats', memberId] }),
    onSuccess: onClose,
  })
  return (
    <Dialog
      title={row.title}
      onClose={onClose}
      foot={
        <>
          <Button kind="quiet" onClick={() => save.mutate('dismissed')}>
            {words.dismiss}
          </Button>
          <Button isBusy={save.isPending} onClick={() => save.mutate('changed')}>
            {words.done}
          </Button>
          <Button kind="filled" isBusy={save.isPending} onClick={() => save.mutate('taken')}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <SelectField
          label={words.whoOwns}
          value={draft.ownerId}
          onChange={(e) => setDraft({ ...draft, ownerId: e.target.value })}
        >
          <option value="">{words.nobodyYet}</option>
          {(team.data?.members ?? []).map((member) => (
            <option key={member.id} value={member.id}>
              {member.displayName}
            </option>
          ))}
        </SelectField>
        <Choice
          label={words.what}
          value={draft.change}
          onChange={(change) => setDraft({ ...draft, change })}
          options={(['article', 'page'] as const).map((value) => ({ value, label: words.change[value] }))}
        />
        <TextArea
          label={words.note}
          rows={2}
          maxLength={500}
          value={draft.note}
          onChange={(e) => setDraft({ ...draft, note: e.target.value })}
        />
        <TextField
          label={words.checkOn}
          type="date"
          value={draft.checkOn}
          onChange={(e) => setDraft({ ...draft, checkOn: e.target.value })}
        />
        <ErrorLine error={save.error} />
      </div>
    </Dialog>
  )
}
