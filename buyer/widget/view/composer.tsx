import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { TargetedKeyboardEvent } from 'preact'
import type { Desk } from '../desk.ts'
import type { ChatState } from '../state.ts'
import { limits } from '../uploads.ts'
import type { Words } from '../words.ts'
import { EmojiPicker } from './emoji.tsx'
import { CameraIcon, FileIcon, PictureIcon, SendIcon, SmileIcon } from './icons.tsx'
import { Tray } from './tray.tsx'

/** What grows above the line: only one at a time. */
export type Drawer = 'emoji' | 'attach' | null

interface Props {
  state: ChatState
  desk: Desk
  words: Words
  isSheet: boolean
  drawer: Drawer
  setDrawer: (drawer: Drawer) => void
}

const hasFinger = () => matchMedia('(pointer: coarse)').matches
/** A tap on a button must not take the focus from the text: on a phone the keyboard would go down. */
const keepFocus = (event: Event) => event.preventDefault()

export function Composer({ state, desk, words, isSheet, drawer, setDrawer }: Props) {
  const [text, setText] = useState(desk.readDraft)
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const over = text.length - limits.text
  const canSend = (text.trim() !== '' || state.tray.length > 0) && over <= 0 && !state.isGone

  useLayoutEffect(() => grow(area.current), [text])
  // On a phone the keyboard would hide the greeting at once; there the buyer taps when ready.
  useEffect(() => {
    if (!hasFinger()) area.current?.focus({ preventScroll: true })
  }, [])

  const write = (now: string) => {
    setText(now)
    desk.writeDraft(now)
    if (now.trim()) desk.typing()
  }
  const send = () => {
    if (!canSend || !desk.send(text.trim())) return
    setText('')
    desk.writeDraft('')
    setDrawer(null)
    area.current?.focus({ preventScroll: true })
  }
  const insert = (sign: string) => {
    const { selectionStart: from, selectionEnd: to } = area.current ?? {
      selectionStart: text.length,
      selectionEnd: text.length,
    }
    write(text.slice(0, from) + sign + text.slice(to))
    requestAnimationFrame(() => area.current?.setSelectionRange(from + sign.length, from + sign.length))
  }
  const ask = (accept: string, capture: boolean) => {
    const input = picker.current
    if (!input) return
    input.accept = accept
    input.toggleAttribute('capture', capture)
    input.click()
    setDrawer(null)
  }
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method is open, Enter chooses a word; Safari reports that only by the key code.
    const isComposing = event.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {over > 0 ? <p class="trouble">{words.tooLong(over)}</p> : null}
      {state.trouble ? (
        <p class="trouble" role="alert">
          {state.trouble}
        </p>
      ) : null}
      <Tray tray={state.tray} words={words} onRemove={desk.unpick} />
      {drawer === 'emoji' ? <EmojiPicker words={words} onPick={insert} /> : null}
      {drawer === 'attach' ? <AttachMenu words={words} onAsk={ask} /> : null}
      <div class="bar">
        <button
          type="button"
          class="tool"
          aria-label={words.attach}
          aria-expanded={hasFinger() ? drawer === 'attach' : undefined}
          disabled={state.isGone}
          onClick={() => (hasFinger() ? setDrawer(drawer === 'attach' ? null : 'attach') : ask('', false))}
        >
          <CameraIcon />
        </button>
        <div class="field">
          <textarea
            ref={area}
            rows={1}
            value={text}
            aria-label={words.input}
            placeholder={words.input}
            disabled={state.isGone}
            enterkeyhint="send"
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onFocus={() => isSheet && drawer === 'attach' && setDrawer(null)}
            onPaste={(event) => {
              const files = [...(event.clipboardData?.files ?? [])]
              if (files.length === 0) return
              event.preventDefault()
              desk.pick(files)
            }}
          />
          <button
            type="button"
            class="tool small"
            aria-label={words.emoji}
            aria-expanded={drawer === 'emoji'}
            disabled={state.isGone}
            onClick={() => setDrawer(drawer === 'emoji' ? null : 'emoji')}
          >
            <SmileIcon />
          </button>
        </div>
        <button
          type="submit"
          class={canSend ? 'send ready' : 'send'}
          aria-label={words.send}
          aria-disabled={!canSend}
          onPointerDown={keepFocus}
        >
          <SendIcon />
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        onChange={(event) => {
          desk.pick([...(event.currentTarget.files ?? [])])
          // The same file chosen again must count as a change.
          event.currentTarget.value = ''
          area.current?.focus({ preventScroll: true })
        }}
      />
    </form>
  )
}

function AttachMenu({ words, onAsk }: { words: Words; onAsk: (accept: string, capture: boolean) => void }) {
  return (
    <div class="attach" role="group" aria-label={words.attach}>
      <button type="button" onClick={() => onAsk('image/*', true)}>
        <CameraIcon /> {words.takePhoto}
      </button>
      <button type="button" onClick={() => onAsk('image/*', false)}>
        <PictureIcon /> {words.pickPhoto}
      </button>
      <button type="button" onClick={() => onAsk('', false)}>
        <FileIcon /> {words.pickFile}
      </button>
    </div>
  )
}

/** One line to five, then it scrolls. */
function grow(area: HTMLTextAreaElement | null): void {
  if (!area) return
  area.style.height = 'auto'
  area.style.height = `${Math.min(area.scrollHeight, 132)}px`
}
