import { useEffect, useId, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import css from './dialog.module.css'
import { screenStateWords } from './screen-states.words.ts'
import { useWords } from './words.tsx'

/**
 * A modal dialog on the browser's own `<dialog>`: focus is kept inside and returned, Esc closes. Render it only
 * while it is open. `isDrawer` puts it at the right edge over the full height, for longer forms.
 */
export function Dialog({
  title,
  onClose,
  children,
  foot,
  isDrawer = false,
}: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  foot?: ReactNode
  isDrawer?: boolean
}) {
  const words = useWords(screenStateWords)
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  // At the end of the page, so that no list or form around it lends it its looks.
  return createPortal(
    <dialog
      ref={dialog}
      className={css.dialog}
      data-drawer={isDrawer || undefined}
      aria-labelledby={id}
      onCancel={(e) => {
        e.preventDefault()
        onClose()
      }}
      onMouseDown={(e) => e.target === e.currentTarget && onClose()}
    >
      <div className={css.inside}>
        <header className={css.head}>
          <h2 id={id}>{title}</h2>
          <button type="button" className={css.close} aria-label={words.close} onClick={onClose}>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path
                d="M3 3 L13 13 M13 3 L3 13"
                stroke="currentColor"
                strokeWidth="1.6"
                strokeLinecap="round"
              />
            </svg>
          </button>
        </header>
        <div className={css.body}>{children}</div>
        {foot && <footer className={css.foot}>{foot}</footer>}
      </div>
    </dialog>,
    document.body,
  )
}
