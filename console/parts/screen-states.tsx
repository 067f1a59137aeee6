import { useEffect, useState, type ReactNode } from 'react'
import { ApiError } from './api.ts'
import { Button } from './controls.tsx'
import { errorWords } from './errors.words.ts'
import { EmptyFlower, Mark } from './marks/petals.tsx'
import css from './screen-states.module.css'
import { screenStateWords } from './screen-states.words.ts'
import { useWords } from './words.tsx'

/** What an error says in the language of the screen: `{ code, what, todo, requestId, canRetry }`. */
export function useErrorSaid(): (error: unknown) => {
  code: string
  what: string
  todo: string
  requestId: string
  canRetry: boolean
} {
  const { codes } = useWords(errorWords)
  return (error) => {
    const code = error instanceof ApiError ? error.code : 'internal'
    const known = code in codes ? codes[code] : codes.internal
    const requestId = error instanceof ApiError ? error.requestId : ''
    return {
      code,
      ...known,
      requestId,
      canRetry: code === 'unavailable' || code === 'internal' || code === 'request.too_many',
    }
  }
}

const RETRIES_SECONDS = [8, 20, 60]

interface ErrorStateProps {
  error: unknown
  /** What could not be read, as a noun: 订单, Orders. */
  thing?: string | undefined
  /** What was kept, in one sentence. */
  kept?: ReactNode | undefined
  retry?: (() => void) | undefined
  /** On a page of its own, without a screen around it. */
  isPage?: boolean
}

