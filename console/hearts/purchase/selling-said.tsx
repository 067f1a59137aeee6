import { useState } from 'react'
import type { Selling } from '#contract/purchase/selling.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { inBoth } from './both.ts'
import { Row, SaidMark, Say, type SaleRow } from './sale-row.tsx'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'
import { useSaleChange } from './use-sale.ts'

/** The usual worries of this kind of goods: open until said, or beside the point. */
export function ConcernRows({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const [language] = useLanguage()
  const change = useSaleChange(sale.conversationId)
  if (sale.concerns.length === 0) return null
  return (
    <Row name={words.concerns}>
      {sale.concerns.map((category) => {
        const open = category.concerns.filter(({ state }) => state === 'open')
        return (
          <div key={category.key}>
            <p className={beside.quiet}>
              {inBoth(category.name, language)}
              {open.length === 0 && `　${words.allSaid(category.concerns.length)}`}
            </p>
            <ul>
              {category.concerns.map((concern) => (
                <li key={concern.key} className={css.item}>
                  <SaidMark isSaid={concern.state !== 'open'} />
                  <div className={css.line}>
                    <span className={css.grow}>{inBoth(concern.worry, language)}</span>
                    <Deeds sale={sale} concern={concern} mayAct={mayAct} run={change.mutate} />
                  </div>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
      <ErrorLine error={change.error} />
    </Row>
  )
}

function Deeds({
  sale,
  concern,
  mayAct,
  run,
}: SaleRow & {
  concern: Selling['concerns'][number]['concerns'][number]
  run: (call: () => Promise<Selling>) => void
}) {
  const words = useWords(sellingWords)
  const setAside = (isAside: boolean) =>
    run(() =>
      api('PUT /api/conversations/:id/concerns/:key/setting-aside', {
        params: { id: sale.conversationId, key: concern.key },
        body: { isAside },
      }),
    )
  if (concern.state === 'said') return <span className={beside.quiet}>{words.said}</span>
  if (concern.state === 'beside')
    return (
      <span className={beside.quiet}>
        {words.isBeside}{' '}
        {mayAct && (
          <span className={beside.deeds}>
            <button type="button" onClick={() => setAside(false)}>
              {words.takeBack}
            </button>
          </span>
        )}
      </span>
    )
  if (!mayAct || sale.isClosed) return null
  return (
    <span className={beside.deeds}>
      <Say conversationId={sale.conversationId} text={concern.statement}>
        {words.sayIt}
      </Say>
      <button type="button" onClick={() => setAside(true)}>
        {words.beside}
      </button>
    </span>
  )
}

/** What is to be clear before the buyer pays, read from the chat. */
export function DisclosureRows({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const [language] = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { items, draft } = sale.disclosure
  const missing = items.filter(({ state }) => state === 'missing')
  if (items.length === 0) return null
  const named = (item: (typeof items)[number]) =>
    item.item === 'point' || item.item === 'offer'
      ? words.itemSaid(
          words.items[item.item],
          item.state === 'none' ? words.noOffer : inBoth(item.text, language),
        )
      : words.items[item.item]
  return (
    <Row name={words.before}>
      <button type="button" className={css.sum} aria-expanded={isOpen} onClick={() => setOpen((o) => !o)}>
        <SaidMark isSaid={missing.length === 0} />
        {missing.length === 0
          ? words.allDisclosed
          : words.missingAre(missing.map((item) => words.items[item.item]))}
      </button>
      {isOpen && (
        <ul>
          {items.map((item) => (
            <li key={`${item.item} ${item.key}`} className={css.item}>
              <SaidMark isSaid={item.state !== 'missing'} />
              <div className={css.line}>
                <span className={css.grow}>{named(item)}</span>
                <span className={beside.quiet}>
                  {item.state === 'said' ? words.said : item.state === 'missing' ? words.missing : ''}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {draft && mayAct && !sale.isClosed && (
        <p className={beside.deeds}>
          <Say conversationId={sale.conversationId} text={draft}>
            {words.fill(missing.length)}
          </Say>
        </p>
      )}
    </Row>
  )
}
