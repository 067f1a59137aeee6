import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfferVerdict } from '#contract/offers/offers.ts'
import { api } from '../../parts/api.ts'
import { Checkbox } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { FindProduct } from '../products/relation-part.tsx'
import { offersWords } from './offers.words.ts'
import css from './offers.module.css'

interface Line {
  productId: string
  name: string
  quantity: number
}

/** Offers tried on a basket: what would be given, and why the rest would not. */
export function TryOut() {
  const words = useWords(offersWords)
  const memberId = useMembership().id
  const [lines, setLines] = useState<Line[]>([])
  const [withDrafts, setDrafts] = useState(true)
  const tried = useQuery({
    queryKey: ['offers', memberId, 'trial', lines, withDrafts],
    queryFn: ({ signal }) =>
      api('POST /api/offers/trial', {
        body: { lines: lines.map(({ productId, quantity }) => ({ productId, quantity })), withDrafts },
        signal,
      }),
    enabled: lines.length > 0,
    placeholderData: (before) => before,
  })
  const add = (product: { id: string; name: string } | null) => {
    if (!product) return
    setLines((before) =>
      before.some((line) => line.productId === product.id)
        ? before.map((line) =>
            line.productId === product.id ? { ...line, quantity: line.quantity + 1 } : line,
          )
        : [...before, { productId: product.id, name: product.name, quantity: 1 }],
    )
  }
  return (
    <Section title={words.trial.title} right={words.trial.lead}>
      <div className={css.trial}>
        <FindProduct key={lines.length} without="" chosen={null} onChoose={add} isQuiet />
        <ul className={css.chosen}>
          {lines.map((line) => (
            <li key={line.productId}>
              <span>
                {line.name} ×{line.quantity}
              </span>
              <button
                type="button"
                className="link"
                onClick={() => setLines(lines.filter(({ productId }) => productId !== line.productId))}
              >
                {words.editor.remove}
              </button>
            </li>
          ))}
        </ul>
        <Checkbox
          label={words.trial.drafts}
          checked={withDrafts}
          onChange={(e) => setDrafts(e.target.checked)}
        />
        {tried.error && <ErrorLine error={tried.error} />}
        {lines.length > 0 && tried.data && <Verdict verdict={tried.data.verdict} />}
      </div>
    </Section>
  )
}

function Verdict({ verdict }: { verdict: OfferVerdict }) {
  const words = useWords(offersWords).trial
  const format = useFormat()
  return (
    <>
      <p className={css.sum}>
        {words.goods} {format.money(verdict.goods)}　{words.saved} {format.money(verdict.saved)}　{words.pay}{' '}
        <b>{format.money(verdict.pay)}</b>
      </p>
      <ul className={css.verdict}>
        {verdict.applied.map((one) => (
          <li key={one.offerId}>
            <span>{one.name}</span>
            <span>
              {one.isFreightFree
                ? words.freight
                : one.gifts.length > 0
                  ? one.gifts.map(({ name, quantity }) => `${name} ×${quantity}`).join('、')
                  : format.money(one.saved)}
            </span>
          </li>
        ))}
        {verdict.near.map((one) => (
          <li key={`near ${one.offerId}`}>
            <span>{one.name}</span>
            <span className={css.warn}>{words.near(format.money(one.missing))}</span>
          </li>
        ))}
        {verdict.refused.map((one) => (
          <li key={`not ${one.offerId}`} data-off="">
            <span data-off="">{one.name}</span>
            <span data-off="">
              {words.whys[one.why]}
              {one.missing && ` ${format.money(one.missing)}`}
              {one.beatenBy && `「${one.beatenBy}」`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
