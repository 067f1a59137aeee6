import { openSlots } from '#contract/conversations/slots.ts'
import { useWords } from '../../parts/words.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

/** The text of a phrase, its blanks marked and named. */
export function PhraseText({ text }: { text: string }) {
  const words = useWords(phrasesWords)
  const parts: React.ReactNode[] = []
  let from = 0
  for (const slot of openSlots(text)) {
    const known = slot.name in words.slots ? words.slots[slot.name as keyof typeof words.slots] : slot.name || words.blank
    parts.push(text.slice(from, slot.start), <span key={slot.start} className={css.slot}>{known}</span>)
    from = slot.end
  }
  parts.push(text.slice(from))
  return <>{parts}</>
}
