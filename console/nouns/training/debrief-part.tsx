import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { MyTraining } from '#contract/training/training.ts'
import { api } from '../../parts/api.ts'
import { Button, TextArea } from '../../parts/controls.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useWords } from '../../parts/words.tsx'
import { trainingWords } from './training.words.ts'
import css from './training.module.css'

/** One thing that pleased a buyer, one that annoyed one (TRN-02). */
export function DebriefPart({ debrief }: { debrief: MyTraining['debrief'] }) {
  const words = useWords(trainingWords)
  const [pleased, setPleased] = useState(debrief?.pleased ?? '')
  const [annoyed, setAnnoyed] = useState(debrief?.annoyed ?? '')
  const write = useMutation({
    mutationFn: () => api('PUT /api/training/debriefs/today', { body: { pleased, annoyed } }),
  })
  const isSame = pleased === (debrief?.pleased ?? '') && annoyed === (debrief?.annoyed ?? '')
  const submit = (e: FormEvent) => {
    e.preventDefault()
    write.mutate()
  }
  return (
    <Section title={words.debrief} right={debrief && isSame && words.written}>
      <p className={css.quiet}>{words.debriefAbout}</p>
      <form className={css.debrief} onSubmit={submit}>
        <TextArea
          label={words.pleased}
          rows={2}
          maxLength={500}
          value={pleased}
          onChange={(e) => setPleased(e.target.value)}
        />
        <TextArea
          label={words.annoyed}
          rows={2}
          maxLength={500}
          value={annoyed}
          onChange={(e) => setAnnoyed(e.target.value)}
        />
        <ErrorLine error={write.error} />
        <Button
          type="submit"
          isBusy={write.isPending}
          disabled={isSame || (pleased.trim() === '' && annoyed.trim() === '')}
        >
          {words.write}
        </Button>
      </form>
    </Section>
  )
}
