import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { Panel } from '#contract/conversations/conversations.ts'
import { messageLimits } from './limits.ts'
import type { Finding } from '#contract/guard/finding.ts'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { openSlots, fillSlots, type Range } from '#contract/conversations/slots.ts'
import { newId } from '../../parts/api.ts'
import { useMembership } from '../../parts/session.tsx'
import { serverNow } from '../../parts/stream.tsx'
import { useWords } from '../../parts/words.tsx'
import type { ComposerTextHandle } from './composer-text.tsx'
import { movedRanges, spliced } from './draft-edits.rules.ts'
import { emptyDraft, type Draft } from './drafts.ts'
import { takeBackFor } from './give-back.ts'
import { composerWords } from './composer.words.ts'
import { outboxOf } from './outgoing.ts'
import type { AnswerBody, Outgoing } from './outgoing.rules.ts'
import { panelQuery } from './prefetch.ts'
import { onPutIntoDraft } from './put-draft.ts'
import { useDraft } from './use-draft.ts'
import { useGuard } from './use-guard.ts'
import { usePhraseList } from './use-phrase-list.ts'
import { useTypingSignal } from './use-typing-signal.ts'
import { useUploads } from './use-uploads.ts'

const noSlots: Panel['slotsByLanguage'] = { zh: {}, en: {} }

/** The draft to one buyer and everything that is done to it; `text` is the field it is written in. */
export function useComposer(
  conversationId: string,
  lastNumber: number,
  text: RefObject<ComposerTextHandle | null>,
) {
  const memberId = useMembership().id
  const client = useQueryClient()
  const [draft, change] = useDraft(conversationId)
  const [caret, setCaret] = useState(draft.text.length)
  const { uploads, add, remove } = useUploads((file) => change((d) => ({ ...d, files: [...d.files, file] })))
  const panel = useQuery(panelQuery(memberId, conversationId)).data
  const list = usePhraseList(draft.text, caret, panel?.addressed.language)
  const slots = panel?.slotsByLanguage ?? noSlots
  const open = useMemo(() => openSlots(draft.text), [draft.text])
  const guard = useGuard(conversationId, draft, list.all)
  useTypingSignal(conversationId, draft.text)
  useTakingBack(conversationId, change, text)
  usePuttingIn(conversationId, change, text)

  const put = (part: Draft, range: Range) => {
    change(() => part)
    setCaret(range.end)
    text.current?.selectSoon(range)
  }
  const onText = useCallback(
    (next: string, at: number) => {
      change((d) => ({
        ...d,
        text: next,
        filled: movedRanges(d.filled, d.text, next),
        phraseId: next === '' ? null : d.phraseId,
      }))
      setCaret(at)
    },
    [change],
  )
  const names = useWords(composerWords).slots
  const insertPhrase = (index: number) => {
    const phrase = list.found[index]
    if (phrase && list.slash) putPhrase(phrase, list.slash)
  }
  const putPhrase = (phrase: Phrase, at: Range) => {
    const known = slots[phrase.language]
    const filled = fillSlots(withNames(phrase.text, names, known), known)
    const first = filled.open[0]
    const end = at.start + filled.text.length
    const files = phrase.attachments.filter((file) => !draft.files.some(({ id }) => id === file.id))
    put(
      {
        ...draft,
        ...spliced(draft, at, filled),
        phraseId: phrase.id,
        files: [...draft.files, ...files].slice(0, messageLimits.attachments),
      },
      first ? { start: at.start + first.start, end: at.start + first.end } : { start: end, end },
    )
  }
  /** PHR-12: packing, inspection, carrier and days in one click. */
  const sendingSet = list.all.find(
    ({ kind, language }) => kind === 'sending_set' && language === (panel?.addressed.language ?? 'zh'),
  )
  const insertSendingSet = sendingSet
    ? () =>
        putPhrase(
          sendingSet,
          text.current?.selection() ?? { start: draft.text.length, end: draft.text.length },
        )
    : null
  const insertText = (piece: string) => {
    const at = text.current?.selection() ?? { start: draft.text.length, end: draft.text.length }
    const after = at.start + piece.length
    put({ ...draft, ...spliced(draft, at, { text: piece, filled: [] }) }, { start: after, end: after })
  }
  const openPhrases = () => {
    list.recall()
    // A slash right behind a letter would be taken for 「和/或」.
    if (!list.slash) insertText(/\p{L}$/u.test(draft.text.slice(0, caret)) ? ' /' : '/')
    text.current?.focus()
  }
  const [isTooMany, setTooMany] = useState(false)
  const addFiles = (files: readonly File[]) => {
    const room = Math.max(0, messageLimits.attachments - draft.files.length - uploads.length)
    setTooMany(files.length > room)
    add(files.slice(0, room))
  }

  const isEmpty = draft.text.trim() === '' && draft.files.length === 0
  const isUploading = uploads.some((one) => one.error === null)
  /** True when it went on its way; false when something is missing, which is then shown. */
  const send = (): boolean => {
    const first = open[0]
    if (first) text.current?.select(first)
    if (first || isEmpty || isUploading || draft.text.length > messageLimits.text) return false
    if (!guard.mayGo()) return false
    outboxOf(memberId).send(client, memberId, outgoingOf(draft, conversationId, lastNumber, guard.told()))
    guard.forget()
    change(() => emptyDraft)
    setCaret(0)
    return true
  }
  const isHoldingPhrase =
    draft.phraseId !== null && list.all.some((phrase) => phrase.id === draft.phraseId && phrase.isHolding)
  return {
    draft,
    change,
    list,
    slots,
    open,
    uploads,
    removeUpload: remove,
    setCaret,
    onText,
    insertPhrase,
    insertText,
    openPhrases,
    addFiles,
    send,
    isEmpty,
    isUploading,
    isTooMany,
    isHoldingPhrase,
    insertSendingSet,
    guard,
    /** Puts the better phrase in the place of what was found. */
    fix: (finding: Finding) => {
      if (!finding.fix) return
      guard.noteFixed(finding)
      const after = finding.fix.start + finding.fix.text.length
      put(
        { ...draft, ...spliced(draft, finding.fix, { text: finding.fix.text, filled: [] }) },
        { start: after, end: after },
      )
    },
  }
}

