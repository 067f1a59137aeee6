import { useState } from 'react'
import type { Selling } from '#contract/purchase/selling.ts'
import { doubtOutcomes } from '#contract/purchase/kinds.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { OneLine } from './one-line.tsx'
import { useSelectedWords } from './selected-words.ts'
import { Row, SaidMark, type SaleRow } from './sale-row.tsx'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'
import { useSaleChange } from './use-sale.ts'

/** What the buyer really needs, in their own words: selected in the chat, or written. */
export function NeedsRow({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const [isEditing, setEditing] = useState(false)
  const change = useSaleChange(sale.conversationId, () => setEditing(false))
  const chosen = useSelectedWords()
  const selected = chosen && chosen.text !== sale.needs?.text ? chosen : null
  const note = (text: string, messageId: string | null) =>
    change.mutate(() =>
      api('PUT /api/conversations/:id/needs', {
        params: { id: sale.conversationId },
        body: { text, messageId },
      }),
    )
  return (
    <Row name={words.needs}>
      {sale.needs && !isEditing && (
        <p className={css.line}>
          <span className={css.grow}>{sale.needs.text}</span>
          {mayAct && (
            <span className={beside.deeds}>
              <button type="button" onClick={() => setEditing(true)}>
                {words.edit}
              </button>
            </span>
          )}
        </p>
      )}
      {mayAct && (isEditing || !sale.needs) && (
        <OneLine
          label={words.needsHint}
          first={sale.needs?.text ?? ''}
          max={500}
          onSave={(text) => note(text, null)}
        />
      )}
      {!mayAct && !sale.needs && <p className={beside.quiet}>{words.noNeeds}</p>}
      {mayAct && selected && (
        <p className={beside.deeds}>
          {/* Pressing must not take the selection away before it was read. */}
          <button
            type="button"
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => note(selected.text, selected.messageId)}
          >
            {words.takeSelected(shortened(selected.text))}
          </button>
        </p>
      )}
      <ErrorLine error={change.error} />
    </Row>
  )
}

const shortened = (text: string) => (text.length > 14 ? `${text.slice(0, 13)}…` : text)

/** Each doubt by itself; what sounds like one is proposed. */
export function DoubtRows({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const change = useSaleChange(sale.conversationId)
  const [isAdding, setAdding] = useState(false)
  const params = { id: sale.conversationId }
  const open = (text: string, more: { messageId?: string; isNone?: boolean } = {}) =>
    change.mutate(() => api('POST /api/conversations/:id/doubts', { params, body: { text, ...more } }))
  const canAct = mayAct && !sale.isClosed
  const proposed = canAct ? sale.proposedDoubts.slice(-3) : []
  return (
    <Row name={words.doubts}>
      {sale.doubts.length === 0 && proposed.length === 0 && !isAdding && !canAct && (
        <p className={beside.quiet}>{words.noDoubts}</p>
      )}
      <ul>
        {sale.doubts.map((doubt) => (
          <DoubtLine key={doubt.id} doubt={doubt} sale={sale} mayAct={mayAct} />
        ))}
        {proposed.map((one) => (
          <li key={one.messageId} className={css.item}>
            <SaidMark isSaid={false} isDoubt />
            <div>
              <p>
                <span className={beside.quiet}>{words.proposed}</span> {one.text}
              </p>
              <p className={beside.deeds}>
                <button type="button" onClick={() => open(one.text, { messageId: one.messageId })}>
                  {words.isDoubt}
                </button>
                <button
                  type="button"
                  onClick={() => open(one.text, { messageId: one.messageId, isNone: true })}
                >
                  {words.isNone}
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {canAct &&
        (isAdding ? (
          <OneLine
            label={words.doubtHint}
            max={200}
            onSave={(text) => {
              open(text)
              setAdding(false)
            }}
          />
        ) : (
          <p className={beside.deeds}>
            <button type="button" onClick={() => setAdding(true)}>
              {words.addDoubt}
            </button>
          </p>
        ))}
      <ErrorLine error={change.error} />
    </Row>
  )
}

function DoubtLine({
  doubt,
  sale,
  mayAct,
}: SaleRow & {
  doubt: Selling['doubts'][number]
}) {
  const words = useWords(sellingWords)
  const change = useSaleChange(sale.conversationId)
  const end = (outcome: (typeof doubtOutcomes)[number] | 'open') =>
    change.mutate(() =>
      api('PUT /api/conversations/:id/doubts/:doubtId/outcome', {
        params: { id: sale.conversationId, doubtId: doubt.id },
        body: { outcome, version: doubt.version },
      }),
    )
  const isOpen = doubt.state === 'open'
  return (
    <li className={css.item}>
      <SaidMark isSaid={doubt.state === 'resolved' || doubt.state === 'withdrawn'} isDoubt />
      <div>
        <p>
          {doubt.text}{' '}
          <span className={css.state} data-tone={isOpen || doubt.state === 'unresolved' ? 'amber' : 'calm'}>
            {doubt.state === 'open' ? words.open : words.outcomes[doubt.state]}
          </span>
        </p>
        {mayAct && isOpen && (
          <p className={beside.deeds}>
            {doubtOutcomes.map((outcome) => (
              <button key={outcome} type="button" disabled={change.isPending} onClick={() => end(outcome)}>
                {words.outcomes[outcome]}
              </button>
            ))}
          </p>
        )}
        {mayAct && !isOpen && !sale.isClosed && (
          <p className={beside.deeds}>
            <button type="button" disabled={change.isPending} onClick={() => end('open')}>
              {words.again}
            </button>
          </p>
        )}
        <ErrorLine error={change.error} />
      </div>
    </li>
  )
}
