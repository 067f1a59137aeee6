import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent } from 'react'
import type { Attachment } from '#contract/conversations/conversations.ts'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { api, ApiError } from '../../parts/api.ts'
import { Button, Checkbox, Choice, Field, SelectField, TextField } from '../../parts/controls.tsx'
import controls from '../../parts/controls.module.css'
import { Dialog } from '../../parts/dialog.tsx'
import { ErrorLine, SmallDiamond } from '../../parts/screen-states.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { knownSlots, phraseKinds, type PhraseKind } from './phrase-kinds.ts'
import { GuardRemarks } from './guard-remarks.tsx'
import { PhraseFiles } from './phrase-files.tsx'
import { PhrasePreview } from './phrase-preview.tsx'
import { phrasesWords } from './phrases.words.ts'
import css from './phrases.module.css'

interface Draft {
  kind: PhraseKind
  language: 'zh' | 'en'
  shortcut: string
  text: string
  isHolding: boolean
  files: readonly Attachment[]
}

const draftOf = ({ kind, language, shortcut, text, isHolding, attachments }: Phrase): Draft => ({
  kind,
  language,
  shortcut,
  text,
  isHolding,
  files: attachments,
})
const bodyOf = ({ files, ...draft }: Draft) => ({
  ...draft,
  text: draft.text.trim(),
  fileIds: files.map((file) => file.id),
})

