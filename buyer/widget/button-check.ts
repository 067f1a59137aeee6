/**
 * RSP-13: can the way to the shop be seen? A page that covers the button, hides it or pushes it out of the first view is told
 * to the shop, by its path alone, once a day from each browser: nothing about who looked.
 */
import { call } from '../parts/api.ts'
import type { Memory } from '../parts/storage.ts'

/** Late enough for what pages put over everything when they have loaded. */
const SETTLE_MS = 3000
const MOST_PATHS = 40

export function checkButton(base: string, key: string, button: HTMLElement, memory: Memory): void {
  const name = `fivehearts.seen.${key}`
  const page = location.pathname.slice(0, 300)
  const day = new Date().toISOString().slice(0, 10)
  const before = memory.read(name) as { day?: string; pages?: string[] } | null
  const pages = before?.day === day && Array.isArray(before.pages) ? before.pages : []
  if (pages.includes(page) || pages.length >= MOST_PATHS) return
  setTimeout(() => {
    // A page in a background tab lays nothing out; the opened chat covers its own button.
    if (
      document.visibilityState !== 'visible' ||
      !button.isConnected ||
      location.pathname.slice(0, 300) !== page
    )
      return
    if (button.getAttribute('aria-expanded') === 'true') return
    memory.write(name, { day, pages: [...pages, page] })
    void call(base, 'POST /api/widget/:key/button-checks', {
      params: { key },
      body: { page, width: Math.min(innerWidth, 20_000), ...look(button) },
    })
  }, SETTLE_MS)
}

export function look(button: HTMLElement): {
  isVisible: boolean
  isInFirstView: boolean
  hiddenBy?: string
} {
  const { left, right, top, bottom, width, height } = button.getBoundingClientRect()
  const isInFirstView = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1
  const style = getComputedStyle(button)
  if (width < 8 || height < 8 || style.visibility !== 'visible' || Number(style.opacity) < 0.1)
    return { isVisible: false, isInFirstView }
  const host = (button.getRootNode() as ShadowRoot).host
  const top3 = [0.25, 0.5, 0.75].map((part) =>
    document.elementFromPoint(left + width * part, top + height / 2),
  )
  const over = top3.filter((element) => element !== null && element !== host)
  // One corner under a banner still leaves something to press.
  if (over.length < 2) return { isVisible: true, isInFirstView }
  return { isVisible: false, isInFirstView, hiddenBy: nameOf(over[0] as Element) }
}

const nameOf = (element: Element): string =>
  `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}`.slice(0, 80)
