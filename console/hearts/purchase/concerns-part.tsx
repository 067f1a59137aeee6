import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConcernCategory } from '#contract/purchase/concerns.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { inBoth } from './both.ts'
import { BothFields, InPlaceForm, TermFields } from './both-fields.tsx'
import css from './concerns.module.css'
import { concernsWords } from './concerns.words.ts'
import { isWhole, wordList, wordsShown } from './word-list.rules.ts'

/** The library of usual worries by kind of goods. */
export function ConcernsPart({ mayWrite }: { mayWrite: boolean }) {
  const words = useWords(concernsWords)
  const memberId = useMembership().id
  const [isAdding, setAdding] = useState(false)
  const list = useQuery({ queryKey: ['concerns', memberId], queryFn: () => api('GET /api/concerns') })
  return (
    <Section
      title={words.concerns}
      right={
        mayWrite && (
          <button type="button" className="link" onClick={() => setAdding(true)}>
            {words.addCategory}
          </button>
        )
      }
    >
      <p className={css.lead}>{words.concernsLead}</p>
      {isAdding && <CategoryForm category={newCategory()} onClose={() => setAdding(false)} />}
      {list.error && (
        <ErrorState error={list.error} thing={words.concerns} retry={() => void list.refetch()} />
      )}
      {list.isPending && <Loading lines={6} />}
      <ul className={css.rows}>
        {list.data?.rows.map((category) => (
          <CategoryRow key={`${category.key} ${category.version}`} category={category} mayWrite={mayWrite} />
        ))}
      </ul>
    </Section>
  )
}

function CategoryRow({ category, mayWrite }: { category: ConcernCategory; mayWrite: boolean }) {
  const words = useWords(concernsWords)
  const [language] = useLanguage()
  const [isEditing, setEditing] = useState(false)
  return (
    <li>
      <details className={css.category}>
        <summary>
          <b>{inBoth(category.name, language)}</b>{' '}
          <span className={css.source}>
            {words.count(category.concerns.length)}　{category.isShipped ? words.shipped : words.own}
          </span>
        </summary>
        {isEditing ? (
          <CategoryForm category={category} onClose={() => setEditing(false)} />
        ) : (
          <>
            <ul className={css.concerns}>
              {category.concerns.map((concern) => (
                <li key={concern.key}>
                  <span className={css.key}>{inBoth(concern.worry, language)}</span>
                  <span className={css.grow}>{inBoth(concern.statement, language)}</span>
                </li>
              ))}
            </ul>
            {mayWrite && (
              <p>
                <button type="button" className="link" onClick={() => setEditing(true)}>
                  {words.edit}
                </button>
              </p>
            )}
          </>
        )}
      </details>
    </li>
  )
}

interface Draft {
  key?: string
  worry: { zh: string; en: string }
  statement: { zh: string; en: string }
  terms: { zh: string; en: string }
}
const newDraft = (): Draft => ({
  worry: { zh: '', en: '' },
  statement: { zh: '', en: '' },
  terms: { zh: '', en: '' },
})
const newCategory = (): ConcernCategory => ({
  key: `own-${crypto.randomUUID()}`,
  name: { zh: '', en: '' },
  matches: [],
  concerns: [],
  isShipped: false,
  version: 0,
})

function CategoryForm({ category, onClose }: { category: ConcernCategory; onClose: () => void }) {
  const words = useWords(concernsWords)
  const [language] = useLanguage()
  const memberId = useMembership().id
  const client = useQueryClient()
  const [name, setName] = useState(category.name)
  const [matches, setMatches] = useState(wordsShown(category.matches, language))
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    category.concerns.length === 0
      ? [newDraft()]
      : category.concerns.map(({ key, worry, statement, terms }) => ({
          key,
          worry,
          statement,
          terms: { zh: wordsShown(terms.zh, 'zh'), en: wordsShown(terms.en, 'en') },
        })),
  )
  const concerns = drafts.map((draft) => ({
    ...draft,
    terms: { zh: wordList(draft.terms.zh), en: wordList(draft.terms.en) },
  }))
  const params = { key: category.key }
  const onSettled = () => client.invalidateQueries({ queryKey: ['concerns', memberId] })
  const saving = useMutation({
    mutationFn: () =>
      api('PUT /api/concerns/:key', {
        params,
        body: { name, matches: wordList(matches), concerns, version: category.version },
      }),
    onSuccess: onClose,
    onSettled,
  })
  const archiving = useMutation({
    mutationFn: () => api('DELETE /api/concerns/:key', { params }),
    onSuccess: onClose,
    onSettled,
  })
  const isReady =
    Boolean(name.zh.trim() || name.en.trim()) &&
    wordList(matches).length > 0 &&
    concerns.every(({ worry, statement, terms }) => (worry.zh || worry.en) && isWhole(statement, terms))
  const change = (at: number, part: Partial<Draft>) =>
    setDrafts((before) => before.map((draft, i) => (i === at ? { ...draft, ...part } : draft)))
  return (
    <InPlaceForm
      isBusy={saving.isPending}
      isReady={isReady}
      onSubmit={() => saving.mutate()}
      onClose={onClose}
      more={
        (category.isShipped || category.version > 0) && (
          <Button kind="quiet" isBusy={archiving.isPending} onClick={() => archiving.mutate()}>
            {words.putAway}
          </Button>
        )
      }
    >
      <BothFields label={words.name} value={name} max={60} isLine onChange={setName} />
      <TextField
        label={words.matches}
        hint={words.matchesHint}
        value={matches}
        maxLength={800}
        onChange={(e) => setMatches(e.target.value)}
      />
      {drafts.map((draft, i) => (
        <fieldset key={draft.key ?? i} className={css.draft}>
          <BothFields
            label={words.worry}
            value={draft.worry}
            max={120}
            isLine
            onChange={(worry) => change(i, { worry })}
          />
          <BothFields
            label={words.statement}
            value={draft.statement}
            max={500}
            onChange={(statement) => change(i, { statement })}
          />
          <TermFields value={draft.terms} onChange={(terms) => change(i, { terms })} />
          <p>
            <button
              type="button"
              className="link"
              onClick={() => setDrafts((before) => before.filter((_, at) => at !== i))}
            >
              {words.removeConcern}
            </button>
          </p>
        </fieldset>
      ))}
      <p>
        <button type="button" className="link" onClick={() => setDrafts((before) => [...before, newDraft()])}>
          {words.addConcern}
        </button>
      </p>
      <p className={css.hint}>{words.needed}</p>
      <ErrorLine error={saving.error ?? archiving.error} />
    </InPlaceForm>
  )
}
