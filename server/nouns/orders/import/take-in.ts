import { setImmediate as otherWork } from 'node:timers/promises'
import type { FileFailure, ImportedOrder, ImportItem, RefusedLine } from '#contract/orders/import-record.ts'
import { absurdAmount } from '../order-draft.rules.ts'
import type { ImportTally } from './import-tally.ts'
import { firstChunk, mostLines, nextChunk } from './chunk-size.rules.ts'
import { incomingOf, type Incoming } from './incoming.ts'
import type { ChunkOutcome } from './write-chunk.ts'

/** Reading is all computing: without a pause, answers of the database (and buyers who write) would wait for a whole chunk. */
const itemsAtAStretch = 8
/** As many as the largest chunk. */
const itemsWithoutStep = 2000

export interface Intake {
  items: AsyncIterable<ImportItem>
  /** ISO 3166, for phones without +code. */
  country: string
  tally: ImportTally
  /** Milliseconds. */
  monotonic(): number
  take(chunk: readonly Incoming[]): Promise<ChunkOutcome>
  /** Then chunks are kept short. */
  areBuyersWriting(): Promise<boolean>
  /** After every chunk, and now and then where none is full. */
  onStep(): Promise<void>
  /** True: leave the rest, to be gone through again later. */
  isStopped(): boolean
}

/** The import was told to stop; what is stored stays, the rest comes when it is resumed. */
export class Stopped extends Error {}

/**
 * Goes through the items once and hands them on in chunks, one at a time; the next is read and prepared while the database
 * is at work, and no more than that one: two chunks are all that is ever in memory. Returns why the file could not be read to its end, or null.
 */
export const takeIn = async (intake: Intake): Promise<{ failure: FileFailure; detail: string } | null> => {
  const { tally } = intake
  let chunk: Incoming[] = []
  let lines = 0
  let size = firstChunk
  let working: Promise<void> = Promise.resolve()
  let isWorking = false
  let items = 0
  let handedOnAt = 0
  const work = async (orders: readonly Incoming[]) => {
    const began = intake.monotonic()
    tally.add(await intake.take(orders))
    const tookMs = intake.monotonic() - began
    size = nextChunk(size, orders.length, tookMs, await intake.areBuyersWriting())
    await intake.onStep()
  }
  const handOn = async () => {
    await working
    if (intake.isStopped()) throw new Stopped()
    if (chunk.length === 0) return
    isWorking = true
    handedOnAt = items
    working = work(chunk).finally(() => {
      isWorking = false
    })
    // It is awaited before the next; until then its failure must not count as unhandled.
    working.catch(() => undefined)
    chunk = []
    lines = 0
  }
  let failed: { failure: FileFailure; detail: string } | null = null
  for await (const item of intake.items) {
    if (++items % itemsAtAStretch === 0) {
      await otherWork()
      // Rows that are refused, or the same again, fill no chunk: whoever waits is told and heard all the same.
      if (!isWorking && items - handedOnAt >= itemsWithoutStep) {
        handedOnAt = items
        await intake.onStep()
      }
      if (intake.isStopped()) {
        await working
        throw new Stopped()
      }
    }
    const absurd = item.kind === 'order' ? absurdAmount(item.order) : null
    if (item.kind === 'order' && absurd !== null) {
      for (const refused of refusedFor(item.order, absurd)) tally.takeRefused(refused)
    } else if (item.kind === 'order') {
      const incoming = incomingOf(item.order, intake.country)
      tally.takeOrder(incoming)
      chunk.push(incoming)
      lines += incoming.draft.lines.length
      if (chunk.length >= size || lines >= mostLines(size)) await handOn()
    } else if (item.kind === 'refused') tally.takeRefused(item.refused)
    else if (item.kind === 'duplicate') tally.takeDuplicate()
    else if (item.kind === 'end') tally.end(item.rows)
    else failed = { failure: item.failure, detail: item.detail }
  }
  await handOn()
  await working
  return failed
}

/** Each cell may be in order and their sum beyond all measure: no row of such an order goes in. */
const refusedFor = (order: ImportedOrder, amount: number): RefusedLine[] =>
  order.sourceLines.map((line, index) => ({
    line,
    field: null,
    ...(index === 0
      ? { reason: 'bad_money' as const, detail: String(amount) }
      : { reason: 'order_refused' as const, detail: '' }),
    order: order.externalId,
  }))