/** A failed screen: what happened, what was kept, what to do; tries again by itself where that may help. */
export function ErrorState({ error, thing, kept, retry, isPage = false }: ErrorStateProps) {
  const words = useWords(screenStateWords)
  const said = useErrorSaid()(error)
  const Title = isPage ? 'h1' : 'h2'
  const wait = useOwnRetry(said.canRetry ? retry : undefined, error)
  const facts: [string, ReactNode][] = [[words.happened, said.what]]
  if (kept) facts.push([words.kept, kept])
  facts.push([
    words.todo,
    wait === null ? (
      said.todo
    ) : (
      <>
        {said.todo} {words.retryIn(wait)}
      </>
    ),
  ])
  return (
    <Frame isPage={isPage}>
      <Title className={css.failed}>
        <Octagon />
        <span className="song">{words.unread(thing ?? words.thisPage)}</span>
      </Title>
      <dl className={css.facts}>
        {facts.map(([name, fact]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <div className={css.after}>
        {retry && (
          <Button kind="filled" onClick={retry}>
            {words.retry}
          </Button>
        )}
        <CodeLine code={said.code} requestId={said.requestId} />
      </div>
    </Frame>
  )
}

/** Within a screen a part of it; alone on a page the page's own main part. */
function Frame({ isPage, children }: { isPage: boolean; children: ReactNode }) {
  if (isPage)
    return (
      <main className={css.page}>
        <div role="alert">{children}</div>
      </main>
    )
  return (
    <div className={css.state} role="alert">
      {children}
    </div>
  )
}

/** Seconds until the screen tries again by itself, or null when it will not. */
function useOwnRetry(retry: (() => void) | undefined, error: unknown): number | null {
  const [tries, setTries] = useState(0)
  const [left, setLeft] = useState<number | null>(null)
  const canRetry = retry !== undefined
  useEffect(() => {
    const seconds = RETRIES_SECONDS[tries]
    if (!canRetry || seconds === undefined) return setLeft(null)
    setLeft(seconds)
    const timer = setInterval(() => setLeft((s) => (s === null ? null : Math.max(0, s - 1))), 1000)
    return () => clearInterval(timer)
  }, [canRetry, tries, error])
  useEffect(() => {
    if (left !== 0 || !retry) return
    setTries((n) => n + 1)
    setLeft(null)
    retry()
  }, [left, retry])
  return left
}

/** The stable code and the request's number, to copy for whoever runs the machine. */
export function CodeLine({ code, requestId }: { code: string; requestId: string }) {
  const words = useWords(screenStateWords)
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    void copyText(`${code} ${requestId}`.trim()).then(() => setCopied(true))
  }
  return (
    <p className={css.code}>
      <span>{code}</span>
      {requestId && <span>{words.request(requestId)}</span>}
      <button type="button" className="figure" onClick={copy}>
        {isCopied ? words.copied : words.copy}
      </button>
    </p>
  )
}

/** Copies text; on plain-HTTP desks, where the clipboard is closed, by a hidden field. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}

function Octagon() {
  return (
    <svg width="34" height="34" viewBox="-17 -17 34 34" aria-hidden="true">
      <path d="M-6.8 -16.4 H6.8 L16.4 -6.8 V6.8 L6.8 16.4 H-6.8 L-16.4 6.8 V-6.8 Z" fill="var(--late)" />
      <path d="M0 -8.5 V2.5" stroke="var(--on-late)" strokeWidth="3.4" />
      <circle cy="7.4" r="2.1" fill="var(--on-late)" />
    </svg>
  )
}

/** An error beside the control that caused it, in one line. */
export function ErrorLine({ error }: { error: unknown }) {
  const said = useErrorSaid()(error)
  if (!error) return null
  return (
    <p className={css.line} role="alert">
      <SmallOctagon />
      <span>
        {said.what} <span className={css.todo}>{said.todo}</span>
        {said.requestId && (said.code === 'internal' || said.code === 'unavailable') && (
          <span className={css.small}>
            {' '}
            {said.code} · {said.requestId}
          </span>
        )}
      </span>
    </p>
  )
}

export function SmallOctagon() {
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
      <path d="M-3.1 -7.5 H3.1 L7.5 -3.1 V3.1 L3.1 7.5 H-3.1 L-7.5 3.1 V-3.1 Z" fill="var(--late)" />
      <path d="M0 -4 V1" stroke="var(--on-late)" strokeWidth="1.8" />
      <circle cy="3.6" r="1.1" fill="var(--on-late)" />
    </svg>
  )
}

/** Amber diamond: soon, doubtful, not connected. */
export function SmallDiamond() {
  return (
    <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
      <path
        d="M0 -4.2 L4.2 0 L0 4.2 L-4.2 0 Z"
        fill="var(--amber-mark)"
        stroke="var(--amber)"
        strokeWidth="1"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** An empty screen: says what this is for and what to do first. `children` are rows of `FirstStep`. */
export function EmptyState({
  title,
  lead,
  children,
  withFlower = true,
}: {
  title: string
  lead?: ReactNode
  children?: ReactNode
  withFlower?: boolean
}) {
  return (
    <div className={css.state}>
      {withFlower && <EmptyFlower />}
      <h2 className={`${css.title} song`}>{title}</h2>
      {lead && <p className={css.lead}>{lead}</p>}
      {children && <div className={css.steps}>{children}</div>}
    </div>
  )
}

/** One thing to do first, with its button at the right. */
export function FirstStep({ title, about, action }: { title: string; about: ReactNode; action: ReactNode }) {
  return (
    <div className={css.step}>
      <div>
        <h3>{title}</h3>
        <p>{about}</p>
      </div>
      {action}
    </div>
  )
}

/** Grey lines in the shape of what comes; shown only when it takes longer than a blink. */
export function Loading({ lines = 6, isPage = false }: { lines?: number; isPage?: boolean }) {
  const words = useWords(screenStateWords)
  if (isPage) {
    return (
      <div className={css.waiting} role="status" aria-busy aria-label={words.loading}>
        <Mark size={48} />
      </div>
    )
  }
  return (
    <div className={css.skeleton} role="status" aria-busy aria-label={words.loading}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} style={{ width: `${[62, 84, 48, 74, 56, 68][i % 6]}%` }} />
      ))}
    </div>
  )
}

export function NotFound({ isPage = false }: { isPage?: boolean }) {
  const words = useWords(screenStateWords)
  const Page = isPage ? 'main' : 'div'
  return (
    <Page className={isPage ? css.page : css.state}>
      <EmptyFlower />
      <h1 className={`${css.title} song`}>{words.notFound}</h1>
      <p className={css.lead}>{words.notFoundWhy}</p>
      <p>
        <a className="link" href="/">
          {words.home}
        </a>
      </p>
    </Page>
  )
}
