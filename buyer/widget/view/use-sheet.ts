import { useEffect, useRef, useState } from 'preact/hooks'

/** Where there is no room beside the shop's page, the chat takes all of it. Same condition as in chat.css. */
const small = '(max-width: 520px), (max-height: 460px)'

/** Chromium's way to hear the phone's back gesture without touching the page's history. */
type CloseWatcherClass = new () => { onclose: (() => void) | null; destroy: () => void }

/**
 * Whether the chat is a sheet over the whole window, and its place: the part of the window that the on-screen
 * keyboard leaves free.
 */
export function useSheet(onBack: () => void) {
  const [isSheet, setSheet] = useState(() => matchMedia(small).matches)
  const [place, setPlace] = useState<{ top?: string; height?: string }>({})

  useEffect(() => {
    const query = matchMedia(small)
    const follow = () => setSheet(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])

  useEffect(() => {
    const view = window.visualViewport
    if (!isSheet || !view) {
      setPlace({})
      return undefined
    }
    const follow = () => {
      // Zoomed in by hand, the buyer looks at a part; the sheet stays as it is.
      if (view.scale > 1.05) return
      setPlace({ top: `${view.offsetTop}px`, height: `${view.height}px` })
    }
    follow()
    view.addEventListener('resize', follow)
    view.addEventListener('scroll', follow)
    return () => {
      view.removeEventListener('resize', follow)
      view.removeEventListener('scroll', follow)
    }
  }, [isSheet])

  const back = useRef(onBack)
  back.current = onBack
  useEffect(() => {
    const { CloseWatcher } = window as unknown as { CloseWatcher?: CloseWatcherClass }
    if (!isSheet || !CloseWatcher) return undefined
    let watcher: InstanceType<CloseWatcherClass> | null = null
    // Each hears one gesture only; the first may close a picture, the next the chat.
    const arm = () => {
      watcher = new CloseWatcher()
      watcher.onclose = () => {
        back.current()
        arm()
      }
    }
    arm()
    return () => watcher?.destroy()
  }, [isSheet])

  return { isSheet, place }
}

/** Tab goes round inside: behind the sheet there is nothing to be seen. */
export function keepFocusInside(panel: HTMLElement | null, event: KeyboardEvent): void {
  const within = panel?.querySelector<HTMLElement>('.lightbox') ?? panel
  if (!within) return
  const stops = [...within.querySelectorAll<HTMLElement>('button, a[href], textarea, [tabindex="0"]')].filter(
    (each) => !each.hasAttribute('disabled') && each.offsetParent !== null,
  )
  const first = stops[0]
  const last = stops[stops.length - 1]
  const now = (within.getRootNode() as ShadowRoot).activeElement
  const isOutside = !now || !stops.includes(now as HTMLElement)
  if (event.shiftKey ? now === first || isOutside : now === last || isOutside) {
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }
}
