import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import type { Selling } from '#contract/purchase/selling.ts'
import { api } from '../../parts/api.ts'
import { TextField } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { OneLine } from './one-line.tsx'
import { Row, Say, type SaleRow } from './sale-row.tsx'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'
import { useSaleChange } from './use-sale.ts'

/** What is talked about, what speaks for it, and whether it suits this buyer at all. */
export function ProductRows({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const [isFinding, setFinding] = useState(false)
  const canAct = mayAct && !sale.isClosed
  return (
    <Row name={words.product}>
      {sale.isUndecided && !sale.isClosed && (
        <p className={css.state} data-tone="amber">
          {words.undecided}
          {sale.sellingPoints && canAct && (
            <span className={beside.deeds}>
              {' '}
              <Say conversationId={sale.conversationId} text={sale.sellingPoints}>
                {words.points}
              </Say>
            </span>
          )}
        </p>
      )}
      {sale.products.length === 0 && <p className={beside.quiet}>{words.noProduct}</p>}
      <ul>
        {sale.products.map((product) => (
          <ProductLine key={product.id} product={product} sale={sale} mayAct={mayAct} />
        ))}
      </ul>
      {sale.trials.map((trial) => (
        <p key={trial.id} className={beside.quiet}>
          {words.trialGiven(trial.productName, words.trialStates[trial.state])}
        </p>
      ))}
      {canAct && isFinding && <FindProduct sale={sale} onDone={() => setFinding(false)} />}
      {canAct && !isFinding && (
        <p className={beside.deeds}>
          <button type="button" onClick={() => setFinding(true)}>
            {words.findProduct}
          </button>
        </p>
      )}
    </Row>
  )
}

function ProductLine({ product, sale, mayAct }: SaleRow & { product: Selling['products'][number] }) {
  const words = useWords(sellingWords)
  const { slug } = useMembership().shop
  const [isMarking, setMarking] = useState(false)
  const change = useSaleChange(sale.conversationId, () => setMarking(false))
  const id = sale.conversationId
  const { unsuitable } = product
  return (
    <li className={css.product}>
      <div className={css.line}>
        <span>
          {!product.isSure && !unsuitable && <span className={beside.quiet}>{words.notSure} </span>}
          <Link className="figure" to="/s/$slug/products/$id" params={{ slug, id: product.id }}>
            {product.name}
          </Link>
        </span>
        {mayAct && (
          <span className={beside.deeds}>
            {product.isSure && !sale.isUndecided && sale.sellingPoints && !unsuitable && !sale.isClosed && (
              <Say conversationId={id} text={sale.sellingPoints}>
                {words.points}
              </Say>
            )}
            {!product.isSure && !unsuitable && (
              <button
                type="button"
                onClick={() =>
                  change.mutate(() =>
                    api('PUT /api/conversations/:id/talked-product', {
                      params: { id },
                      body: { productId: product.id },
                    }),
                  )
                }
              >
                {words.it}
              </button>
            )}
            {product.isSure && !unsuitable && (
              <button
                type="button"
                onClick={() =>
                  change.mutate(() =>
                    api('POST /api/conversations/:id/trials', {
                      params: { id },
                      body: { productId: product.id },
                    }),
                  )
                }
              >
                {words.trial}
              </button>
            )}
            {unsuitable ? (
              <button
                type="button"
                onClick={() =>
                  change.mutate(() =>
                    api('DELETE /api/conversations/:id/unsuitable/:markId', {
                      params: { id, markId: unsuitable.id },
                    }),
                  )
                }
              >
                {words.lift}
              </button>
            ) : (
              <button type="button" aria-expanded={isMarking} onClick={() => setMarking((o) => !o)}>
                {words.unsuitable}
              </button>
            )}
          </span>
        )}
      </div>
      {unsuitable && (
        <p className={css.state} data-tone="amber">
          {words.unsuitableSaid(unsuitable.reason)}
        </p>
      )}
      {isMarking && (
        <OneLine
          label={words.unsuitableWhy}
          max={300}
          onSave={(reason) =>
            change.mutate(() =>
              api('POST /api/conversations/:id/unsuitable', {
                params: { id },
                body: { productId: product.id, reason },
              }),
            )
          }
        />
      )}
      <ErrorLine error={change.error} />
    </li>
  )
}

function FindProduct({ sale, onDone }: { sale: Selling; onDone: () => void }) {
  const words = useWords(sellingWords)
  const memberId = useMembership().id
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const change = useSaleChange(sale.conversationId, onDone)
  const found = useQuery({
    queryKey: ['find-products', memberId, q],
    queryFn: ({ signal }) => api('GET /api/products', { query: { q, limit: 5 }, signal }),
    enabled: q.length > 0,
    staleTime: 30_000,
  })
  return (
    <>
      <TextField
        label={words.findProduct}
        isLabelHidden
        placeholder={words.findProduct}
        autoFocus
        value={text}
        maxLength={100}
        autoComplete="off"
        onChange={(e) => setText(e.target.value)}
      />
      <ul>
        {found.data?.rows.map((row) => (
          <li key={row.id} className={css.line}>
            <span className={css.grow}>{row.name}</span>
            <span className={beside.deeds}>
              <button
                type="button"
                onClick={() =>
                  change.mutate(() =>
                    api('PUT /api/conversations/:id/talked-product', {
                      params: { id: sale.conversationId },
                      body: { productId: row.id },
                    }),
                  )
                }
              >
                {words.it}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <p className={beside.deeds}>
        <button type="button" onClick={onDone}>
          {words.cancel}
        </button>
      </p>
      <ErrorLine error={change.error} />
    </>
  )
}
