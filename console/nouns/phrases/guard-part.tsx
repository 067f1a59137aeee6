import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  guardActions,
  guardKinds,
  listKinds,
  type GuardAction,
  type GuardKind,
} from '#contract/guard/kinds.ts'
import type { GuardState, ListedEntry } from '#contract/guard/guard.ts'
import { api } from '../../parts/api.ts'
import { Button, TextArea, TextField } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { ErrorLine, ErrorState, Loading } from '../../parts/screen-states.tsx'
import { Section } from '../../parts/screen.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { GuardEntryEditor } from './guard-entry-editor.tsx'
import { guardPartWords } from './guard-part.words.ts'
import { GuardRemarks } from './guard-remarks.tsx'
import css from './phrases.module.css'

/** The lists of the word guard: what each kind does, its entries, and a field to try a sentence in. */
export function GuardPart({ canChange }: { canChange: boolean }) {
  const words = useWords(guardPartWords)
  const { id } = useMembership()
  const [editing, setEditing] = useState<{ entry: ListedEntry | null; kind: ListedEntry['kind'] } | null>(
    null,
  )
  const guard = useQuery({
    queryKey: ['guard', id],
    queryFn: () => api('GET /api/guard'),
    staleTime: 600_000,
  })
  if (guard.error)
    return (
      <ErrorState error={guard.error} thing={words.kinds.deflection} retry={() => void guard.refetch()} />
    )
  if (!guard.data) return <Loading lines={8} />
  const { entries } = guard.data
  return (
    <>
      <p className={css.leadLine}>
        {words.lead} {!canChange && words.readOnly}
      </p>
      <TryOut />
      <Settings key={guard.data.version} state={guard.data} canChange={canChange} />
      {listKinds.map((kind) => {
        const of = entries.filter((entry) => entry.kind === kind)
        return (
          <Section
            key={kind}
            title={words.kinds[kind]}
            right={
              canChange && (
                <button type="button" className="link" onClick={() => setEditing({ entry: null, kind })}>
                  {words.add}
                </button>
              )
            }
          >
            <ul className={css.entries}>
              {of.map((entry) => (
                <EntryLine key={entry.id} entry={entry} onOpen={() => setEditing({ entry, kind })} />
              ))}
            </ul>
          </Section>
        )
      })}
      {editing && (
        <GuardEntryEditor
          key={editing.entry?.id ?? editing.kind}
          entry={editing.entry}
          kind={editing.kind}
          canChange={canChange}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

function EntryLine({ entry, onOpen }: { entry: ListedEntry; onOpen: () => void }) {
  const words = useWords(guardPartWords)
  const [language] = useLanguage()
  const remark = [
    words.languages[entry.language],
    words.lines(entry.words.length),
    entry.action ? words.actions[entry.action] : '',
    words.origins[entry.origin],
  ].filter((one) => one !== '')
  return (
    <li data-off={entry.action === 'off' || undefined}>
      <button type="button" onClick={onOpen}>
        {entry.reason[language] && <span className={css.entryWhy}>{entry.reason[language]}</span>}
        <span className={css.entryWords} lang={entry.language === 'zh' ? 'zh-CN' : 'en'}>
          {entry.words.slice(0, 12).map(plainly).join(' · ')}
        </span>
        {entry.better && (
          <span className={css.entryBetter}>
            {words.better}
            {entry.better}
          </span>
        )}
        <span className="meta">{remark.join(' · ')}</span>
      </button>
    </li>
  )
}

/** A line of an entry as one would say it: of each choice the first, figures as such. */
const plainly = (written: string): string =>
  written
    .replace(/\(([^()|]*)[^()]*\)/g, '$1')
    .replace(/[[\]]/g, '')
    .replaceAll('#', '3')

function TryOut() {
  const words = useWords(guardPartWords)
  const [text, setText] = useState('')
  return (
    <div className={css.tryOut}>
      <TextArea
        label={words.tryOut}
        hint={words.tryHint}
        rows={2}
        maxLength={1000}
        value={text}
        onChange={(e) => setText(e.target.value)}
      />
      <GuardRemarks text={text} />
    </div>
  )
}

const limitNames = ['cannedPercent', 'cannedInRow', 'comparedPriceDays'] as const

function Settings({ state, canChange }: { state: GuardState; canChange: boolean }) {
  const words = useWords(guardPartWords)
  const { id } = useMembership()
  const client = useQueryClient()
  const [actions, setActions] = useState(state.actions)
  const [limits, setLimits] = useState(state.limits)
  const save = useMutation({
    mutationFn: () => api('PUT /api/guard', { body: { actions, limits, version: state.version } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['guard', id] }),
  })
  const isChanged =
    guardKinds.some((kind) => actions[kind] !== state.actions[kind]) ||
    limitNames.some((name) => limits[name] !== state.limits[name])
  return (
    <fieldset className={css.settings} disabled={!canChange}>
      <div className={css.actions}>
        {guardKinds
          .filter((kind) => kind !== 'slot')
          .map((kind: GuardKind) => (
            <label key={kind}>
              <span>{words.kinds[kind]}</span>
              <select
                className={`${controls.input} ${controls.select}`}
                value={actions[kind]}
                onChange={(e) => setActions({ ...actions, [kind]: e.target.value as GuardAction })}
              >
                {guardActions.map((action) => (
                  <option key={action} value={action}>
                    {words.actions[action]}
                  </option>
                ))}
              </select>
            </label>
          ))}
        {limitNames.map((name) => (
          <TextField
            key={name}
            label={words[name]}
            type="number"
            inputMode="numeric"
            min={1}
            value={limits[name]}
            onChange={(e) =>
              setLimits({ ...limits, [name]: Math.max(1, Math.trunc(Number(e.target.value) || 1)) })
            }
          />
        ))}
      </div>
      <p className={css.caseActions}>
        {canChange && (
          <Button disabled={!isChanged} isBusy={save.isPending} onClick={() => save.mutate()}>
            {words.save}
          </Button>
        )}
        <span className="meta">{words.fixed}</span>
      </p>
      <ErrorLine error={save.error} />
    </fieldset>
  )
}
