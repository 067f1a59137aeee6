import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { CustomerTouches as Touches } from '#contract/touches/touches.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { GateLine } from './gate-line.tsx'
import css from './touches.module.css'
import { touchWords } from './touches.words.ts'

/** When this person was last written to of our own accord, when they may be again, and whether they want no more. */
export function CustomerTouches({ customerId }: { customerId: string }) {
  const words = useWords(touchWords)
  const format = useFormat()
  const memberId = useMembership().id
  const client = useQueryClient()
  const key = ['touches', memberId, customerId]
  const found = useQuery({
    queryKey: key,
    queryFn: () => api('GET /api/customers/:id/touches', { params: { id: customerId } }),
  })
  useStreamEvents((event) => {
    if (
      event.name.startsWith('touch.') ||
      (event.name.startsWith('customer.') && event.subject === customerId)
    )
      void client.invalidateQueries({ queryKey: key })
  })
  const touches = found.data
  return (
    <Section title={words.title}>
      {found.error && !touches && <ErrorLine error={found.error} />}
      {touches && (
        <>
          <p className={css.line}>
            <span>{touches.lastAt ? words.last(format.day(touches.lastAt)) : words.never}</span>
            <GateLine verdict={touches.next} />
          </p>
          {touches.noMore && <Said noMore={touches.noMore} />}
          <Change customerId={customerId} isNoMore={touches.noMore !== null} />
          <Latest rows={touches.rows} />
        </>
      )}
    </Section>
  )
}

function Said({ noMore }: { noMore: NonNullable<Touches['noMore']> }) {
  const words = useWords(touchWords)
  const format = useFormat()
  const { slug } = useMembership().shop
  const day = format.day(noMore.at)
  return (
    <p className={css.said}>
      {noMore.source === 'chat'
        ? words.noMore.chat(day, noMore.said)
        : words.noMore.hand(day, noMore.said, noMore.by ?? words.somebody)}{' '}
      {noMore.conversationId && (
        <Link className="link" to="/s/$slug/inbox/{-$id}" params={{ slug, id: noMore.conversationId }}>
          {words.seeChat}
        </Link>
      )}
    </p>
  )
}

function Change({ customerId, isNoMore }: { customerId: string; isNoMore: boolean }) {
  const words = useWords(touchWords)
  const mayChange = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const memberId = useMembership().id
  const client = useQueryClient()
  const [text, setText] = useState<string | null>(null)
  const change = useMutation({
    mutationFn: (said: string) =>
      isNoMore
        ? api('DELETE /api/customers/:id/no-more', { params: { id: customerId }, body: { why: said } })
        : api('POST /api/customers/:id/no-more', { params: { id: customerId }, body: { said } }),
    onSuccess: (changed) => {
      client.setQueryData(['touches', memberId, customerId], changed)
      setText(null)
    },
  })
  if (!mayChange) return null
  if (text === null)
    return (
      <button type="button" className="link" onClick={() => setText('')}>
        {isNoMore ? words.lift : words.note}
      </button>
    )
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (text.trim() !== '') change.mutate(text.trim())
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <TextField
        autoFocus
        required
        label={isNoMore ? words.why : words.said}
        maxLength={300}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <ErrorLine error={change.error} />
      <p className={css.foot}>
        <Button type="submit" isBusy={change.isPending} disabled={text.trim() === ''}>
          {words.save}
        </Button>
        <Button kind="quiet" onClick={() => setText(null)}>
          {words.cancel}
        </Button>
      </p>
    </form>
  )
}

function Latest({ rows }: { rows: Touches['rows'] }) {
  const words = useWords(touchWords)
  const time = useShopTime()
  if (rows.length === 0) return null
  return (
    <ul className={css.list} aria-label={words.more(rows.length)}>
      {rows.slice(0, 6).map((row) => (
        <li key={row.id}>
          <span>
            {words.purposes[row.purpose] ?? row.purpose}{' '}
            <span className={css.quiet}>
              {words.kinds[row.kind]}　{words.channels[row.channel]}
              {row.isUnsent && `　${words.unsent}`}
            </span>
          </span>
          <span className={css.quiet}>{[row.by, time.latest(row.at)].filter(Boolean).join('　')}</span>
        </li>
      ))}
    </ul>
  )
}
