import { openSlots } from '#contract/conversations/slots.ts'
import { useWords } from '../../parts/words.tsx'
import { composerWords } from '../conversations/composer.words.ts'
import css from './phrases.module.css'

/** The text of a phrase, its blanks marked and named. */
export function PhraseText({ text }: { text: string }) {
  const names: Record<string, string> = useWords(composerWords).slots
  const parts: React.ReactNode[] = []
  let from = 0
  for (const slot of openSlots(text)) {
    const known = Object.hasOwn(names, slot.name) ? names[slot.name] : slot.name || names['blank']
    parts.push(
      text.slice(from, slot.start),
      <span key={slot.start} className={css.slot}>
        {known}
      </span>,
    )
    from = slot.end
  }
  parts.push(text.slice(from))
  return <>{parts}</>
}
