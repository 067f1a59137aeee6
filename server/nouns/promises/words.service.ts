import type { Heart } from '#contract/promises/words.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { dueRows, nextFireOf } from './due-rows.store.ts'
import type { DueSource } from './engine.ts'
import { checkDue, judgeWord, mayEnd, soonAtOf, type WordState } from './words.rules.ts'
import { endWord, insertWord, lockAnswerWords, lockWord, type WordRow } from './words.store.ts'

/** Runs in the transaction of every change of a word, so that whoever shows words keeps in step. */
export type WordListener = (tx: Tx, word: WordRow, now: Date) => Promise<void>

export interface GivenWord {
  shopId: string
  kind: WordRow['kind']
  heart: Heart
  what: string
  dueAt: Date
  givenBy: string | null
  toName: string
  customerId: string | null
  conversationId: string | null
  inquiryId: string | null
  messageId: string | null
}

export interface Words {
  /** Opens a word. Throws request.invalid when the due time is in the past or absurd. */
  give(tx: Tx, now: Date, word: GivenWord): Promise<WordRow>
  /** Ends an open word. `version` guards against acting on an old sight of it; throws word.ended, state.version, not_found. */
  end(
    tx: Tx,
    now: Date,
    id: string,
    state: Exclude<WordState, 'open'>,
    by: string | null,
    evidence: string | null,
    version?: number,
  ): Promise<WordRow>
  /** Told before it broke: ends it and opens its follower with the new time. */
  renew(
    tx: Tx,
    now: Date,
    id: string,
    dueAt: Date,
    by: string | null,
    messageId: string | null,
    version: number,
  ): Promise<WordRow>
  /** An answer came: words that promised just that are kept. */
  keepAnswerWords(
    tx: Tx,
    now: Date,
    conversationId: string,
    by: string | null,
    messageId: string,
  ): Promise<WordRow[]>
  onChange(listener: WordListener): void
  dueSource(): DueSource
}

const eventOf = {
  open: 'word.given',
  kept: 'word.kept',
  broken: 'word.broken',
  released: 'word.released',
  told: 'word.told',
} as const

export const createWords = (ports: { db: Database; clock: Clock }): Words => {
  const listeners: WordListener[] = []
  const tell = async (tx: Tx, now: Date, word: WordRow, actor: string | null) => {
    await record(
      tx,
      now,
      {
        name: eventOf[word.state],
        subject: word.id,
        version: word.version,
        audience: ['desk'],
        timeline: word.customer_id,
        actor,
        facts: {
          heart: word.heart,
          kind: word.kind,
          conversation: word.conversation_id,
          dueAt: word.due_at.toISOString(),
        },
      },
      word.shop_id,
    )
    for (const listener of listeners) await listener(tx, word, now)
  }
  const open = async (tx: Tx, now: Date, word: GivenWord, follows?: WordRow) => {
    const check = checkDue(now, word.dueAt)
    if (!check.ok)
      throw new AppError('request.invalid', { problems: [{ path: '/body/dueAt', rule: check.reason }] })
    const row = await insertWord(tx, {
      id: newId(),
      ...word,
      givenAt: now,
      soonAt: soonAtOf(now, word.dueAt),
      ...(follows ? { renewedFrom: follows.id, renewals: follows.renewals + 1 } : {}),
    })
    await tell(tx, now, row, word.givenBy)
    return row
  }
  const end: Words['end'] = async (tx, now, id, state, by, evidence, version) => {
    const word = await lockWord(tx, id)
    if (!word) throw notFound()
    if (!mayEnd(word.state, state)) throw new AppError('word.ended', { state: word.state })
    if (version !== undefined && word.version !== version)
      throw new AppError('state.version', { version: word.version })
    const ended = await endWord(tx, id, state, now, by, evidence)
    await tell(tx, now, ended, by)
    return ended
  }
  const breakOne = (shopId: string, id: string, now: Date) =>
    ports.db.inShop(shopId, async (tx) => {
      const word = await lockWord(tx, id)
      // Another process, or the agent, was faster; or the clock was set back.
      if (!word || word.state !== 'open' || judgeWord({ dueAt: word.due_at }, now) === 'wait') return
      await tell(tx, now, await endWord(tx, id, 'broken', now, null, null), null)
    })
  return {
    give: (tx, now, word) => open(tx, now, word),
    end,
    renew: async (tx, now, id, dueAt, by, messageId, version) => {
      const told = await end(tx, now, id, 'told', by, null, version)
      return open(
        tx,
        now,
        {
          shopId: told.shop_id,
          kind: told.kind,
          heart: told.heart,
          what: told.what,
          dueAt,
          givenBy: by,
          toName: told.to_name,
          customerId: told.customer_id,
          conversationId: told.conversation_id,
          inquiryId: told.inquiry_id,
          messageId,
        },
        told,
      )
    },
    keepAnswerWords: async (tx, now, conversationId, by, messageId) => {
      const kept: WordRow[] = []
      for (const word of await lockAnswerWords(tx, conversationId)) {
        const ended = await endWord(tx, word.id, 'kept', now, by, `message:${messageId}`)
        await tell(tx, now, ended, by)
        kept.push(ended)
      }
      return kept
    },
    onChange: (listener) => {
      listeners.push(listener)
    },
    dueSource: () => ({
      name: 'words',
      nextFireAt: (shops) => ports.db.asSystem((tx) => nextFireOf(tx, 'promises.words', shops)),
      fireDue: async (now, limit, shops) => {
        const due = await ports.db.asSystem((tx) => dueRows(tx, 'promises.words', now, limit, shops))
        for (const word of due) await breakOne(word.shop_id, word.id, now)
        return due.length
      },
    }),
  }
}
