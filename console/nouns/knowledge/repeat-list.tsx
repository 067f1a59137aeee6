import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Repeat } from '#contract/knowledge/asked.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { EmptyState, ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import css from './knowledge.module.css'
import { knowledgeWords } from './knowledge.words.ts'
import { RepeatForm } from './repeat-form.tsx'

/** Asked and not found, and asked again and again: each with the one thing to change, by whom, and whether it stopped. */
export function RepeatList() {
  const words = useWords(knowledgeWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isAll, setAll] = useState(false)
  const key = ['repeats', memberId]
  const list = useQuery({
    queryKey: [...key, isAll],
    queryFn: () => api('GET /api/knowledge/repeats', { query: { all: isAll } }),
    placeholderData: (before) => before,
  })
  useStreamEvents((event) => {
    if (event.name === 'knowledge.repeat_changed' || event.name === 'knowledge.asked')
      void client.invalidateQueries({ queryKey: key })
  })
  if (list.error)
    return <ErrorState error={list.error} thing={words.views.asked} retry={() => void list.refetch()} />
  if (!list.data) return <Loading lines={6} />
  const { rows, rate } = list.data
  return (
    <>
      <div className={css.lead}>
        {rate.asked > 0 && <p className="song">{words.rate(rate.asked, rate.notKnown)}</p>}
        <Checkbox label={words.showAll} checked={isAll} onChange={(e) => setAll(e.target.checked)} />
      </div>
      {rows.length === 0 && (
        <EmptyState title={words.noRepeats} lead={words.noRepeatsLead} withFlower={false} />
      )}
      <ul className={css.rows}>
        {rows.map((row) => (
          <RepeatLine key={row.id} row={row} />
        ))}
      </ul>
    </>
  )
}

function RepeatLine({ row }: { row: Repeat }) {
  const words = useWords(knowledgeWords)
  const { id: memberId, shop } = useMembership()
  const { slug } = shop
  const format = useFormat()
  const client = useQueryClient()
  const navigate = useNavigate()
  const mayLead = useHasRole('owner', 'lead')
  const mayWrite = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [isOpen, setOpen] = useState(false)
  const draft = useMutation({
    mutationFn: () => api('POST /api/knowledge/repeats/:id/draft', { params: { id: row.id }, body: {} }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['repeats', memberId] })
      void navigate({ to: '/s/$slug/knowledge/$id', params: { slug, id }, search: { edit: '1' } as never })
    },
  })
  const others = row.examples.filter((text) => text !== row.title)
  return (
    <li className={css.repeat}>
      <div>
        <p className={css.name}>
          <b>{row.title}</b>
          <span className={css.mark}>{words.kinds[row.kind]}</span>
        </p>
        {others.length > 0 && (
          <p className={css.answer}>
            {words.examples}：{others.join(' · ')}
          </p>
        )}
        <p className={css.about}>
          <span>{words.times(row.times)}</span>
          <span className={row.state === 'goes_on' || row.state === 'open' ? css.due : undefined}>
            {words.repeatStates[row.state]}
          </span>
          {row.ownerName && <span>{words.owner(row.ownerName)}</span>}
          {row.state === 'changed' && row.checkOn && <span>{words.check(format.day(row.checkOn))}</span>}
          {row.changedAt && <span>{words.beforeAfter(row.before, row.after)}</span>}
          {row.note && <span>{row.note}</span>}
        </p>
        <ErrorLine error={draft.error} />
      </div>
      <div className={css.acts}>
        {row.article ? (
          <Link className="link" to="/s/$slug/knowledge/$id" params={{ slug, id: row.article.id }}>
            {words.openArticle}
          </Link>
        ) : (
          mayWrite && (
            <Button isBusy={draft.isPending} onClick={() => draft.mutate()}>
              {words.draft}
            </Button>
          )
        )}
        {mayLead && row.state !== 'stopped' && (
          <button type="button" className="link" onClick={() => setOpen(true)}>
            {words.whoOwns}
          </button>
        )}
      </div>
      {isOpen && <RepeatForm row={row} onClose={() => setOpen(false)} />}
    </li>
  )
}
