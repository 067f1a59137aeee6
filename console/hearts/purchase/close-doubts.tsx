import { useEffect, useState } from 'react'
import { doubtOutcomes, type DoubtOutcome } from '#contract/purchase/kinds.ts'
import type { BeforeCloseProps } from '../../parts/before-close.tsx'
import { Choice } from '../../parts/controls.tsx'
import { useWords } from '../../parts/words.tsx'
import { sellingWords } from './selling.words.ts'
import css from './close-doubts.module.css'
import { useSale } from './use-sale.ts'

type Left = 'none' | 'remain' | 'unknown'

/** Closing asks how each open doubt ended, and whether anything is still unclear to the buyer. */
export function CloseDoubts({ conversationId, onAnswer }: BeforeCloseProps) {
  const words = useWords(sellingWords)
  const sale = useSale(conversationId).data
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, DoubtOutcome>>>({})
  const [left, setLeft] = useState<Left | null>(null)
  const open = sale?.doubts.filter(({ state }) => state === 'open') ?? []
  const questions = left ?? sale?.ending.questions ?? 'unknown'
  const doubts = open.flatMap(({ id }) => {
    const outcome = outcomes[id]
    return outcome ? [{ id, outcome }] : []
  })
  const answer = JSON.stringify({
    sale: { doubts, ...(questions !== 'unknown' && { questions }) },
    isReady: doubts.length === open.length,
  })
  useEffect(() => {
    onAnswer(JSON.parse(answer) as Parameters<typeof onAnswer>[0])
  }, [answer, onAnswer])
  if (!sale) return null
  return (
    <div className={css.part}>
      {open.length > 0 && (
        <>
          <h3>{words.closeTitle}</h3>
          <p className={css.lead}>{words.closeLead}</p>
        </>
      )}
      {open.map((doubt) => (
        <Choice<DoubtOutcome | ''>
          key={doubt.id}
          label={doubt.text}
          value={outcomes[doubt.id] ?? ''}
          options={doubtOutcomes.map((value) => ({ value, label: words.outcomes[value] }))}
          onChange={(value) => value !== '' && setOutcomes((before) => ({ ...before, [doubt.id]: value }))}
        />
      ))}
      <Choice<Left>
        label={words.closeQuestions}
        value={questions}
        options={(['none', 'remain', 'unknown'] as const).map((value) => ({
          value,
          label: value === 'unknown' ? words.unknownQuestions : words.questions[value],
        }))}
        onChange={setLeft}
      />
    </div>
  )
}
