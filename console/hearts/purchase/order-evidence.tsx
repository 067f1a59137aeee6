import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Evidence } from '#contract/purchase/selling.ts'
import { api } from '../../parts/api.ts'
import type { BesideOrderProps } from '../../parts/beside-order.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { inBoth } from './both.ts'
import { evidenceWords } from './order-evidence.words.ts'
import css from './order-evidence.module.css'

/** What was said to the buyer before this order, by the message that said it, and what was not (ORD-10). */
export function OrderEvidence({ orderId }: BesideOrderProps) {
  const mayRead = useHasRole('owner', 'lead', 'agent', 'aftersales')
  return mayRead ? <Kept orderId={orderId} /> : null
}

function Kept({ orderId }: BesideOrderProps) {
  const words = useWords(evidenceWords)
  const memberId = useMembership().id
  const time = useShopTime()
  const client = useQueryClient()
  const key = ['order evidence', memberId, orderId]
  const evidence = useQuery({
    queryKey: key,
    queryFn: () => api('GET /api/orders/:id/evidence', { params: { id: orderId } }),
  })
  useStreamEvents((event) => {
    if (event.name === 'evidence.attached' && event.subject === orderId)
      void client.invalidateQueries({ queryKey: key })
  })
  const looking = useMutation({
    mutationFn: () => api('POST /api/orders/:id/evidence', { params: { id: orderId }, body: {} }),
    onSuccess: (found) => client.setQueryData(key, found),
  })
  if (!evidence.data) return <ErrorLine error={evidence.error} />
  const { rows, attachedAt } = evidence.data
  const said = rows.filter(({ kind }) => kind !== 'unsaid')
  const unsaid = rows.filter(({ kind }) => kind === 'unsaid')
  return (
    <Section
      title={words.title}
      right={
        <button type="button" className="link" disabled={looking.isPending} onClick={() => looking.mutate()}>
          {attachedAt ? words.again(time.since(attachedAt)) : words.look}
        </button>
      }
    >
      {rows.length === 0 && <p className={css.quiet}>{attachedAt ? words.nothing : words.noTalk}</p>}
      <ul className={css.rows}>
        {said.map((row) => (
          <SaidLine key={`${row.kind} ${row.item} ${row.messageId}`} row={row} />
        ))}
      </ul>
      {unsaid.length > 0 && <Unsaid rows={unsaid} />}
      <ErrorLine error={looking.error} />
    </Section>
  )
}

function useNamed() {
  const words = useWords(evidenceWords)
  const [language] = useLanguage()
  return (row: Evidence['rows'][number]): string => {
    if (row.label) return inBoth(row.label, language)
    return row.item in words.items ? words.items[row.item as keyof typeof words.items] : row.item
  }
}

function SaidLine({ row }: { row: Evidence['rows'][number] }) {
  const words = useWords(evidenceWords)
  const named = useNamed()
  const time = useShopTime()
  const { slug } = useMembership().shop
  return (
    <li>
      <span className={css.name}>{named(row)}</span>
      <span className={css.text}>{row.text ?? words.erased}</span>
      <span className={css.source}>
        <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: row.conversationId }}>
          {[row.by, row.at && time.since(row.at)].filter(Boolean).join('　')}
        </Link>
      </span>
    </li>
  )
}

function Unsaid({ rows }: { rows: Evidence['rows'] }) {
  const words = useWords(evidenceWords)
  const [language] = useLanguage()
  const named = useNamed()
  return (
    <p className={css.unsaid}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <path d="M6 1.5 L10.5 6 L6 10.5 L1.5 6 Z" fill="none" stroke="currentColor" strokeWidth="1.4" />
      </svg>{' '}
      {words.unsaid(rows.map(named).join(language === 'zh' ? '、' : ', '))}
    </p>
  )
}
