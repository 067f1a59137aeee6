import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { bargainEnds, givenKinds, type BargainEnd, type GivenKind } from '#contract/purchase/bargains.ts'
import type { Bargain } from '#contract/purchase/price.ts'
import { api } from '../../parts/api.ts'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { OneLine } from './one-line.tsx'
import { priceWords } from './price.words.ts'
import css from './price.module.css'

/** What was given to one who bargained, how it ended, and a line for the review (PRC-09). */
export function BargainDeeds({ bargain, conversationId }: { bargain: Bargain; conversationId: string }) {
  const words = useWords(priceWords).bargain
  const memberId = useMembership().id
  const client = useQueryClient()
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [isNoting, setNoting] = useState(false)
  const change = useMutation({
    mutationFn: (body: { given?: GivenKind; ended?: BargainEnd; note?: string }) =>
      api('PATCH /api/bargains/:id', {
        params: { id: bargain.id },
        body: { ...body, version: bargain.version },
      }),
    onSuccess: () => setNoting(false),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['price', memberId, conversationId] })
      void client.invalidateQueries({ queryKey: ['price lists', memberId, 'bargains'] })
    },
  })
  return (
    <div className={css.bargain}>
      <p className={beside.choices}>
        <span className={beside.quiet}>{words.gave}</span>
        {givenKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={bargain.given === kind}
            disabled={!mayAct || change.isPending}
            onClick={() => change.mutate({ given: kind })}
          >
            {words.given[kind]}
          </button>
        ))}
      </p>
      <p className={beside.choices}>
        <span className={beside.quiet}>{words.end}</span>
        {bargainEnds.map((end) => (
          <button
            key={end}
            type="button"
            aria-pressed={bargain.ended === end}
            disabled={!mayAct || change.isPending}
            onClick={() => change.mutate({ ended: end })}
          >
            {words.ended[end]}
          </button>
        ))}
        {mayAct && !isNoting && (
          <button type="button" data-plain onClick={() => setNoting(true)}>
            {bargain.note ?? words.note}
          </button>
        )}
      </p>
      {isNoting && (
        <OneLine
          label={words.noteHint}
          first={bargain.note ?? ''}
          max={500}
          onSave={(note) => change.mutate({ note })}
        />
      )}
      <ErrorLine error={change.error} />
    </div>
  )
}
