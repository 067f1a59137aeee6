import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { api } from '../../parts/api.ts'
import controls from '../../parts/controls.module.css'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords, type Language } from '../../parts/words.tsx'
import { automaticKinds, phraseKinds } from './phrase-kinds.ts'
import { PhraseText } from './phrase-text.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

/** The shop's phrases by kind, one's own among them; leads change the shop's, everybody who answers reads them. */
export function PhraseLibrary({
  isArchived,
  onOpen,
}: {
  isArchived: boolean
  onOpen: (phrase: Phrase) => void
}) {
  const words = useWords(phrasesWords)
  const { id } = useMembership()
  const [ownLanguage] = useLanguage()
  const [language, setLanguage] = useState<Language | 'both'>(ownLanguage)
  const [text, setText] = useState('')
  const list = useQuery({
    queryKey: ['phrases', id, isArchived],
    queryFn: () => api('GET /api/phrases', { query: isArchived ? { archived: true } : {} }),
  })
  const sought = text.trim().toLowerCase()
  const rows = (list.data?.rows ?? []).filter(
    (p) =>
      (language === 'both' || p.language === language) &&
      p.isArchived === isArchived &&
      (!sought || `${p.shortcut} ${p.text}`.toLowerCase().includes(sought)),
  )
  return (
    <>
      <div className={css.filters}>
        <input
          type="search"
          className={`${controls.input} ${css.find}`}
          aria-label={words.find}
          placeholder={words.find}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
        <div className={css.languages} role="group" aria-label={words.language}>
          {(['zh', 'en', 'both'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setLanguage(one)}>
              {one === 'both' ? words.both : words.languages[one]}
            </button>
          ))}
        </div>
      </div>
      {list.error && !list.data && (
        <ErrorState error={list.error} thing={words.thing} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={8} />}
      {list.data && rows.length === 0 && (
        <EmptyState
          title={sought ? words.noneFound(text.trim()) : words.none}
          lead={sought ? undefined : words.noneLead}
          withFlower={!sought}
        />
      )}
      {phraseKinds.map((kind) => {
        const of = rows.filter((p) => p.kind === kind)
        return (
          of.length > 0 && (
            <section key={kind} className={css.kind}>
              <h2>
                {words.kinds[kind]} {automaticKinds.includes(kind) && <span>{words.automatic}</span>}
              </h2>
              <ul>
                {of.map((phrase) => (
                  <PhraseRow key={phrase.id} phrase={phrase} onOpen={() => onOpen(phrase)} />
                ))}
              </ul>
            </section>
          )
        )
      })}
    </>
  )
}

function PhraseRow({ phrase, onOpen }: { phrase: Phrase; onOpen: () => void }) {
  const words = useWords(phrasesWords)
  return (
    <li>
      <button
        type="button"
        className={css.row}
        onClick={onOpen}
        lang={phrase.language === 'zh' ? 'zh-CN' : 'en'}
      >
        <b>/{phrase.shortcut}</b>
        <span className={css.text}>
          <PhraseText text={phrase.text} />
        </span>
        <span className={css.uses}>
          {phrase.ownerId && (
            <em data-state={phrase.state}>
              {phrase.state === 'approved' ? words.own : words.states[phrase.state]}
            </em>
          )}
          {phrase.attachments.length > 0 && <em>{words.files(phrase.attachments.length)}</em>}
          {phrase.isHolding && <em>{words.holding}</em>}
          {words.uses(phrase.uses)}
        </span>
      </button>
    </li>
  )
}
