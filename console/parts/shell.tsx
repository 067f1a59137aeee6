import { Link, useLocation, type LinkProps } from '@tanstack/react-router'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Dialog } from './dialog.tsx'
import { Mark } from './marks/petals.tsx'
import { Palette } from './palette.tsx'
import { Presence } from './presence.tsx'
import { useRailCounts, type RailCounts } from './rail-counts.ts'
import { useMe, useMembership } from './session.tsx'
import css from './shell.module.css'
import { screenPaths, type ScreenName } from './screen-paths.ts'
import { shellWords } from './shell.words.ts'
import { useWords } from './words.tsx'

/** The day, what it is about, what is said, who says it and how well. */
const groups: readonly (readonly ScreenName[])[] = [
  ['home', 'inbox', 'board', 'words'],
  ['orders', 'products', 'customers'],
  ['knowledge', 'phrases'],
  ['answers', 'team', 'hours', 'settings'],
]
const thumbScreens: readonly ScreenName[] = ['home', 'inbox', 'words']

/** Menu, search and the screen itself. */
export function Shell({ children }: { children: ReactNode }) {
  const words = useWords(shellWords)
  const counts = useRailCounts()
  const [isSearching, setSearching] = useState(false)
  useSearchKey(() => setSearching(true))
  const main = useRef<HTMLElement>(null)
  const path = useLocation({ select: (l) => l.pathname })
  const [first] = useState(path)
  useEffect(() => {
    // A new screen starts at its top, and says so to a screen reader; the first one leaves the focus alone.
    main.current?.scrollTo(0, 0)
  }, [path, first])
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#screen">
        {words.skip}
      </a>
      <Rail counts={counts} onSearch={() => setSearching(true)} />
      <main ref={main} id="screen" tabIndex={-1} className={css.main}>
        {children}
      </main>
      <ThumbTabs counts={counts} onSearch={() => setSearching(true)} />
      {isSearching && <Palette onClose={() => setSearching(false)} />}
    </div>
  )
}

function useSearchKey(open: () => void) {
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'k') {
        e.preventDefault()
        latest.current()
      }
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function Rail({ counts, onSearch }: { counts: RailCounts; onSearch: () => void }) {
  const words = useWords(shellWords)
  const { shop } = useMembership()
  return (
    <header className={css.rail}>
      <Link to="/s/$slug" params={{ slug: shop.slug }} className={css.mark} title={shop.name}>
        <Mark size={34} />
      </Link>
      <nav aria-label={words.main}>
        {groups.map((group, i) => (
          <ul key={i}>
            {group.map((name) => (
              <li key={name}>
                <RailLink name={name} counts={counts} />
              </li>
            ))}
          </ul>
        ))}
        <button
          type="button"
          className={css.find}
          onClick={onSearch}
          aria-keyshortcuts="Control+K"
          title={words.search}
        >
          <span>{words.searchFind}</span>
          <kbd>Ctrl K</kbd>
        </button>
      </nav>
      <Presence place="rail" />
    </header>
  )
}

function RailLink({ name, counts, onPick }: { name: ScreenName; counts: RailCounts; onPick?: () => void }) {
  const words = useWords(shellWords)
  const { shop } = useMembership()
  const link = {
    to: screenPaths[name],
    params: { slug: shop.slug },
    activeOptions: { exact: name === 'home' },
    activeProps: { 'aria-current': 'page' as const },
  } as LinkProps
  return (
    <Link {...link} className={css.item} {...(onPick && { onClick: onPick })}>
      <span>{words.screens[name]}</span>
      <Count name={name} counts={counts} />
    </Link>
  )
}

function Count({ name, counts }: { name: ScreenName; counts: RailCounts }) {
  const words = useWords(shellWords)
  const [n, isLate, said] =
    name === 'inbox'
      ? [counts.inbox, counts.hasLate, words.waitingCount]
      : name === 'words'
        ? [counts.words, counts.hasBrokenWord, words.openWords]
        : [null, false, null]
  if (!n || !said) return null
  return (
    <span className={css.count} data-late={isLate || undefined}>
      <span aria-hidden="true">{n > 99 ? '99+' : n}</span>
      <span className="visually-hidden">{said(n)}</span>
    </span>
  )
}

/** The menu of a phone: four words at the thumb; everything else behind the last one. */
function ThumbTabs({ counts, onSearch }: { counts: RailCounts; onSearch: () => void }) {
  const words = useWords(shellWords)
  const [isMore, setMore] = useState(false)
  const path = useLocation({ select: (l) => l.pathname })
  useEffect(() => setMore(false), [path])
  return (
    <nav className={css.tabs} aria-label={words.main}>
      {thumbScreens.map((name) => (
        <RailLink key={name} name={name} counts={counts} />
      ))}
      <button type="button" className={css.item} aria-expanded={isMore} onClick={() => setMore(true)}>
        {words.more}
      </button>
      {isMore && (
        <Dialog title={words.more} onClose={() => setMore(false)}>
          <ul className={css.moreList}>
            {groups
              .flat()
              .filter((name) => !thumbScreens.includes(name))
              .map((name) => (
                <li key={name}>
                  <RailLink name={name} counts={counts} onPick={() => setMore(false)} />
                </li>
              ))}
            <li>
              <button
                type="button"
                className={css.item}
                onClick={() => {
                  setMore(false)
                  onSearch()
                }}
              >
                {words.searchFind}
              </button>
            </li>
            <li>
              <RailLink name="account" counts={counts} onPick={() => setMore(false)} />
            </li>
          </ul>
          <Presence place="sheet" />
          <OtherShops />
        </Dialog>
      )}
    </nav>
  )
}

function OtherShops() {
  const words = useWords(shellWords)
  const me = useMe()
  const { shop } = useMembership()
  const others = me.memberships.filter((m) => m.shop.id !== shop.id)
  if (others.length === 0) return null
  return (
    <ul className={css.moreList}>
      {others.map((m) => (
        <li key={m.id}>
          <Link to="/s/$slug" params={{ slug: m.shop.slug }} className={css.item}>
            {words.otherShop(m.shop.name)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
