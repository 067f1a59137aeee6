import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Confirmation } from '#contract/purchase/confirmation.ts'
import { api } from '#console/parts/api.ts'
import type { BesideOrderProps } from '#console/parts/beside-order.tsx'
import { Section } from '#console/parts/screen.tsx'
import { ErrorLine } from '#console/parts/screen-states.tsx'
import { useHasRole, useMembership } from '#console/parts/session.tsx'
import { useShopTime } from '#console/parts/shop-time.ts'
import { useWords } from '#console/parts/words.tsx'
import { ConfirmationPart } from './confirmation-part.tsx'
import { confirmationWords } from './confirmation.words.ts'
import { confirmationsKey, useConfirmationEvents } from './use-confirmations.ts'
import css from './confirmation.module.css'

/** The order as it was confirmed with its buyer, with every step as evidence. */
export function OrderConfirmation({ orderId }: BesideOrderProps) {
  const words = useWords(confirmationWords)
  const memberId = useMembership().id
  const client = useQueryClient()
  const mayAnswer = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const key = [...confirmationsKey(memberId), 'order', orderId]
  useConfirmationEvents()
  const found = useQuery({
    queryKey: key,
    queryFn: () => api('GET /api/orders/:id/confirmation', { params: { id: orderId } }),
  })
  const ask = useMutation({
    mutationFn: () => api('POST /api/orders/:id/confirmation', { params: { id: orderId }, body: {} }),
    onSettled: () => client.invalidateQueries({ queryKey: confirmationsKey(memberId) }),
  })
  const confirmation = found.data?.confirmation
  return (
    <Section title={words.title} id="confirmation">
      {found.error && <ErrorLine error={found.error} />}
      {confirmation && (
        <>
          <ConfirmationPart confirmation={confirmation} />
          <Evidence confirmation={confirmation} />
        </>
      )}
      {confirmation === null && (
        <div className={css.sending}>
          <p className={css.quiet}>
            {words.none} {words.noneWhy}
          </p>
          {mayAnswer && (
            <button type="button" className="link" disabled={ask.isPending} onClick={() => ask.mutate()}>
              {words.ask}
            </button>
          )}
        </div>
      )}
      <ErrorLine error={ask.error} />
    </Section>
  )
}

/** [ORD-10] Each step with its time, who, and the words that were said. */
function Evidence({ confirmation }: { confirmation: Confirmation }) {
  const words = useWords(confirmationWords)
  const time = useShopTime()
  return (
    <>
      <h3 className={css.evidenceHead}>{words.evidence}</h3>
      <ol className={css.evidence}>
        {confirmation.steps.map((step) => (
          <li key={step.id}>
            <time dateTime={step.at}>{time.since(step.at)}</time>
            <div>
              <span>{words.steps[step.kind]}</span>{' '}
              <span className={css.quiet}>{step.byName ?? words.by[step.by]}</span>
              {step.text && <p className={css.said}>{step.text}</p>}
              <Corrected facts={step.facts} />
            </div>
          </li>
        ))}
      </ol>
    </>
  )
}

function Corrected({ facts }: { facts: Record<string, unknown> }) {
  const words = useWords(confirmationWords)
  const { correction } = facts
  if (typeof correction !== 'object' || correction === null) return null
  return (
    <p className={css.said}>
      {Object.entries(words.fields)
        .flatMap(([field, name]) => {
          const text: unknown = (correction as Record<string, unknown>)[field]
          return typeof text === 'string' ? [`${name}：${text}`] : []
        })
        .join('\n')}
    </p>
  )
}
