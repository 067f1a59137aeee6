/** How the conversation is laid out: a line for each day, and one line of meta under each run of messages. */
import type { Entry } from './timeline.rules.ts'
import { isSameDay } from './when.rules.ts'

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'entry'; key: string; entry: Entry; isMine: boolean; hasMeta: boolean; opensRun: boolean }

/** Messages of one side within this time read as one. */
const RUN_MS = 60_000

/** `lastRead` is the number of the buyer's newest message that the shop has read: it carries the mark. */
export function rowsOf(entries: readonly Entry[], lastRead: number): Row[] {
  const rows: Row[] = []
  entries.forEach((entry, index) => {
    const before = entries[index - 1]
    const after = entries[index + 1]
    const at = instantOf(entry)
    if (!before || !isSameDay(instantOf(before), at))
      rows.push({ kind: 'day', key: `day ${at.slice(0, 13)} ${index}`, at })
    rows.push({
      kind: 'entry',
      key: keyOf(entry),
      entry,
      isMine: isMine(entry),
      opensRun: !before || !isOneRun(before, entry),
      hasMeta: !after || !isOneRun(entry, after) || hasSomethingToSay(entry, lastRead),
    })
  })
  return rows
}

/** The number of the newest message of the buyer up to `readByShop`, or 0. */
export function lastReadOwn(entries: readonly Entry[], readByShop: number): number {
  return entries.reduce((last, entry) => {
    if (entry.kind !== 'said' || entry.message.author !== 'buyer') return last
    return entry.message.number <= readByShop ? entry.message.number : last
  }, 0)
}

/** What tells entries apart: a message keeps its place on the screen when it turns from on its way to said. */
export function keyOf(entry: Entry): string {
  if (entry.kind === 'unsent') return entry.item.clientId
  return entry.message.author === 'buyer' ? entry.message.clientId : entry.message.id
}

export const instantOf = (entry: Entry) =>
  entry.kind === 'said' ? entry.message.at : new Date(entry.item.at).toISOString()

const isMine = (entry: Entry) => entry.kind === 'unsent' || entry.message.author === 'buyer'

function hasSomethingToSay(entry: Entry, lastRead: number): boolean {
  if (entry.kind === 'unsent') return entry.item.state === 'refused'
  const { automatic, answeredInMs, number } = entry.message
  return automatic !== null || answeredInMs !== null || number === lastRead
}

const nameOf = (entry: Entry) => (entry.kind === 'said' ? entry.message.agentName : null)

function isOneRun(one: Entry, next: Entry): boolean {
  if (isMine(one) !== isMine(next)) return false
  const isSameName = nameOf(one) === nameOf(next)
  const [from, to] = [instantOf(one), instantOf(next)]
  return isSameName && isSameDay(from, to) && Date.parse(to) - Date.parse(from) < RUN_MS
}
