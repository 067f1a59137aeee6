/**
 * 待发: what the buyer wrote and the desk has not yet acknowledged. Messages leave in the order they were
 * written, one at a time, and keep their clientId through every try: the desk stores the same clientId once, so
 * trying again can never double a message. What the desk refuses for good stays, marked, for the buyer to decide.
 */
import type { ErrorCode } from '#contract/errors.ts'

export interface OutboxFile {
  /** Ours, from the moment it was picked. */
  localId: string
  name: string
  mime: string
  bytes: number
  /** The desk's, once it is uploaded. */
  fileId: string | null
}

/** `file_lost`: the page was closed before the file was uploaded, and a browser cannot open it again by itself. */
export type RefusalReason = ErrorCode | 'file_lost'

export interface OutboxItem {
  clientId: string
  text: string
  files: readonly OutboxFile[]
  /** When it was written, epoch milliseconds. */
  at: number
  state: 'waiting' | 'sending' | 'refused'
  refusal: RefusalReason | null
  tries: number
}

export type Outbox = readonly OutboxItem[]

/** What fits into a browser's storage beside everything else there; beyond it the buyer is told. */
export const outboxLimits = { items: 50, characters: 60_000 } as const

export function hasRoom(outbox: Outbox, text: string): boolean {
  const characters = outbox.reduce((sum, item) => sum + item.text.length, text.length)
  return outbox.length < outboxLimits.items && characters <= outboxLimits.characters
}

export function newItem(
  clientId: string,
  text: string,
  files: readonly OutboxFile[],
  at: number,
): OutboxItem {
  return { clientId, text, files, at, state: 'waiting', refusal: null, tries: 0 }
}

/** The next to send, or null: nothing waits, one is on its way, or the first one's files are not up yet. */
export function nextToSend(outbox: Outbox): OutboxItem | null {
  const first = outbox.find(({ state }) => state !== 'refused')
  return first?.state === 'waiting' && first.files.every(({ fileId }) => fileId) ? first : null
}

export function change(outbox: Outbox, clientId: string, part: Partial<OutboxItem>): Outbox {
  return outbox.map((item) => (item.clientId === clientId ? { ...item, ...part } : item))
}

export function changeFile(outbox: Outbox, localId: string, fileId: string): Outbox {
  return outbox.map((item) => ({
    ...item,
    files: item.files.map((file) => (file.localId === localId ? { ...file, fileId } : file)),
  }))
}

/** Without those the desk has: acknowledged by reply or seen in the stream. Unchanged when none of them is here. */
export function acknowledge(outbox: Outbox, clientIds: readonly string[]): Outbox {
  const left = outbox.filter(({ clientId }) => !clientIds.includes(clientId))
  return left.length === outbox.length ? outbox : left
}

/**
 * A refused message tried again goes behind what is waiting: later ones may have gone out already. Lost files stay
 * behind; a message that was nothing but those cannot go again.
 */
export function sendAgain(outbox: Outbox, clientId: string): Outbox {
  const item = outbox.find((each) => each.clientId === clientId && each.state === 'refused')
  if (!item || !canGoAgain(item)) return outbox
  const files = item.files.filter(({ fileId }) => fileId)
  return [...acknowledge(outbox, [clientId]), { ...item, files, state: 'waiting', refusal: null, tries: 0 }]
}

export const canGoAgain = ({ text, files }: OutboxItem) => text !== '' || files.some(({ fileId }) => fileId)

export type AfterFailure =
  | { kind: 'retry'; inMs: number }
  /** The desk does not know this visitor any more: introduce ourselves again, then send. */
  | { kind: 'introduce' }
  | { kind: 'refuse'; reason: ErrorCode }

/** What the desk may answer differently a moment later; all else it will refuse for ever. */
const passing = [
  'request.too_many',
  'session.locked',
  'state.version',
  'unavailable',
  'internal',
  'staff.nobody_available',
]

/** What to do after a failed try. `tries` counts the failed ones before it, `chance` is 0 to 1. */
export function afterFailure(
  refusal: { code: ErrorCode | 'offline'; status: number; waitMs: number | null },
  tries: number,
  chance: number,
): AfterFailure {
  const { code, status, waitMs } = refusal
  if (code === 'session.missing' || status === 401) return { kind: 'introduce' }
  if (code === 'offline' || status >= 500 || passing.includes(code)) {
    return { kind: 'retry', inMs: Math.max(waitMs ?? 0, pauseMs(tries, chance)) }
  }
  return { kind: 'refuse', reason: code }
}

/**
 * The pause before try number `tries` + 1: the first within a second, then growing to half a minute, spread by
 * `chance` so that a thousand pages do not come back in the same instant.
 */
export function pauseMs(tries: number, chance: number): number {
  const longest = Math.min(900 * 1.6 ** Math.min(tries, 20), 30_000)
  return Math.round(longest * (0.35 + 0.65 * chance))
}

/** What of a stored outbox can still be trusted; anything may stand in a browser's storage. */
export function restore(stored: unknown): Outbox {
  if (!Array.isArray(stored)) return []
  return stored
    .filter(isItem)
    .slice(0, outboxLimits.items)
    .map((item): OutboxItem => {
      const { clientId, text, files, at, tries } = item
      const isLost = files.some(({ fileId }) => !fileId)
      const refusal = isLost ? 'file_lost' : item.state === 'refused' ? item.refusal : null
      return { clientId, text, files, at, tries, refusal, state: refusal ? 'refused' : 'waiting' }
    })
}

function isItem(value: unknown): value is OutboxItem {
  if (typeof value !== 'object' || value === null) return false
  const { clientId, text, files, at, tries } = value as Record<string, unknown>
  const hasFiles =
    Array.isArray(files) && files.every((file: unknown) => typeof file === 'object' && file !== null)
  return (
    typeof clientId === 'string' &&
    typeof text === 'string' &&
    hasFiles &&
    typeof at === 'number' &&
    typeof tries === 'number'
  )
}