/** Writes one phrase, with the look of what the buyer gets; a colleague's change in between is shown, never lost. */
export function PhraseEditor({
  phrase,
  start,
  isOwn,
  canChange,
  onClose,
}: {
  phrase: Phrase | null
  /** What a new one begins with. */
  start?: { text: string; language: 'zh' | 'en' } | undefined
  /** A personal phrase, which waits for a lead. */
  isOwn: boolean
  canChange: boolean
  onClose: () => void
}) {
  const words = useWords(phrasesWords)
  const [language] = useLanguage()
  const client = useQueryClient()
  const { id } = useMembership()
  const [draft, setDraft] = useState<Draft>(
    phrase
      ? draftOf(phrase)
      : { kind: 'faq', language, shortcut: '', text: '', isHolding: false, ...start, files: [] },
  )
  const [theirs, setTheirs] = useState<Phrase | null>(null)
  const [version, setVersion] = useState(phrase?.version ?? 0)
  const [wasAsked, setAsked] = useState(false)
  const form = useId()
  const refetch = () => client.invalidateQueries({ queryKey: ['phrases', id] })
  const save = useMutation({
    mutationFn: ({ body, seen }: { body: Draft; seen: number }) => {
      if (!phrase)
        return isOwn
          ? api('POST /api/phrases/personal', { body: bodyOf(body) })
          : api('POST /api/phrases', { body: bodyOf(body) })
      const change = { params: { id: phrase.id }, body: { ...bodyOf(body), version: seen } }
      return isOwn ? api('PUT /api/phrases/personal/:id', change) : api('PUT /api/phrases/:id', change)
    },
    onSuccess: () => {
      onClose()
      void refetch()
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.code !== 'state.version' || !phrase) return
      const now = await api('GET /api/phrases', { query: {} })
      setTheirs(now.rows.find((p) => p.id === phrase.id) ?? null)
    },
  })
  const shortcutProblem = /[\s/{}]/.test(draft.shortcut)
    ? words.wrong.shortcut
    : wasAsked && !draft.shortcut
      ? words.wrong.empty
      : undefined
  const submit = (e: FormEvent) => {
    e.preventDefault()
    setAsked(true)
    if (draft.text.trim() && draft.shortcut && !shortcutProblem) save.mutate({ body: draft, seen: version })
  }
  const keepMine = () => {
    if (!theirs) return
    setVersion(theirs.version)
    setTheirs(null)
    save.mutate({ body: draft, seen: theirs.version })
  }
  const takeTheirs = () => {
    if (!theirs) return
    setDraft(draftOf(theirs))
    setVersion(theirs.version)
    setTheirs(null)
    save.reset()
  }
  return (
    <Dialog
      isDrawer
      title={phrase ? words.editTitle(phrase.shortcut) : isOwn ? words.newOwnTitle : words.newTitle}
      onClose={onClose}
      foot={
        canChange && (
          <>
            {phrase && !phrase.isArchived && (
              <ArchiveButton
                phrase={phrase}
                isOwn={isOwn}
                onDone={() => {
                  onClose()
                  void refetch()
                }}
              />
            )}
            <Button kind="quiet" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button kind="filled" type="submit" form={form} isBusy={save.isPending}>
              {words.save}
            </Button>
          </>
        )
      }
    >
      {!canChange && <p className="meta">{words.readOnly}</p>}
      {isOwn && <p className="meta">{words.ownHint}</p>}
      {phrase?.state === 'refused' && <p>{words.refusedFor(phrase.decisionNote ?? '')}</p>}
      {theirs && <Conflict theirs={theirs} onKeep={keepMine} onTake={takeTheirs} />}
      <form id={form} onSubmit={submit} noValidate>
        <fieldset disabled={!canChange} className={css.form}>
          <div className={css.pair}>
            <SelectField
              label={words.kind}
              value={draft.kind}
              onChange={(e) => setDraft({ ...draft, kind: e.target.value as PhraseKind })}
            >
              {phraseKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {words.kinds[kind]}
                </option>
              ))}
            </SelectField>
            <TextField
              label={words.shortcut}
              maxLength={24}
              value={draft.shortcut}
              hint={words.shortcutHint}
              problem={shortcutProblem}
              autoFocus={phrase === null}
              onChange={(e) => setDraft({ ...draft, shortcut: e.target.value.replace(/^\//, '') })}
            />
          </div>
          <Choice
            label={words.language}
            value={draft.language}
            onChange={(next) => setDraft({ ...draft, language: next })}
            options={(['zh', 'en'] as const).map((value) => ({ value, label: words.languages[value] }))}
          />
          <SlotText draft={draft} wasAsked={wasAsked} onText={(text) => setDraft({ ...draft, text })} />
          <PhraseFiles
            files={draft.files}
            canChange={canChange}
            onFiles={(files) => setDraft((d) => ({ ...d, files: files(d.files) }))}
          />
          <Checkbox
            label={words.holdingLabel}
            hint={words.holdingHint}
            checked={draft.isHolding}
            onChange={(e) => setDraft({ ...draft, isHolding: e.target.checked })}
          />
        </fieldset>
      </form>
      <PhrasePreview text={draft.text} language={draft.language} />
      <GuardRemarks text={draft.text} />
      {save.error && !theirs && <ErrorLine error={save.error} />}
    </Dialog>
  )
}

/** The text with buttons that put a known blank where the caret stands. */
function SlotText({
  draft,
  wasAsked,
  onText,
}: {
  draft: Draft
  wasAsked: boolean
  onText: (text: string) => void
}) {
  const words = useWords(phrasesWords)
  const area = useRef<HTMLTextAreaElement>(null)
  const insert = (slot: string) => {
    const field = area.current
    if (!field) return
    field.focus()
    field.setRangeText(`{${slot}}`, field.selectionStart, field.selectionEnd, 'end')
    onText(field.value)
  }
  const problem = wasAsked && !draft.text.trim() ? words.wrong.empty : undefined
  return (
    <>
      <Field label={words.text} hint={words.textHint} {...(problem && { problem })}>
        {(ids) => (
          <textarea
            {...ids}
            ref={area}
            rows={5}
            maxLength={2000}
            className={`${controls.input} ${controls.area}`}
            lang={draft.language === 'zh' ? 'zh-CN' : 'en'}
            value={draft.text}
            onChange={(e) => onText(e.target.value)}
          />
        )}
      </Field>
      <div className={css.slots} role="group" aria-label={words.insert}>
        {knownSlots.map((slot) => (
          <button key={slot} type="button" onClick={() => insert(slot)}>
            {words.slots[slot]}
          </button>
        ))}
      </div>
    </>
  )
}

function Conflict({ theirs, onKeep, onTake }: { theirs: Phrase; onKeep: () => void; onTake: () => void }) {
  const words = useWords(phrasesWords)
  return (
    <div className={css.conflict} role="alert">
      <p>
        <SmallDiamond /> <b>{words.conflict}</b> {words.mine}
      </p>
      <p className="meta">{words.theirs}</p>
      <p>{theirs.text}</p>
      <p className={css.conflictActions}>
        <Button onClick={onKeep}>{words.keepMine}</Button>
        <Button onClick={onTake}>{words.takeTheirs}</Button>
      </p>
    </div>
  )
}

function ArchiveButton({ phrase, isOwn, onDone }: { phrase: Phrase; isOwn: boolean; onDone: () => void }) {
  const words = useWords(phrasesWords)
  const [isAsked, setAsked] = useState(false)
  const archive = useMutation({
    mutationFn: () =>
      isOwn
        ? api('DELETE /api/phrases/personal/:id', { params: { id: phrase.id } })
        : api('DELETE /api/phrases/:id', { params: { id: phrase.id } }),
    onSuccess: onDone,
  })
  return (
    <span className={css.archive}>
      {isAsked ? (
        <>
          <Button kind="danger" isBusy={archive.isPending} onClick={() => archive.mutate()}>
            {words.archiveSure}
          </Button>
          <span className="meta">{words.archiveHint}</span>
        </>
      ) : (
        <Button onClick={() => setAsked(true)}>{words.archive}</Button>
      )}
      <ErrorLine error={archive.error} />
    </span>
  )
}
