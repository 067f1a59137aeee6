import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '#console/parts/api.ts'
import type { BesideChatProps } from '#console/parts/beside-chat.tsx'
import { useFormat } from '#console/parts/format.tsx'
import { ErrorLine } from '#console/parts/screen-states.tsx'
import { useMembership } from '#console/parts/session.tsx'
import { useWords } from '#console/parts/words.tsx'
import { ConfirmationPart } from './confirmation-part.tsx'
import { confirmationWords } from './confirmation.words.ts'
import { confirmationsKey, useConfirmationEvents } from './use-confirmations.ts'
import css from './confirmation.module.css'

/** Orders of this buyer that are to be confirmed; nothing where there are none. */
export function ChatConfirmations({ conversationId, customerId }: BesideChatProps) {
  const words = useWords(confirmationWords)
  const format = useFormat()
  const { id: memberId, shop } = useMembership()
  useConfirmationEvents()
  const found = useQuery({
    queryKey: [...confirmationsKey(memberId), 'chat', conversationId, customerId],
    queryFn: () => api('GET /api/conversations/:id/confirmations', { params: { id: conversationId } }),
    enabled: customerId !== null,
  })
  if (found.error) return <ErrorLine error={found.error} />
  if (!found.data || found.data.rows.length === 0) return null
  return (
    <section className={css.part}>
      <header>
        <h3>{words.title}</h3>
      </header>
      {found.data.rows.map((confirmation) => (
        <div key={confirmation.row.id} className={css.inPanel}>
          <p className={css.order}>
            <Link
              className="figure"
              to="/s/$slug/orders/$id"
              params={{ slug: shop.slug, id: confirmation.row.orderId }}
            >
              {confirmation.row.orderName}
            </Link>
            <span className="nowrap">{format.money(confirmation.row.total)}</span>
          </p>
          <ConfirmationPart confirmation={confirmation} conversationId={conversationId} />
        </div>
      ))}
    </section>
  )
}
