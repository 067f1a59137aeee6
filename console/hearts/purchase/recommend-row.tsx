import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Recommendation } from '#contract/purchase/recommendations.ts'
import { putIntoDraft } from '../../nouns/conversations/put-draft.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { priceWords } from './price.words.ts'
import { Row } from './sale-row.tsx'
import css from './price.module.css'

/** What suits this buyer, each with its reason, once a need was written down (REC-01…05). */
export function RecommendRow({ conversationId }: { conversationId: string }) {
  const words = useWords(priceWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const [isAnyway, setAnyway] = useState(false)
  const key = ['recommendations', memberId, conversationId]
  useStreamEvents((event) => {
    if (
      (event.subject === conversationId &&
        (event.name === 'message.posted' ||
          event.name === 'basket.changed' ||
          event.name === 'recommendation.made')) ||
      event.name === 'offer.changed' ||
      event.name === 'recommendations.computed'
    )
      void client.invalidateQueries({ queryKey: key })
  })
  const found = useQuery({
    queryKey: [...key, isAnyway],
    queryFn: ({ signal }) =>
      api('GET /api/conversations/:id/recommendations', {
        params: { id: conversationId },
        query: { ...(isAnyway && { anyway: true }) },
        signal,
      }),
    staleTime: 15_000,
    placeholderData: (before) => before,
  })
  const make = useMutation({
    mutationFn: ({ productId, reason }: Recommendation) =>
      api('POST /api/conversations/:id/recommendations', {
        params: { id: conversationId },
        body: { productId, reason },
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: key }),
  })
  const panel = found.data
  if (!panel) return null
  const send = (row: Recommendation) => {
    if (putIntoDraft(conversationId, row.text)) make.mutate(row)
  }
  const isOpen = panel.hasNeed || isAnyway
  return (
    <Row name={words.recommend}>
      {!isOpen && (
        <p className={beside.deeds}>
          <span className={beside.quiet}>{words.listenFirst}</span>
          <button type="button" onClick={() => setAnyway(true)}>
            {words.anyway}
          </button>
        </p>
      )}
      {isOpen && panel.rows.length === 0 && <p className={beside.quiet}>{words.noneSuits}</p>}
      <ul>
        {isOpen &&
          panel.rows.map((row) => (
            <li key={row.productId}>
              <button type="button" className={css.say} title={row.text} onClick={() => send(row)}>
                <Suggestion row={row} />
              </button>
            </li>
          ))}
      </ul>
      {panel.made > 0 && <p className={beside.quiet}>{words.made(panel.made, panel.blind)}</p>}
      {make.error && <ErrorLine error={make.error} />}
    </Row>
  )
}

function Suggestion({ row }: { row: Recommendation }) {
  const words = useWords(priceWords)
  const format = useFormat()
  const why = [
    words.reasons[row.reason] + (row.withName ? ` · ${row.withName}` : ''),
    row.note,
    row.bundle && words.saves(format.money(row.bundle.price), format.money(row.bundle.saved)),
    row.evidence && words.support(row.evidence.support),
    row.points[0],
  ]
  return (
    <span className={css.row}>
      <span>
        {row.name}
        <br />
        <span className={css.aside}>{why.filter(Boolean).join('　')}</span>
      </span>
      <span className="nowrap">{row.price && format.money(row.price)}</span>
    </span>
  )
}
