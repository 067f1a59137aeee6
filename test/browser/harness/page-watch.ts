import type { BrowserContext, Page } from 'playwright-core'

/** Watches every page of one context for what a user would never see and a developer should. */
export interface PageWatch {
  /** Uncaught errors, console errors and requests to other machines so far, one sentence each. */
  faults(): string[]
  /** From now on, console errors and page errors that match are expected; earlier ones stay faults. */
  allow(pattern: RegExp): void
  /** Throws with all faults, if there are any. */
  expectNoFaults(): void
  /** Closes the context, then `expectNoFaults()`. */
  finish(): Promise<void>
}

export interface WatchedPage extends PageWatch {
  page: Page
  context: BrowserContext
}

const here = /^(127\.0\.0\.1|localhost|.+\.localhost)$/

/** Whether a request to this address stays on this machine, as everything in a test has to. */
export function staysHere(address: string): boolean {
  const url = new URL(address)
  return ['data:', 'blob:', 'about:'].includes(url.protocol) || here.test(url.hostname)
}

export function watchPage(context: BrowserContext, allowed: RegExp[]): PageWatch {
  const patterns = [...allowed]
  const found: string[] = []
  const note = (kind: string, text: string) => {
    if (!patterns.some((pattern) => pattern.test(text))) found.push(`${kind}: ${text}`)
  }
  context.on('weberror', (error) => {
    const cause = error.error()
    note('uncaught error', cause.stack ?? cause.message)
  })
  context.on('console', (message) => {
    if (message.type() !== 'error') return
    const { url, lineNumber } = message.location()
    note('console error', `${message.text()} (${url}:${lineNumber + 1})`)
  })
  context.on('request', (request) => {
    if (!staysHere(request.url())) found.push(`request to another machine: ${request.url()}`)
  })
  const expectNoFaults = () => {
    if (found.length > 0) throw new Error(`The page has ${found.length} faults:\n  ${found.join('\n  ')}`)
  }
  return {
    faults: () => [...found],
    allow: (pattern) => void patterns.push(pattern),
    expectNoFaults,
    finish: async () => {
      await context.close()
      expectNoFaults()
    },
  }
}
