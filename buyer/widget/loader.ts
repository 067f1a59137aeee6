/**
 * widget.js: what every page of the shop loads. It shows the closed button and nothing more; the chat is a
 * second script, loaded when a buyer turns to the button or has an answer waiting. It leaves no global behind:
 * pages talk to it by `fivehearts:*` events on the document (buyer/README.md).
 */
import { call } from '../parts/api.ts'
import { languageTag, pickLanguage } from '../parts/language.ts'
import { readSlot, slotName, slotParts } from '../parts/slot.rules.ts'
import { openMemory } from '../parts/storage.ts'
import { makeButton } from './button.ts'
import { checkButton } from './button-check.ts'
import closedCss from './closed.css?inline'
import type { Chat, ChatModule, ClosedShop, Frame } from './frame.ts'
import { isPlaced, makePlace } from './place.ts'
import { closedWords } from './words-closed.ts'

/** The file of the opened chat, relative to this script: set by the build, with a hash of its content. */
declare const CHAT_FILE: string

/** A buyer who wrote within this time keeps listening on every page, so that the answer finds them. */
const LISTEN_MS = 30 * 60_000

function start(script: HTMLScriptElement, key: string): void {
  const { dataset } = script
  const base = new URL('.', script.src).href
  const language = pickLanguage(dataset.language, document.documentElement.lang, navigator.language)
  const words = closedWords[language]
  let identity = dataset.identity || null
  let shop: ClosedShop | null = null
  const button = makeButton(words)
  const place = makePlace({
    lang: languageTag[language],
    theme: dataset.theme ?? 'auto',
    side: dataset.side === 'left' ? 'left' : 'right',
    bottom: Number(dataset.bottom) || 0,
  })
  place.adopt(closedCss)

  const tell = (name: string, detail: object) =>
    document.dispatchEvent(new CustomEvent(`fivehearts:${name}`, { detail }))
  const onShop = (now: ClosedShop | null) => {
    shop = now
    button.describe(now)
    if (!button.element.isConnected) place.root.prepend(button.element)
  }
  const frame: Frame = {
    root: place.root,
    base,
    key,
    language,
    identity: () => identity,
    shop: () => shop,
    adopt: place.adopt,
    onShop,
    onOpen: (isOpen) => {
      button.element.setAttribute('aria-expanded', String(isOpen))
      place.root.classList.toggle('is-open', isOpen)
      if (!isOpen) button.element.focus({ preventScroll: true })
      tell(isOpen ? 'opened' : 'closed', {})
    },
    onUnread: (count, agentName) => {
      button.unread(count, agentName)
      tell('unread', { count })
    },
  }

  let chat: Promise<Chat> | null = null
  const load = (): Promise<Chat> =>
    (chat ??= import(/* @vite-ignore */ base + CHAT_FILE).then((module: ChatModule) =>
      module.startChat(frame),
    ))
  const open = (clickedAt: number) => {
    button.say('opening')
    load().then(
      (ready) => {
        button.say('idle')
        ready.open(clickedAt)
      },
      () => {
        // Offline, or the desk is just restarting: the next click tries again.
        chat = null
        button.say('failed')
      },
    )
  }
  const whenLoaded = (act: (ready: Chat) => void) => void chat?.then(act, () => undefined)
  const warm = () => void load().catch(() => (chat = null))

  button.element.addEventListener('click', (event) => open(event.timeStamp || performance.now()))
  for (const hint of ['pointerenter', 'focus', 'touchstart']) {
    button.element.addEventListener(hint, warm, { passive: true, once: true })
  }
  document.addEventListener('fivehearts:open', () => open(performance.now()))
  document.addEventListener('fivehearts:close', () => whenLoaded((ready) => ready.close()))
  document.addEventListener('fivehearts:forget', () => {
    const before = identity
    identity = null
    for (const part of slotParts)
      for (const who of [before, null]) memory.write(slotName(key, who, part), null)
    whenLoaded((ready) => ready.forget(before))
  })
  document.addEventListener('fivehearts:identify', (event) => {
    const token: unknown = (event as CustomEvent<{ token?: unknown } | null>).detail?.token
    identity = typeof token === 'string' && token ? token : null
    whenLoaded((ready) => ready.identityChanged())
  })

  const memory = openMemory(() => localStorage)
  void readShop(base, key).then((found) => {
    if (found === 'none') return console.warn('fivehearts: no shop has this data-key; the chat stays away.')
    onShop(found)
    checkButton(base, key, button.element, memory)
    return lookForAnswers(
      base,
      memory.read(slotName(key, identity)),
      () => void load().then((ready) => ready.resume(), warm),
    )
  })
}

/** Null when the desk cannot be reached: the button is there all the same, and what is written is kept. */
async function readShop(base: string, key: string): Promise<ClosedShop | null | 'none'> {
  const answer = await call(base, 'GET /api/widget/:key/shop', { params: { key } })
  if (answer.ok) return answer.value
  return answer.refusal.status === 404 ? 'none' : null
}

/** For a buyer who has been here: is there an answer they have not read, or may one come any moment? */
async function lookForAnswers(base: string, stored: unknown, onReason: () => void): Promise<void> {
  const slot = readSlot(stored)
  if (!slot) return
  if (Date.now() - slot.touchedAt < LISTEN_MS) return onReason()
  const answer = await call(base, 'GET /api/widget/messages', {
    query: { after: slot.readUpTo },
    token: slot.token,
  })
  if (answer.ok && answer.value.messages.some(({ author }) => author !== 'buyer')) onReason()
}

const own = document.currentScript
const script =
  own instanceof HTMLScriptElement && own.dataset.key
    ? own
    : document.querySelector<HTMLScriptElement>('script[data-key][src*="widget.js"]')
// The tag may stand in the page twice, by a theme and an app: the first one serves.
if (script?.dataset.key && !isPlaced()) start(script, script.dataset.key)
