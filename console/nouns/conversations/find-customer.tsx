import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { api } from '../../parts/api.ts'
import { TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { panelKey, takeRow } from './chat-cache.ts'
import { panelWords } from './side-panel.words.ts'
import css from './side-panel.module.css'

/** An agent says who this is, by whatever the buyer told: nick, order number, last digits. */
export function FindCustomer({ conversationId }: { conversationId: string }) {
  const words = useWords(panelWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const mayLink = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['find-customers', memberId, q],
    queryFn: ({ signal }) => api('GET /api/customers', { query: { q, limit: 5 }, signal }),
    enabled: q.length > 1,
    staleTime: 30_000,
  })
  const linking = useMutation({
    mutationFn: (customerId: string) =>
      api('POST /api/conversations/:id/customer', { params: { id: conversationId }, body: { customerId } }),
    onSuccess: ({ conversation }) => {
      takeRow(client, memberId, conversation)
      void client.invalidateQueries({ queryKey: panelKey(memberId, conversationId) })
    },
  })
  if (!mayLink) return null
  return (
    <div className={css.find}>
      <TextField
        label={words.identify}
        isLabelHidden
        placeholder={words.identifyHint}
        value={text}
        maxLength={100}
        autoComplete="off"
        onChange={(e) => setText(e.target.value)}
      />
      {q.length > 1 && found.data && (
        <ul>
          {found.data.rows.length === 0 && <li className={css.quiet}>{words.nobodyFound}</li>}
          {found.data.rows.map((row) => (
            <li key={row.id}>
              <span>
                {row.name}{' '}
                <span className={css.quiet}>
                  {row.matched?.shown ?? row.city ?? ''} · {words.orderCount(row.orderCount)}
                </span>
              </span>
              <button
                type="button"
                className="link"
                disabled={linking.isPending}
                onClick={() => linking.mutate(row.id)}
              >
                {words.identifyAs}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ErrorLine error={linking.error ?? found.error} />
    </div>
  )
}
