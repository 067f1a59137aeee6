import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { compilePattern } from '#contract/guard/compile-pattern.ts'
import { guardActions, type GuardAction, type ListKind } from '#contract/guard/kinds.ts'
import type { ListedEntry } from '#contract/guard/guard.ts'
import { api } from '../../parts/api.ts'
import { Button, Checkbox, Choice, SelectField, TextArea, TextField } from '../../parts/controls.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { guardPartWords } from './guard-part.words.ts'
import css from './phrases.module.css'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
const answeringRoles = ['owner', 'lead', 'agent', 'aftersales'] as const

/** One entry of a list. Changing a shipped one stores the shop's own beside it; taking that away brings it back. */
export function GuardEntryEditor({
  entry,
  kind,
  canChange,
  onClose,
}: {
  entry: ListedEntry | null
  kind: ListKind
  canChange: boolean
  onClose: () => void
}) {
  const words = useWords(guardPartWords)
  const [screen] = useLanguage()
  const { id } = useMembership()
  const client = useQueryClient()
  const form = useId()
  const [language, setLanguage] = useState(entry?.language ?? screen)
  const [text, setText] = useState(entry?.words.join('\n') ?? '')
  const [exceptions, setExceptions] = useState(entry?.exceptions.join('\n') ?? '')
  const [action, setAction] = useState<GuardAction | null>(entry?.action ?? null)
  const [reason, setReason] = useState(entry?.reason[entry.language] ?? '')
  const [better, setBetter] = useState(entry?.better ?? '')
  const [roles, setRoles] = useState<readonly string[]>(entry?.roles ?? [])
  const [upTo, setUpTo] = useState(entry?.upToMinor == null ? '' : String(entry.upToMinor / 100))
  const done = () => {
    onClose()
    void client.invalidateQueries({ queryKey: ['guard', id] })
  }
  const save = useMutation({
    mutationFn: () => {
      const body = {
        kind,
        language,
        words: linesOf(text),
        exceptions: linesOf(exceptions),
        action,
        reason: reason.trim(),
        better: better === '' ? null : better,
        ...(kind === 'approved' && {
          roles: answeringRoles.filter((role) => roles.includes(role)),
          upToMinor: upTo.trim() === '' ? null : Math.round(Number(upTo) * 100),
        }),
      }
      if (entry?.rowId)
        return api('PUT /api/guard/entries/:id', {
          params: { id: entry.rowId },
          body: { ...body, version: entry.version },
        })
      return api('POST /api/guard/entries', { body: { ...body, ...(entry && { shipped: entry.id }) } })
    },
    onSuccess: done,
  })
  const remove = useMutation({
    mutationFn: (rowId: string) => api('DELETE /api/guard/entries/:id', { params: { id: rowId } }),
    onSuccess: done,
  })
  const problem = faultIn(words, text)
  const exceptionProblem = faultIn(words, exceptions)
  const isTone = kind === 'polite' || kind === 'warm'
  return (
    <Dialog
      isDrawer
      title={entry ? words.editTitle(words.kinds[kind]) : words.newTitle}
      onClose={onClose}
      foot={
        canChange && (
          <>
            {entry?.rowId && (
              <span className={css.archive}>
                <Button isBusy={remove.isPending} onClick={() => entry.rowId && remove.mutate(entry.rowId)}>
                  {entry.origin === 'changed' ? words.restore : words.remove}
                </Button>
              </span>
            )}
            <Button kind="quiet" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button
              kind="filled"
              type="submit"
              form={form}
              isBusy={save.isPending}
              disabled={linesOf(text).length === 0 || problem !== null || exceptionProblem !== null}
            >
              {words.save}
            </Button>
          </>
        )
      }
    >
      <form
        id={form}
        onSubmit={(e) => {
          e.preventDefault()
          save.mutate()
        }}
      >
        <fieldset disabled={!canChange} className={css.form}>
          <Choice
            label={words.language}
            value={language}
            onChange={setLanguage}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))}
          />
          <TextArea
            label={words.words}
            hint={words.wordsHint}
            problem={problem}
            rows={8}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
          {!isTone && (
            <>
              <TextArea
                label={words.exceptions}
                problem={exceptionProblem}
                rows={3}
                value={exceptions}
                onChange={(e) => setExceptions(e.target.value)}
              />
              {kind !== 'approved' && (
                <>
                  <SelectField
                    label={words.action}
                    value={action ?? ''}
                    onChange={(e) => setAction(guardActions.find((one) => one === e.target.value) ?? null)}
                  >
                    <option value="">{words.asKind}</option>
                    {guardActions.map((one) => (
                      <option key={one} value={one}>
                        {words.actions[one]}
                      </option>
                    ))}
                  </SelectField>
                  <TextField
                    label={words.betterLabel}
                    hint={words.betterHint}
                    maxLength={500}
                    value={better}
                    onChange={(e) => setBetter(e.target.value)}
                  />
                </>
              )}
              <TextField
                label={words.reason}
                maxLength={200}
                value={reason}
                onChange={(e) => setReason(e.target.value)}
              />
            </>
          )}
          {kind === 'approved' && (
            <>
              <fieldset className={css.roles}>
                <legend>
                  {words.roles} <span className="meta">{words.everybody}</span>
                </legend>
                {answeringRoles.map((role) => (
                  <Checkbox
                    key={role}
                    label={words.roleNames[role]}
                    checked={roles.includes(role)}
                    onChange={(e) =>
                      setRoles(e.target.checked ? [...roles, role] : roles.filter((one) => one !== role))
                    }
                  />
                ))}
              </fieldset>
              <TextField
                label={words.upTo}
                type="number"
                min={0}
                step="0.01"
                value={upTo}
                onChange={(e) => setUpTo(e.target.value)}
              />
            </>
          )}
        </fieldset>
      </form>
      <ErrorLine error={save.error ?? remove.error} />
    </Dialog>
  )
}

interface FaultWords {
  wrongLine: (line: string, fault: string) => string
  faults: Readonly<Record<'empty' | 'too_long' | 'brackets' | 'too_wide', string>>
}

/** The first line that cannot be read, said by its line. */
function faultIn(words: FaultWords, text: string): string | null {
  for (const line of linesOf(text)) {
    const pattern = compilePattern(line)
    if (typeof pattern === 'string') return words.wrongLine(line, words.faults[pattern])
  }
  return null
}
