import { useQuery, useQueryClient } from '@tanstack/react-query'
import { memo, useCallback, useEffect, useMemo, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react'
import { isHoldingText } from '#contract/conversations/holding.ts'
import { api, newId } from '../../parts/api.ts'
import { Button } from '../../parts/controls.tsx'
import { useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useLanguage, useWords } from '../../parts/words.tsx'
import { ignoreLost } from './chat-cache.ts'
import { ComposerText, type ComposerTextHandle } from './composer-text.tsx'
import css from './composer.module.css'
import { movedRanges, spliced } from './draft-edits.rules.ts'
import { emptyDraft, type Draft } from './drafts.ts'
import { EmojiGrid } from './emoji-grid.tsx'
import { FileChips } from './file-chips.tsx'
import { takeBackFor } from './give-back.ts'
import { composerWords } from './inbox.words.ts'
import { outboxOf } from './outgoing.ts'
import { PhraseList } from './phrase-list.tsx'
import { findPhrases, slashAt } from './phrase-search.rules.ts'
import { panelQuery } from './prefetch.ts'
import { fillSlots, nextOpenSlot, openSlots } from '#contract/conversations/slots.ts'
import { useDraft } from './use-draft.ts'
import { usePhrases, useSettings } from './use-inbox.ts'
import { useUploads } from './use-uploads.ts'
import { WordBar } from './word-bar.tsx'
import { WordEditor } from './word-editor.tsx'

interface Props {
  conversationId: string
  buyerName: string
  isClosed: boolean
  /** Number of the newest message on screen. */
  lastNumber: number
  focusAsked: number
  wordAsked: number
  onNext: () => void
}

const mostFiles = 9
const mostText = 4000
const typingEveryMs = 3000

/** Where an answer is written. Enter sends, Shift+Enter is a new line, `/` opens the phrases above the text. */
export const Composer = memo(function Composer({ conversationId, buyerName, lastNumber, focusAsked, wordAsked, onNext }: Props) {
  const words = useWords(composerWords)
  const [language] = useLanguage()
  const memberId = useMembership().id
  const client = useQueryClient()
  const [draft, change] = useDraft(conversationId)
  const text = useRef<ComposerTextHandle>(null)
  const [caret, setCaret] = useState(draft.text.length)
  const [dismissed, setDismissed] = useState('')
  const [isEmojiOpen, setEmojiOpen] = useState(false)
  const [isWordOpen, setWordOpen] = useState(false)
  const [isDropping, setDropping] = useState(false)
  const [chosen, setChosen] = useState(0)

  const { uploads, add, remove } = useUploads((file) => change((d) => ({ ...d, files: [...d.files, file] })))
  const slash = useMemo(() => slashAt(draft.text, caret), [draft.text, caret])
  const phrases = usePhrases(slash !== null || draft.text === '')
  const found = useMemo(
    () => (slash && phrases.data ? findPhrases(phrases.data, slash, language) : []),
    [slash, phrases.data, language],
  )
  const slashKey = slash ? `${slash.start}` : ''
  const isListOpen = slash !== null && slashKey !== dismissed && (found.length > 0 || (!slash.isTentative && slash.query === '' && phrases.data !== undefined))
  const slots = useQuery({ ...panelQuery(memberId, conversationId), select: (panel) => panel.phraseSlots }).data ?? noSlots
  const open = useMemo(() => openSlots(draft.text), [draft.text])
  useEffect(() => setChosen(0), [slash?.query, slashKey])
  useEffect(() => setDismissed(''), [slashKey === ''])
  useEffect(() => {
    if (focusAsked > 0) text.current?.focus()
  }, [focusAsked])
  useEffect(() => {
    if (wordAsked > 0) setWordOpen(true)
  }, [wordAsked])
  useTypingSignal(conversationId, draft.text)

  const select = useCallback((range: { start: number; end: number }) => text.current?.select(range), [])
  const put = (part: Draft, range: { start: number; end: number }) => {
    change(() => part)
    setCaret(range.end)
    text.current?.selectSoon(range)
  }
  const onText = useCallback(
    (next: string, at: number) => {
      change((d) => ({ ...d, text: next, filled: movedRanges(d.filled, d.text, next), phraseId: next === '' ? null : d.phraseId }))
      setCaret(at)
    },
    [change],
  )
  const insertPhrase = (index: number) => {
    const phrase = found[index]
    if (!phrase || !slash) return
    const filled = fillSlots(withNames(phrase.text, words.slots, slots), slots)
    const next = spliced(draft, slash, filled)
    const first = filled.open[0]
    const end = slash.start + filled.text.length
    put(
      { ...draft, ...next, phraseId: phrase.id },
      first ? { start: slash.start + first.start, end: slash.start + first.end } : { start: end, end },
    )
  }
  const insertText = (piece: string) => {
    const at = text.current?.selection() ?? { start: draft.text.length, end: draft.text.length }
    const next = spliced(draft, at, { text: piece, filled: [] })
    put({ ...draft, ...next }, { start: at.start + piece.length, end: at.start + piece.length })
  }
  const openPhrases = () => {
    setDismissed('')
    // A slash right behind a letter would be taken for 「和/或」.
    if (!slash) insertText(/\p{L}$/u.test(draft.text.slice(0, caret)) ? ' /' : '/')
    text.current?.focus()
  }
  const addFiles = (files: readonly File[]) => add(files.slice(0, Math.max(0, mostFiles - draft.files.length - uploads.length)))

  useEffect(
    () => takeBackFor(conversationId, (outgoing) => {
      change((d) => ({
        ...d,
        text: d.text === '' ? outgoing.body.text : `${outgoing.body.text}\n${d.text}`,
        filled: d.text === '' ? [] : d.filled.map((r) => ({ start: r.start + outgoing.body.text.length + 1, end: r.end + outgoing.body.text.length + 1 })),
        files: [...outgoing.attachments, ...d.files].slice(0, mostFiles),
        phraseId: d.phraseId ?? outgoing.body.phraseId ?? null,
        word: d.word ?? outgoing.body.word ?? null,
      }))
      text.current?.focus()
    }),
    [conversationId, change],
  )

  const isEmpty = draft.text.trim() === '' && draft.files.length === 0
  const isUploading = uploads.some((one) => one.error === null)
  const send = () => {
    const first = open[0]
    if (first) return select(first)
    if (isEmpty || isUploading || draft.text.length > mostText) return
    const clientId = newId()
    outboxOf(memberId).send(client, memberId, {
      clientId,
      conversationId,
      body: {
        clientId,
        text: draft.text.trim(),
        sawNumber: lastNumber,
        ...(draft.files.length > 0 && { fileIds: draft.files.map((file) => file.id) }),
        ...(draft.phraseId && { phraseId: draft.phraseId }),
        ...(draft.word && { word: draft.word }),
      },
      attachments: draft.files,
      at: new Date(serverNow()).toISOString(),
      state: 'sending',
      reason: null,
    })
    change(() => emptyDraft)
    setCaret(0)
    setWordOpen(false)
    setEmojiOpen(false)
    text.current?.focus()
  }

  const onKeyDown = (e: KeyboardEvent<HTMLTextAreaElement>) => {
    // An input method is choosing letters: Enter belongs to it. Safari tells so by 229 alone.
    if (e.nativeEvent.isComposing || e.keyCode === 229) return
    if (isListOpen && listKey(e)) return
    if (e.key === 'Enter' && !e.shiftKey && !e.altKey) {
      e.preventDefault()
      send()
      if ((e.ctrlKey || e.metaKey) && open.length === 0) onNext()
    } else if (e.key === 'Tab' && open.length > 0 && !e.altKey && !e.ctrlKey) {
      const next = nextOpenSlot(draft.text, text.current?.selection() ?? { start: 0, end: 0 }, e.shiftKey)
      if (!next) return
      e.preventDefault()
      select(next)
    } else if (e.key === 'Escape') {
      e.preventDefault()
      if (isEmojiOpen) setEmojiOpen(false)
      else if (isWordOpen) setWordOpen(false)
      else e.currentTarget.blur()
    }
  }
  /** True when the key was for the list of phrases. */
  const listKey = (e: KeyboardEvent): boolean => {
    if (e.altKey) return false
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) setChosen((n) => (n + step + found.length) % found.length)
    else if (e.key === 'Escape') setDismissed(slashKey)
    else if ((e.key === 'Enter' || e.key === 'Tab') && !e.shiftKey && found.length > 0) insertPhrase(chosen)
    else return false
    e.preventDefault()
    return true
  }
  const onPaste = (e: ClipboardEvent) => {
    const files = [...e.clipboardData.files]
    if (files.length === 0) return
    e.preventDefault()
    addFiles(files)
  }
  const drop = {
    onDragOver: (e: DragEvent) => {
      if (!e.dataTransfer.types.includes('Files')) return
      e.preventDefault()
      setDropping(true)
    },
    onDragLeave: (e: DragEvent) => {
      if (!e.currentTarget.contains(e.relatedTarget as Node | null)) setDropping(false)
    },
    onDrop: (e: DragEvent) => {
      setDropping(false)
      if (e.dataTransfer.files.length === 0) return
      e.preventDefault()
      addFiles([...e.dataTransfer.files])
    },
  }

  return (
    <div className={css.composer} data-dropping={isDropping || undefined} {...drop}>
      {isListOpen && (
        <PhraseList
          query={slash?.query ?? ''} phrases={found} slots={slots} chosen={chosen} onChoose={setChosen}
          onPick={(index) => { insertPhrase(index); text.current?.focus() }} onClose={() => { setDismissed(slashKey); text.current?.focus() }}
        />
      )}
      {isEmojiOpen && <EmojiGrid onPick={insertText} onClose={() => { setEmojiOpen(false); text.current?.focus() }} />}
      {isWordOpen && (
        <WordEditor
          conversationId={conversationId} word={draft.word} canAttach={!isEmpty}
          onAttach={(word) => { change((d) => ({ ...d, word })); setWordOpen(false); text.current?.focus() }}
          onClose={() => { setWordOpen(false); text.current?.focus() }}
        />
      )}
      <ComposerText
        ref={text} text={draft.text} filled={draft.filled} open={open} slash={isListOpen ? slash : null} label={words.label(buyerName)} placeholder={words.placeholder}
        listId={isListOpen ? 'phrases' : undefined} chosenId={isListOpen ? `phrase-${found[chosen]?.id ?? ''}` : undefined}
        onText={onText} onCaret={setCaret} onKeyDown={onKeyDown} onPaste={onPaste}
      />
      <FileChips
        files={draft.files} uploads={uploads} onDrop={(id) => change((d) => ({ ...d, files: d.files.filter((file) => file.id !== id) }))} onCancel={remove}
      />
      <div className={css.foot}>
        <FootNote draft={draft} openCount={open.length} onSlot={() => open[0] && select(open[0])} onEditWord={() => setWordOpen(true)} onDropWord={() => change((d) => ({ ...d, word: null }))} phraseIsHolding={phraseIsHolding(phrases.data, draft)} />
        <div className={css.tools}>
          <button type="button" aria-expanded={isListOpen} onClick={() => (isListOpen ? setDismissed(slashKey) : openPhrases())}>{words.phrases}</button>
          <button type="button" aria-expanded={isEmojiOpen} onClick={() => setEmojiOpen((o) => !o)}>{words.emoji}</button>
          <FileButton onFiles={addFiles} />
        </div>
        <Button kind="filled" shortcut="Enter" className={css.send} disabled={isEmpty || isUploading} title={isUploading ? words.stillUploading : undefined} onClick={send}>
          {words.send}
        </Button>
      </div>
      {isDropping && <p className={css.dropHere}>{words.dropHere}</p>}
    </div>
  )
})

