import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ContactItem, StorePolicy } from '#contract/touches/contact-policy.ts'
import { api } from '../../parts/api.ts'
import { Checkbox } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import { contactWords } from './contact-policies.words.ts'
import css from './contact-policies.module.css'

/** As the contract has them, which would bring its schemas along. */
const items: readonly ContactItem[] = [
  'chat',
  'platform_chat',
  'email',
  'sms',
  'phone',
  'links',
  'codes',
  'cards',
]

/** What may be sent to the buyers of each store; what the platform fixes is shown and stays. */
export function ContactPolicies() {
  const words = useWords(contactWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const key = ['contact-policies', id]
  const policies = useQuery({ queryKey: key, queryFn: () => api('GET /api/contact-policies') })
  useStreamEvents((event) => {
    if (event.name === 'contact_policy.changed' || event.name === 'store.created')
      void client.invalidateQueries({ queryKey: key })
  })
  if (policies.error && !policies.data)
    return <ErrorState error={policies.error} thing={words.title} retry={() => void policies.refetch()} />
  if (!policies.data) return <Loading lines={4} />
  return (
    <>
      <p className={css.lead}>{words.lead}</p>
      {policies.data.rows.map((row) => (
        <Store key={row.storeId} row={row} />
      ))}
    </>
  )
}

function Store({ row }: { row: StorePolicy }) {
  const words = useWords(contactWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const mayChange = useHasRole('owner', 'lead')
  const change = useMutation({
    mutationFn: (changes: Partial<StorePolicy['policy']>) =>
      api('PUT /api/stores/:id/contact-policy', {
        params: { id: row.storeId },
        body: { policy: { ...row.policy, ...changes } },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['contact-policies', id] }),
  })
  return (
    <Section title={row.storeName} right={row.editable.length === 0 && words.none}>
      <ul className={css.items}>
        {items.map((item) => {
          const isFixed = !row.editable.includes(item)
          return (
            <li key={item}>
              <Checkbox
                label={words.items[item]}
                hint={isFixed ? words.fixed : undefined}
                checked={row.policy[item]}
                disabled={isFixed || !mayChange || change.isPending}
                onChange={(e) => change.mutate({ [item]: e.target.checked })}
              />
            </li>
          )
        })}
      </ul>
      <ErrorLine error={change.error} />
    </Section>
  )
}
