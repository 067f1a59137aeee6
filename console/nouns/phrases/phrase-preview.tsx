import { useMembership } from '../../parts/session.tsx'
import { useWords, type Language } from '../../parts/words.tsx'
import { fillSlots } from '#contract/conversations/slots.ts'
import { composerWords } from '../conversations/composer.words.ts'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

const hello = { zh: '您好', en: 'Hello' }

/** The phrase as a buyer gets it: filled with an example, what stays open marked and named. */
export function PhrasePreview({ text, language }: { text: string; language: Language }) {
  const words = useWords(phrasesWords)
  const slotNames: Record<string, string> = useWords(composerWords).slots
  const nameOf = (name: string) =>
    Object.hasOwn(slotNames, name) ? slotNames[name] : name || slotNames['blank']
  const { shop, displayName } = useMembership()
  const sample = phrasesWords[language].sample
  const { text: filled, open } = fillSlots(text, {
    ...sample,
    hail: hello[language],
    address: hello[language],
    shop: shop.name,
    agent: displayName,
  })
  const parts: React.ReactNode[] = []
  let from = 0
  for (const slot of open) {
    parts.push(
      filled.slice(from, slot.start),
      <mark key={slot.start} className={css.open}>
        {nameOf(slot.name)}
      </mark>,
    )
    from = slot.end
  }
  parts.push(filled.slice(from))
  const names = [...new Set(open.map((slot) => nameOf(slot.name)))]
  return (
    <section className={css.preview} aria-label={words.preview}>
      <h3>{words.preview}</h3>
      <p className={css.bubble} lang={language === 'zh' ? 'zh-CN' : 'en'}>
        {filled ? parts : '…'}
      </p>
      <p className="meta">{names.length > 0 ? words.unfilled(names.join(words.and)) : words.previewAs}</p>
    </section>
  )
}