const noSlots: Record<string, string> = {}

/** What the agent has to fill is asked in the language of the screen: `{tracking}` as `{运单号}`. */
function withNames(template: string, names: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => (values[name] || !Object.hasOwn(names, name) ? whole : `{${names[name]}}`))
}

function phraseIsHolding(phrases: readonly { id: string; isHolding: boolean }[] | undefined, draft: Draft): boolean {
  return draft.phraseId !== null && (phrases?.find((one) => one.id === draft.phraseId)?.isHolding ?? false)
}

/** What sending will do besides: note a word, hold the buyer; or what keeps it from being sent. */
function FootNote({ draft, openCount, onSlot, onEditWord, onDropWord, phraseIsHolding: isHoldingPhrase }: {
  draft: Draft
  openCount: number
  onSlot: () => void
  onEditWord: () => void
  onDropWord: () => void
  phraseIsHolding: boolean
}) {
  const words = useWords(composerWords)
  const time = useShopTime()
  const minutes = useSettings().data?.holdingAnswerMinutes ?? 5
  if (openCount > 0) {
    return (
      <p className={css.note} data-state="soon" role="status">
        {words.openSlot(openCount)} <button type="button" className="link" onClick={onSlot}>{words.nextSlot}</button>
      </p>
    )
  }
  if (draft.word) return <WordBar word={draft.word} onEdit={onEditWord} onDrop={onDropWord} />
  if (draft.text !== '' && (isHoldingPhrase || isHoldingText(draft.text))) {
    return <p className={css.note} role="status">{words.notesHolding(time.due(serverNow() + minutes * 60_000))}</p>
  }
  return <p className={css.note} />
}

function FileButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const words = useWords(composerWords)
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>{words.file}</button>
      <input
        ref={input} type="file" multiple hidden tabIndex={-1} aria-hidden="true"
        onChange={(e) => {
          onFiles([...(e.target.files ?? [])])
          e.target.value = ''
        }}
      />
    </>
  )
}

/** Tells the buyer's side that somebody writes, at most once in three seconds. */
function useTypingSignal(conversationId: string, text: string): void {
  const last = useRef(0)
  const first = useRef(text)
  useEffect(() => {
    if (text === '' || text === first.current || performance.now() - last.current < typingEveryMs) return
    last.current = performance.now()
    void api('POST /api/conversations/:id/typing', { params: { id: conversationId } }).catch(ignoreLost)
  }, [conversationId, text])
}
