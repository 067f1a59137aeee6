import { Link } from '@tanstack/react-router'
import type { BesideChatProps } from '#console/parts/beside-chat.tsx'
import { Fold } from '#console/parts/fold.tsx'
import { useFormat } from '#console/parts/format.tsx'
import { ErrorLine } from '#console/parts/screen-states.tsx'
import { useMembership } from '#console/parts/session.tsx'
import { useWords } from '#console/parts/words.tsx'
import { ConfirmationPart } from './confirmation-part.tsx'
import { confirmationWords } from './confirmation.words.ts'
import { useChatConfirmations } from './use-confirmations.ts'
import css from './confirmation.module.css'

/** Orders of this buyer that are to be confirmed; nothing where there are none. */
export function ChatConfirmations({ conversationId, customerId }: BesideChatProps) {
  const words = useWords(confirmationWords)
  const format = useFormat()
  const { shop } = useMembership()
  const found = useChatConfirmations(conversationId, customerId)
  if (found.error) return <ErrorLine error={found.error} />
  const rows = found.data?.rows ?? []
  const [first] = rows
  if (!first) return null
  return (
    <Fold
      name="confirmation"
      title={words.title}
      state={rows.length > 1 ? words.ordersToConfirm(rows.length) : words.states[first.row.state]}
    >
      {rows.map((confirmation) => (
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
    </Fold>
  )
}
