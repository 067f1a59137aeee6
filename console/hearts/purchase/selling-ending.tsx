import type { Selling } from '#contract/purchase/selling.ts'
import { experiences } from '#contract/purchase/kinds.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { Row, SaidMark, Say, type SaleRow } from './sale-row.tsx'
import { sellingWords } from './selling.words.ts'
import css from './selling.module.css'
import { useSaleChange } from './use-sale.ts'

/** How this buyer likes to buy; kept with the person. */
export function TasteRow({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const change = useSaleChange(sale.conversationId)
  const { customerId, experience, isEmotional } = sale.buyer
  if (!customerId) return null
  const set = (body: Pick<Selling['buyer'], 'experience' | 'isEmotional'>) =>
    change.mutate(() =>
      api('PUT /api/conversations/:id/taste', { params: { id: sale.conversationId }, body }),
    )
  return (
    <Row name={words.taste}>
      <p className={beside.choices}>
        {experiences.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={experience === one}
            disabled={!mayAct}
            onClick={() => set({ experience: experience === one ? null : one, isEmotional })}
          >
            {words.tastes[one]}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={isEmotional}
          disabled={!mayAct}
          onClick={() => set({ experience, isEmotional: !isEmotional })}
        >
          {words.emotional}
        </button>
      </p>
      {isEmotional && <p className={beside.quiet}>{words.emotionalHint}</p>}
      <ErrorLine error={change.error} />
    </Row>
  )
}

/** What a good end still lacks. */
export function EndingRow({ sale, mayAct }: SaleRow) {
  const words = useWords(sellingWords)
  const change = useSaleChange(sale.conversationId)
  const { ending, conversationId } = sale
  const canAct = mayAct && !sale.isClosed
  const note = (questions: 'none' | 'remain') =>
    change.mutate(() =>
      api('PUT /api/conversations/:id/questions', {
        params: { id: conversationId },
        body: { questions: ending.questions === questions ? null : questions },
      }),
    )
  return (
    <Row name={words.ending}>
      <ul>
        <li className={css.item}>
          <SaidMark isSaid={ending.wasAsked} />
          <div className={css.line}>
            <span className={css.grow}>{ending.wasAsked ? words.asked : words.notAsked}</span>
            {canAct && !ending.wasAsked && (
              <span className={beside.deeds}>
                <Say conversationId={conversationId} text={ending.askDraft}>
                  {words.ask}
                </Say>
              </span>
            )}
          </div>
        </li>
        <li className={css.item}>
          <SaidMark isSaid={ending.isThanked} />
          <div className={css.line}>
            <span className={css.grow}>{ending.isThanked ? words.thanked : words.notThanked}</span>
            {canAct && !ending.isThanked && (
              <span className={beside.deeds}>
                <Say conversationId={conversationId} text={ending.thanksDraft}>
                  {words.thank}
                </Say>
              </span>
            )}
          </div>
        </li>
      </ul>
      {(mayAct || ending.questions) && (
        <p className={beside.choices}>
          {(['none', 'remain'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={ending.questions === one}
              disabled={!mayAct}
              onClick={() => note(one)}
            >
              {words.questions[one]}
            </button>
          ))}
        </p>
      )}
      <ErrorLine error={change.error} />
    </Row>
  )
}
