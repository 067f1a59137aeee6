import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { api } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { EmptyState, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Screen } from '../../parts/screen.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useStreamEvents } from '../../parts/stream.tsx'
import { useLanguage, useWords, type Language } from '../../parts/words.tsx'
import { automaticKinds, phraseKinds } from './phrase-kinds.ts'
import { PhraseEditor } from './phrase-editor.tsx'
import { PhraseText } from './phrase-text.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

type Editing = { phrase: Phrase | null }

/** The shop's phrases by kind; leads change them, everybody who answers reads them. */
export function PhrasesScreen() {
  const words = useWords(phrasesWords)
  const { id } = useMembership()
  const canChange = useHasRole('owner', 'lead')
  const client = useQueryClient()
  const [ownLanguage] = useLanguage()
  const [language, setLanguage] = useState<Language | 'both'>(ownLanguage)
  const [text, setText] = useState('')
  const [isArchived, setArchived] = useState(false)
  const [editing, setEditing] = useState<Editing | null>(null)
  const list = useQuery({
    queryKey: ['phrases', id, isArchived],
    queryFn: () => api('GET /api/phrases', { query: isArchived ? { archived: true } : {} }),
  })
  useStreamEvents((e) => {
    if (e.name === 'phrase.changed') void client.invalidateQueries({ queryKey: ['phrases', id] })
  })

  const sought = text.trim().toLowerCase()
  const rows = (list.data?.rows ?? []).filter(
    (p) =>
      (language === 'both' || p.language === language) &&
      p.isArchived === isArchived &&
      (!sought || `${p.shortcut} ${p.text}`.toLowerCase().includes(sought)),
  )
  return (
    <Screen
      title={words.title}
      right={
        <>
          <button type="button" className="figure" onClick={() => setArchived((a) => !a)}>
            {isArchived ? words.showCurrent : words.showArchived}
          </button>
          {canChange && (
            <Button kind="filled" onClick={() => setEditing({ phrase: null })}>
              {words.add}
            </Button>
          )}
        </>
      }
    >
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
                  <PhraseRow key={phrase.id} phrase={phrase} onOpen={() => setEditing({ phrase })} />
                ))}
              </ul>
            </section>
          )
        )
      })}
      {editing && (
        <PhraseEditor
          key={editing.phrase?.id ?? 'new'}
          phrase={editing.phrase}
          canChange={canChange}
          onClose={() => setEditing(null)}
        />
      )}
    </Screen>
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
          {phrase.isHolding && <em>{words.holding}</em>}
          {words.uses(phrase.uses)}
        </span>
      </button>
    </li>
  )
}
