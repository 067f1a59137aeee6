import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import css from './menu.module.css'

export interface MenuItem {
  label: ReactNode
  onPick: () => void
  /** A line below the words. */
  about?: ReactNode
  isChecked?: boolean
  isDanger?: boolean
  isDisabled?: boolean
}

/** A button that opens a short list of actions: arrows, Home, End, Esc. `label` names it where its face is no text. */
export function Menu({
  face,
  label,
  items,
  className,
  place = 'below',
}: {
  face: ReactNode
  label?: string
  items: readonly MenuItem[]
  className?: string | undefined
  place?: 'below' | 'above' | 'right'
}) {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()

  useEffect(() => {
    if (!isOpen) return
    root.current?.querySelector<HTMLElement>('[role^=menuitem]:not([aria-disabled])')?.focus()
    const closeOutside = (e: PointerEvent) => {
      if (!root.current?.contains(e.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpen])

  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (!isOpen) return
    const entries = [
      ...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled])') ?? []),
    ]
    const at = entries.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[e.key]
    if (next !== undefined) {
      e.preventDefault()
      entries.at(next % entries.length)?.focus()
    } else if (e.key === 'Escape') {
      e.preventDefault()
      e.stopPropagation()
      close()
    } else if (e.key === 'Tab') setOpen(false)
  }

  return (
    <div ref={root} className={css.root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className={className ?? css.face}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        {...(label && { 'aria-label': label })}
        onClick={() => setOpen((o) => !o)}
        onKeyDown={(e) => {
          if (e.key === 'ArrowDown' && !isOpen) {
            e.preventDefault()
            setOpen(true)
          }
        }}
      >
        {face}
      </button>
      {isOpen && (
        <div id={id} role="menu" className={css.list} data-place={place}>
          {items.map((item, i) => (
            <button
              key={i}
              type="button"
              role={item.isChecked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={item.isChecked}
              aria-disabled={item.isDisabled || undefined}
              tabIndex={-1}
              data-danger={item.isDanger || undefined}
              onClick={() => {
                if (item.isDisabled) return
                close()
                item.onPick()
              }}
            >
              {item.isChecked !== undefined && (
                <span className={css.tick} aria-hidden="true">
                  {item.isChecked ? '✓' : ''}
                </span>
              )}
              <span>
                {item.label}
                {item.about && <span className={css.about}>{item.about}</span>}
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
