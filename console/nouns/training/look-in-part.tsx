import { useState } from 'react'
import { ErrorState } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { LookIn } from '../conversations/look-in.tsx'
import { useLookIn } from '../conversations/use-look-in.ts'
import { RecordDialog } from './record-dialog.tsx'
import { recordWords } from './record.words.ts'
import css from './training.module.css'

/** What newcomers are doing this moment: a coach's own, or all for who leads. Nothing where there are none. */
export function LookInPart({ all = false }: { all?: boolean }) {
  const words = useWords(recordWords)
  const look = useLookIn({ all })
  const [recordOf, setRecordOf] = useState<string | null>(null)
  const newcomers = look.data?.newcomers ?? []
  if (look.error && !look.data)
    return <ErrorState error={look.error} thing={words.lookIn} retry={() => void look.refetch()} />
  if (newcomers.length === 0) return null
  return (
    <Section title={all ? words.allNow : words.lookIn}>
      <p className={css.quiet}>{words.lookInLead}</p>
      <LookIn newcomers={newcomers} isCoachShown={all} onRecord={setRecordOf} />
      {recordOf && <RecordDialog memberId={recordOf} onClose={() => setRecordOf(null)} />}
    </Section>
  )
}