/** What the agent has to fill is asked in the language of the screen: `{tracking}` as `{运单号}`. */
function withNames(
  template: string,
  names: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] || !Object.hasOwn(names, name) ? whole : `{${names[name]}}`,
  )
}

function outgoingOf(
  draft: Draft,
  conversationId: string,
  lastNumber: number,
  guard: AnswerBody['guard'],
): Outgoing {
  const clientId = newId()
  return {
    clientId,
    conversationId,
    body: {
      clientId,
      text: draft.text.trim(),
      sawNumber: lastNumber,
      ...(draft.files.length > 0 && { fileIds: draft.files.map((file) => file.id) }),
      ...(draft.phraseId && { phraseId: draft.phraseId }),
      ...(draft.word && { word: draft.word }),
      ...(guard && { guard }),
    },
    attachments: draft.files,
    at: new Date(serverNow()).toISOString(),
    state: 'sending',
    reason: null,
  }
}

/** What could not be sent comes back above what has been written since. */
function useTakingBack(
  conversationId: string,
  change: (how: (draft: Draft) => Draft) => void,
  text: RefObject<ComposerTextHandle | null>,
) {
  const latest = useRef(change)
  useEffect(() => {
    latest.current = change
  })
  useEffect(
    () =>
      takeBackFor(conversationId, ({ body, attachments }) => {
        latest.current((d) => {
          const before = d.text === '' ? body.text : `${body.text}\n`
          return {
            text: d.text === '' ? body.text : before + d.text,
            filled: d.filled.map((range) => ({
              start: range.start + before.length,
              end: range.end + before.length,
            })),
            files: [...attachments, ...d.files].slice(0, messageLimits.attachments),
            phraseId: d.phraseId ?? body.phraseId ?? null,
            word: d.word ?? body.word ?? null,
          }
        })
        text.current?.focus()
      }),
    [conversationId, text],
  )
}

/** What the panel or an article offers comes behind what has been written. */
function usePuttingIn(
  conversationId: string,
  change: (how: (draft: Draft) => Draft) => void,
  text: RefObject<ComposerTextHandle | null>,
) {
  const latest = useRef(change)
  useEffect(() => {
    latest.current = change
  })
  useEffect(
    () =>
      onPutIntoDraft(conversationId, (piece, files) => {
        latest.current((d) => ({
          ...d,
          text: piece === '' ? d.text : d.text === '' ? piece : `${d.text}\n${piece}`,
          files: [...d.files, ...files].slice(0, messageLimits.attachments),
        }))
        text.current?.focus()
      }),
    [conversationId, text],
  )
}
