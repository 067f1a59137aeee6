import { useCallback, useId, useSyncExternalStore, type ReactNode } from 'react'
import css from './fold.module.css'
import { useMembership } from './session.tsx'

const heard = new Set<() => void>()
const keyOf = (memberId: string, name: string) => `fivehearts.fold.${memberId}.${name}`

/** Opens or shuts a part everywhere it stands, and remembers it for this member on this device. */
function setFold(memberId: string, name: string, isOpen: boolean): void {
  localStorage.setItem(keyOf(memberId, name), isOpen ? 'open' : 'shut')
  for (const tell of heard) tell()
}

function useFold(name: string, isOpenAtFirst: boolean) {
  const memberId = useMembership().id
  const isOpen = useSyncExternalStore(
    (tell) => {
      heard.add(tell)
      return () => heard.delete(tell)
    },
    () => (localStorage.getItem(keyOf(memberId, name)) ?? (isOpenAtFirst ? 'open' : '')) === 'open',
  )
  return [isOpen, (next: boolean) => setFold(memberId, name, next)] as const
}

const headOf = (name: string) => `fold-${name}`

/** Opens a part by its name and leads there: what the line above it speaks of stands inside. */
export function useOpenFold() {
  const memberId = useMembership().id
  return useCallback(
    (name: string) => {
      setFold(memberId, name, true)
      requestAnimationFrame(() => {
        const head = document.getElementById(headOf(name))
        head?.scrollIntoView({ block: 'nearest' })
        head?.parentElement?.nextElementSibling?.scrollIntoView({ block: 'nearest' })
        head?.focus({ preventScroll: true })
      })
    },
    [memberId],
  )
}

/** A part of a panel that says in one line how it stands, and opens on demand. `children` are made when it is open. */
export function Fold({
  name,
  title,
  state,
  isOpenAtFirst = false,
  children,
}: {
  /** Unique on the screen; what is remembered goes by it. */
  name: string
  title: string
  /** How it stands, in a few words. */
  state: ReactNode
  /** Before the member has chosen. */
  isOpenAtFirst?: boolean
  children: ReactNode
}) {
  const [isOpen, setOpen] = useFold(name, isOpenAtFirst)
  const body = useId()
  return (
    <section className={css.fold}>
      <h3>
        <button
          type="button"
          id={headOf(name)}
          aria-expanded={isOpen}
          aria-controls={isOpen ? body : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          <span className={css.title}>{title}</span>
          <span className={css.state}>{!(isOpen && isOpenAtFirst) && state}</span>
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2.5 4.5 L6 8 L9.5 4.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
          </svg>
        </button>
      </h3>
      {isOpen && (
        <div id={body} className={css.body}>
          {children}
        </div>
      )}
    </section>
  )
}
