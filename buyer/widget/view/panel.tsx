import { useEffect, useRef, useState } from 'preact/hooks'
import { fillOf } from '../colour.rules.ts'
import type { Desk } from '../desk.ts'
import type { Frame } from '../frame.ts'
import { words as catalogue } from '../words.ts'
import type { Picture } from './attachments.tsx'
import { Answers } from './answers.tsx'
import { Composer, type Drawer } from './composer.tsx'
import { Head } from './head.tsx'
import { Mark } from './icons.tsx'
import { Lightbox } from './lightbox.tsx'
import { Log } from './log.tsx'
import { Notice } from './notice.tsx'
import { useChat } from './use-chat.ts'
import { useDrop } from './use-drop.ts'
import { keepFocusInside, useSheet } from './use-sheet.ts'

interface Props {
  desk: Desk
  frame: Frame
}

export function Panel({ desk, frame }: Props) {
  const { isOpen } = useChat(desk.store)
  return isOpen ? <OpenPanel desk={desk} frame={frame} /> : null
}

function OpenPanel({ desk, frame }: Props) {
  const state = useChat(desk.store)
  const words = catalogue[frame.language]
  const panel = useRef<HTMLElement>(null)
  const [drawer, setDrawer] = useState<Drawer>(null)
  const [picture, setPicture] = useState<Picture | null>(null)
  const stepBack = () => {
    if (picture) setPicture(null)
    else if (drawer) setDrawer(null)
    else desk.close()
  }
  const { isSheet, place } = useSheet(stepBack)
  const { isOver, handlers } = useDrop(desk.pick)
  useEffect(() => {
    if (panel.current && !panel.current.contains(focusedIn(panel.current)))
      panel.current.focus({ preventScroll: true })
  }, [])

  const shop = frame.shop()
  const agentName = state.visit ? state.visit.agentName : (shop?.agentName ?? null)
  const shopName = state.visit?.shopName ?? shop?.name ?? ''
  const isShopOpen = state.visit?.isOpen ?? shop?.isOpen ?? true
  const fill = fillOf(shop?.color)
  const onKeyDown = (event: KeyboardEvent) => {
    // The shop's own shortcuts must not act on what is typed here.
    event.stopPropagation()
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault()
      stepBack()
    }
    if (event.key === 'Tab' && (isSheet || picture)) keepFocusInside(panel.current, event)
  }
  const common = { state, desk, words, language: frame.language }
  return (
    <section
      ref={panel}
      class={isSheet ? 'panel sheet' : 'panel'}
      role="dialog"
      aria-modal={isSheet}
      aria-label={words.title(agentName ?? shopName)}
      tabIndex={-1}
      style={{ ...place, ...(fill ? { '--fill': fill.fill, '--on-fill': fill.onFill } : {}) }}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.stopPropagation()}
      onKeyPress={(event) => event.stopPropagation()}
      {...handlers}
    >
      <Head {...common} {...{ shopName, agentName, isShopOpen, isSheet }} onClose={desk.close} />
      <Log {...common} base={frame.base} onLook={setPicture} />
      {state.typing !== null ? (
        <p class="typing">
          <Mark className="busy" /> {words.typing(state.typing || words.shopSide)}
        </p>
      ) : null}
      <Answers {...common} />
      <Notice {...common} isShopOpen={isShopOpen} />
      <Composer {...common} {...{ isSheet, drawer, setDrawer }} />
      {isOver ? <div class="drop">{words.dropHere}</div> : null}
      {picture ? <Lightbox picture={picture} words={words} onClose={() => setPicture(null)} /> : null}
    </section>
  )
}

const focusedIn = (element: HTMLElement) => (element.getRootNode() as ShadowRoot).activeElement
