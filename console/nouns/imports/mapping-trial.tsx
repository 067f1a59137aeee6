import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { ImportTrial } from '#contract/orders/orders.ts'
import { api } from '../../parts/api.ts'
import { useFormat } from '../../parts/format.tsx'
import { ErrorLine, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useWords } from '../../parts/words.tsx'
import { Sample } from './import-preview.tsx'
import importCss from './import.module.css'
import { importWords } from './import.words.ts'
import css from './mapping.module.css'
import { mappingWords } from './mapping.words.ts'

/** Long enough that going through a list with the arrows asks once. */
const settleMs = 250

/** The first orders as the mapping reads them at this moment, and what it refuses of the first rows. */
export function MappingTrial({
  importId,
  mapping,
  isReady,
}: {
  importId: string
  mapping: OrderMapping
  isReady: boolean
}) {
  const words = useWords(mappingWords)
  const memberId = useMembership().id
  const settled = useSettled(mapping)
  const trial = useQuery({
    queryKey: ['import-trial', memberId, importId, settled],
    queryFn: () =>
      api('POST /api/imports/:id/trial', { params: { id: importId }, body: { mapping: settled } }),
    enabled: isReady,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <div className={css.trial} aria-live="polite" data-fading={trial.isPlaceholderData || undefined}>
      {!isReady ? (
        <Section title={words.trial}>
          <p className={importCss.quiet}>{words.trialMissing}</p>
        </Section>
      ) : trial.data ? (
        <Shown trial={trial.data} />
      ) : trial.error ? null : (
        <Loading lines={4} />
      )}
      <ErrorLine error={trial.error} />
    </div>
  )
}

function Shown({ trial }: { trial: ImportTrial }) {
  const words = useWords(mappingWords)
  const importing = useWords(importWords)
  const format = useFormat()
  const reasons: Readonly<Record<string, string>> = importing.reasons
  return (
    <>
      {trial.orders.length > 0 ? (
        <Sample rows={trial.orders} title={words.trial} />
      ) : (
        <Section title={words.trial}>
          <p>{words.trialNone}</p>
        </Section>
      )}
      {trial.problems.length > 0 && (
        <ul className={css.refused}>
          {trial.problems.map(({ path, rule, detail }) => (
            <li key={`${path} ${rule} ${detail}`}>
              {rule === 'column_missing' || rule === 'column_twice'
                ? words.problems[rule](detail)
                : words.problems.other(path || detail)}
            </li>
          ))}
        </ul>
      )}
      {trial.refused.length > 0 && (
        <>
          <p className={css.refusedLead}>{words.trialRefused(format.count(trial.refused.length))}</p>
          <ul className={css.refused}>
            {trial.refused.slice(0, 6).map(({ line, field, reason, detail }) => (
              <li key={`${line} ${field} ${reason}`}>
                {words.refusedLine(format.count(line), field ?? '', reasons[reason] ?? reason, detail)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** The value once it has stood still for a moment. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
