import { useEffect, type ReactNode } from 'react'
import { ConnectionNote } from './connection-note.tsx'
import { useMembership } from './session.tsx'
import css from './screen.module.css'

/**
 * The frame of an ordinary screen: title, a line at the right, what is below. `tabs` stand under the title.
 * `width` `read` keeps lines short, `wide` uses the window.
 */
export function Screen({
  title,
  right,
  tabs,
  children,
  width = 'read',
  isTitleHidden = false,
}: {
  title: string
  right?: ReactNode
  tabs?: ReactNode
  children: ReactNode
  width?: 'read' | 'wide'
  isTitleHidden?: boolean
}) {
  useTitle(title)
  return (
    <div className={css.screen} data-width={width}>
      <header className={css.head} data-hidden={isTitleHidden || undefined}>
        <h1 tabIndex={-1}>{title}</h1>
        <div className={css.right}>
          <ConnectionNote />
          {right}
        </div>
      </header>
      {tabs}
      {children}
    </div>
  )
}

/** Names the tab of the browser: 订单 · 半亩居. */
export function useTitle(title: string): void {
  const shop = useMembership().shop.name
  useEffect(() => {
    document.title = `${title} · ${shop}`
  }, [title, shop])
}

/** A part of a screen between hairlines, its name at the left and a remark at the right. */
export function Section({
  title,
  right,
  children,
  id,
}: {
  title: ReactNode
  right?: ReactNode
  children: ReactNode
  id?: string
}) {
  return (
    <section className={css.section} id={id}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {right && <div className={css.remark}>{right}</div>}
      </div>
      {children}
    </section>
  )
}
