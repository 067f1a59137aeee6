import { memo, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { nextOpenSlot } from '#contract/conversations/slots.ts'
import { Button } from '../../parts/controls.tsx'
import { useDropping } from '../../parts/drop-zone.tsx'
import { useWords } from '../../parts/words.tsx'
import { FileButton, FootNote } from './composer-foot.tsx'
import { ComposerText, type ComposerTextHandle } from './composer-text.tsx'
import css from './composer.module.css'
import { EmojiGrid } from './emoji-grid.tsx'
import { FileChips } from './file-chips.tsx'
import { GuardLine } from './guard-line.tsx'
import { composerWords } from './composer.words.ts'
import { PhraseList } from './phrase-list.tsx'
import { useComposer } from './use-composer.ts'
import { WordEditor } from './word-editor.tsx'

interface Props {
  conversationId: string
  buyerName: string
  /** Number of the newest message on screen. */
  lastNumber: number
  focusAsked: number
  wordAsked: number
  onNext: () => void
}

type Drawer = 'emoji' | 'word'

/** Where an answer is written. Enter sends, Shift+Enter is a new line, `/` opens the phrases above the text. */
export const Composer = memo(function Composer({
  conversationId,
  buyerName,
  lastNumber,
  focusAsked,
  wordAsked,
  onNext,
}: Props) {
  const words = useWords(composerWords)
  const text = useRef<ComposerTextHandle>(null)
  const composer = useComposer(conversationId, lastNumber, text)
  const { draft, change, list, open } = composer
  const [drawer, setDrawer] = useState<Drawer | null>(null)
  const dropping = useDropping(composer.addFiles)
  useEffect(() => {
    if (focusAsked > 0) text.current?.focus()
  }, [focusAsked])
  useEffect(() => {
    if (wordAsked > 0) setDrawer('word')
  }, [wordAsked])
  const shut = () => {
    setDrawer(null)
    text.current?.focus()
  }
  const send = () => {
    if (!composer.send()) return false
    shut()
    return true
  }
  const onKeyDown = (e: KeyboardEvent<HTMLTextAreaElement>) => {
    // An input method is choosing letters: Enter belongs to it. Safari tells so by 229 alone.
    if (e.nativeEvent.isComposing || e.keyCode === 229) return
    if (list.isOpen && isForList(e)) return e.preventDefault()
    if (list.isComing && e.key === 'Enter' && !e.shiftKey) return e.preventDefault()
    if (e.key === 'Enter' && !e.shiftKey && !e.altKey) {
      e.preventDefault()
      if (send() && (e.ctrlKey || e.metaKey)) onNext()
    } else if (e.key === 'Tab' && open.length > 0 && !e.altKey && !e.ctrlKey) {
      const next = nextOpenSlot(draft.text, text.current?.selection() ?? { start: 0, end: 0 }, e.shiftKey)
      if (next) {
        e.preventDefault()
        text.current?.select(next)
      }
    } else if (e.key === 'Tab' && composer.guard.fixable && !e.shiftKey && !e.altKey && !e.ctrlKey) {
      e.preventDefault()
      composer.fix(composer.guard.fixable)
    } else if (e.key === 'Escape') {
      e.preventDefault()
      if (drawer) shut()
      else e.currentTarget.blur()
    }
  }
  /** Does what the key means to the list of phrases; false when it means nothing there. */
  const isForList = (e: KeyboardEvent): boolean => {
    const { length } = list.found
    const step = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0
    if (e.altKey) return false
    if (step !== 0 && length > 0) list.choose((list.chosen + step + length) % length)
    else if (e.key === 'Escape') list.dismiss()
    else if ((e.key === 'Enter' || e.key === 'Tab') && !e.shiftKey && length > 0)
      composer.insertPhrase(list.chosen)
    else return false
    return true
  }
  const onPaste = (e: ClipboardEvent) => {
    const files = [...e.clipboardData.files]
    if (files.length === 0) return
    e.preventDefault()
    composer.addFiles(files)
  }
  const chosenId = list.found[list.chosen]?.id
  return (
    <div className={css.composer} data-dropping={dropping.isOver || undefined} {...dropping.handlers}>
      {list.isOpen && (
        <PhraseList
          query={list.slash?.query ?? ''}
          phrases={list.found}
          slots={composer.slots}
          chosen={list.chosen}
          onChoose={list.choose}
          onPick={(index) => {
            composer.insertPhrase(index)
            text.current?.focus()
          }}
          onClose={() => {
            list.dismiss()
            text.current?.focus()
          }}
        />
      )}
      {drawer === 'emoji' && <EmojiGrid onPick={composer.insertText} onClose={shut} />}
      {drawer === 'word' && (
        <WordEditor
          conversationId={conversationId}
          word={draft.word}
          canAttach={!composer.isEmpty}
          onClose={shut}
          onAttach={(word) => {
            change((d) => ({ ...d, word }))
            shut()
          }}
        />
      )}
      <ComposerText
        ref={text}
        text={draft.text}
        filled={draft.filled}
        open={open}
        guarded={composer.guard.findings}
        describedBy={composer.guard.findings.length > 0 ? 'guard-line' : undefined}
        slash={list.isOpen ? list.slash : null}
        label={words.label(buyerName)}
        placeholder={words.placeholder}
        listId={list.isOpen ? 'phrases' : undefined}
        chosenId={list.isOpen && chosenId ? `phrase-${chosenId}` : undefined}
        onText={composer.onText}
        onCaret={composer.setCaret}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <GuardLine guard={composer.guard} onFix={composer.fix} />
      <FileChips
        files={draft.files}
        uploads={composer.uploads}
        isTooMany={composer.isTooMany}
        onCancel={composer.removeUpload}
        onDrop={(id) => change((d) => ({ ...d, files: d.files.filter((file) => file.id !== id) }))}
      />
      <div className={css.foot}>
        <FootNote
          draft={draft}
          openSlots={open.length}
          isHoldingPhrase={composer.isHoldingPhrase}
          onSlot={() => open[0] && text.current?.select(open[0])}
          onEditWord={() => setDrawer('word')}
          onDropWord={() => change((d) => ({ ...d, word: null }))}
        />
        <div className={css.tools}>
          <button
            type="button"
            aria-expanded={list.isOpen}
            onClick={list.isOpen ? list.dismiss : composer.openPhrases}
          >
            {words.phrases}
          </button>
          <button
            type="button"
            aria-expanded={drawer === 'emoji'}
            onClick={() => setDrawer(drawer === 'emoji' ? null : 'emoji')}
          >
            {words.emoji}
          </button>
          <FileButton onFiles={composer.addFiles} />
          {composer.insertSendingSet && (
            <button type="button" onClick={composer.insertSendingSet}>
              {words.sendingSet}
            </button>
          )}
        </div>
        <Button
          kind="filled"
          shortcut="Enter"
          className={css.send}
          disabled={composer.isEmpty || composer.isUploading}
          title={composer.isUploading ? words.stillUploading : words.sendKeys}
          onClick={send}
        >
          {composer.guard.isHeld ? words.sendAnyway : words.send}
        </Button>
      </div>
      {dropping.isOver && <p className={css.dropHere}>{words.dropHere}</p>}
    </div>
  )
})
