import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { api } from './api.ts'
import { Key } from './controls.tsx'
import { useFormat } from './format.tsx'
import css from './palette.module.css'
import { ErrorLine } from './screen-states.tsx'
import { useMembership } from './session.tsx'
import { screenPaths, type ScreenName } from './screen-paths.ts'
import { shellWords } from './shell.words.ts'
import { useWords } from './words.tsx'

interface Found {
  key: string
  group: 'screens' | 'customers' | 'orders' | 'products'
  label: string
  about: string
  open: () => void
}

/** Ctrl-K: one box for any person, order, product or screen. */
export function Palette({ onClose }: { onClose: () => void }) {
  const words = useWords(shellWords)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const { found, isAsking, error } = useFound(text.trim(), onClose)

  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  useEffect(() => setAt(0), [text])
  useEffect(() => document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' }), [at, id])

  const onKeyDown = (e: KeyboardEvent) => {
    if (e.nativeEvent.isComposing) return
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault()
      const step = e.key === 'ArrowDown' ? 1 : -1
      setAt((now) => (found.length === 0 ? 0 : (now + step + found.length) % found.length))
    } else if (e.key === 'Enter') {
      e.preventDefault()
      found[at]?.open()
    }
  }
  const groupNames = {
    screens: words.foundScreens,
    customers: words.foundCustomers,
    orders: words.foundOrders,
    products: words.foundProducts,
  }
  return (
    <dialog
      ref={dialog}
      className={css.palette}
      aria-label={words.search}
      onCancel={(e) => {
        e.preventDefault()
        onClose()
      }}
      onMouseDown={(e) => e.target === e.currentTarget && onClose()}
    >
      <div onKeyDown={onKeyDown}>
        <input
          autoFocus
          className={css.box}
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
          aria-label={words.search}
          placeholder={words.searchHint}
          value={text}
          maxLength={100}
          onChange={(e) => setText(e.target.value)}
        />
        <div id={id} role="listbox" aria-label={words.search} className={css.list} aria-busy={isAsking}>
          {found.map((one, i) => (
            <div key={one.key}>
              {found[i - 1]?.group !== one.group && (
                <div className={css.group} role="presentation">
                  {groupNames[one.group]}
                </div>
              )}
              <div
                id={`${id}-${i}`}
                role="option"
                aria-selected={i === at}
                className={css.row}
                onMouseMove={() => setAt(i)}
                onClick={one.open}
              >
                <span>{one.label}</span>
                <span>{one.about}</span>
              </div>
            </div>
          ))}
        </div>
        {error !== null && <ErrorLine error={error} />}
        {found.length === 0 && !isAsking && error === null && (
          <p className={css.nothing} role="status">
            {words.searchNothing(text.trim())}
          </p>
        )}
        <p className={css.foot}>
          <Key>↑↓</Key> {words.move} <Key>Enter</Key> {words.open} <Key>Esc</Key> {words.close}
        </p>
      </div>
    </dialog>
  )
}

function useFound(text: string, onClose: () => void) {
  const words = useWords(shellWords)
  const format = useFormat()
  const navigate = useNavigate()
  const { shop, id } = useMembership()
  const q = useDeferredValue(text)
  const answer = useQuery({
    queryKey: ['search', id, q],
    queryFn: ({ signal }) => api('GET /api/search', { query: { q }, signal }),
    enabled: q !== '',
    placeholderData: (before) => (q === '' ? undefined : before),
  })
  const go =
    (to: string, params: Record<string, string> = {}) =>
    () => {
      onClose()
      void navigate({ to, params: { slug: shop.slug, ...params } } as never)
    }
  const lower = text.toLowerCase()
  const found: Found[] = []
  for (const [name, path] of Object.entries(screenPaths) as [ScreenName, string][]) {
    if (words.screens[name].toLowerCase().includes(lower)) {
      found.push({ key: name, group: 'screens', label: words.screens[name], about: '', open: go(path) })
    }
  }
  if (q !== '') {
    for (const c of answer.data?.customers ?? []) {
      const about = [
        c.matched && c.matched.shown !== c.name ? c.matched.shown : null,
        words.orders(c.orderCount),
      ]
        .filter(Boolean)
        .join(' · ')
      found.push({
        key: c.id,
        group: 'customers',
        label: c.name,
        about,
        open: go('/s/$slug/customers/$id', { id: c.id }),
      })
    }
    for (const o of answer.data?.orders ?? []) {
      const about = `${o.buyerName} · ${format.money(o.total)} · ${format.day(o.placedAt)}`
      found.push({
        key: o.id,
        group: 'orders',
        label: `${o.name}　${o.title}`,
        about,
        open: go('/s/$slug/orders/$id', { id: o.id }),
      })
    }
    for (const p of answer.data?.products ?? []) {
      const about = [p.shown, words.productStatuses[p.status]].filter(Boolean).join(' · ')
      found.push({
        key: p.id,
        group: 'products',
        label: p.name,
        about,
        open: go('/s/$slug/products/$id', { id: p.id }),
      })
    }
  }
  return { found, isAsking: answer.isFetching || q !== text, error: q === '' ? null : answer.error }
}
