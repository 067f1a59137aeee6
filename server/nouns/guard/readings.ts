import type { Finding } from '#contract/guard/finding.ts'
import type { GuardKind } from '#contract/guard/kinds.ts'
import { namesFreight } from '#contract/guard/freight-said.ts'
import { nothingKnown, type Known, type KnownFreight } from '#contract/guard/known.ts'
import { namesMaterial } from '#contract/guard/product-claims.ts'
import { readOutgoing, type Outgoing } from '#contract/guard/read-outgoing.ts'
import { toneOf } from '#contract/guard/tone.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import type { GuardListsOfShops, ShopGuard } from './guard-lists.ts'
import {
  findTalk,
  selectBought,
  selectProducts,
  selectSaid,
  selectTalkSoFar,
  type TalkAbout,
} from './known.store.ts'
import { insertLog, insertReading, type LoggedFinding } from './log.store.ts'

const mostProducts = 6
const linesRead = 12
/** Without a figure, a quotation or a material what is known changes nothing, and most answers need no look. */
const asksForKnown = (text: string): boolean =>
  /[0-9０-９“”「」『』"]/.test(text) || namesMaterial(text) || namesFreight(text)

export interface Answer {
  text: string
  /** It is a phrase as it stands. */
  isCanned: boolean
  /** Parts that are not the writer's own words. */
  quoted?: readonly string[]
  talk: TalkAbout
  writer: Writer
}
/** Whoever writes; `memberId` null: in nobody's name. */
export type Writer = Pick<MemberCaller, 'shopId' | 'memberId' | 'roles'>
export interface Sent {
  messageId: string
  number: number
  conversationId: string
  text: string
  phraseId: string | null
  isCanned: boolean
  seen: readonly GuardKind[]
  changed: readonly { kind: GuardKind; found: string }[]
  /** Sent to many: what was found is logged once, for whoever sent it. */
  isOneOfMany?: boolean
}

/** Reads texts before they go out, and keeps what became of them. */
export const createReadings = ({
  db,
  clock,
  lists,
  freightOf,
}: {
  db: Database
  clock: Clock
  lists: GuardListsOfShops
  /** What the writer may take off the carriage in a conversation, by the shop's price policy. */
  freightOf(tx: Tx, writer: Writer, conversationId: string, currency: string): Promise<KnownFreight>
}) => {
  /** `text`: read only what this one asks for; without it everything, for a text that is not written yet. */
  const know = async (
    tx: Tx,
    guard: ShopGuard,
    talk: TalkAbout,
    writer: Writer,
    text?: string,
  ): Promise<Known> => {
    const said = await selectSaid(tx, talk.conversationId, linesRead)
    const named = guard.productsIn(
      [text ?? '', talk.pageTitle ?? '', ...said.map((line) => line.text)].join('\n'),
    )
    const bought = named.length === 0 && talk.customerId ? await selectBought(tx, talk.customerId) : []
    const now = clock.now()
    return {
      now: now.toISOString(),
      products: await selectProducts(tx, [...named, ...bought].slice(0, mostProducts), now),
      buyerSaid: said.filter((line) => line.author === 'buyer').map((line) => line.text),
      talk: await selectTalkSoFar(tx, talk),
      roles: [...writer.roles],
      freight:
        text === undefined || namesFreight(text)
          ? await freightOf(tx, writer, talk.conversationId, guard.currency)
          : null,
    }
  }

  /** For any text that goes out: cards, SMS and pages too. Nothing is stored. */
  const read = async (tx: Tx, guard: ShopGuard, answer: Answer): Promise<Finding[]> => {
    const known =
      answer.isCanned || asksForKnown(answer.text)
        ? await know(tx, guard, answer.talk, answer.writer, answer.text)
        : { ...nothingKnown, roles: answer.writer.roles }
    return readOutgoing(answer, guard.compiled, known)
  }

  const toLog = (
    caller: MemberCaller,
    about: { conversationId: string | null; orderId?: string },
    messageId: string | null,
    sentence: string,
    now: Date,
  ) => {
    const common = {
      shopId: caller.shopId,
      conversationId: about.conversationId,
      orderId: about.orderId ?? null,
      messageId,
      memberId: caller.memberId,
      at: now,
    }
    return (
      finding: { kind: GuardKind; found: string; entryId?: string | null },
      outcome: LoggedFinding['outcome'],
      isSeen: boolean,
    ): LoggedFinding => ({
      ...common,
      id: newId(),
      kind: finding.kind,
      entryId: finding.entryId ?? null,
      found: finding.found.slice(0, 200),
      sentence: sentence.slice(0, 500),
      outcome,
      isSeen,
    })
  }
  const tell = (tx: Tx, caller: MemberCaller, rows: readonly LoggedFinding[], now: Date) =>
    rows.length === 0
      ? Promise.resolve()
      : record(tx, now, {
          name: 'guard.logged',
          subject: rows[0]?.conversationId ?? rows[0]?.orderId ?? caller.shopId,
          version: 1,
          audience: ['desk'],
          actor: caller.memberId,
          facts: { kinds: [...new Set(rows.map((row) => row.kind))], outcome: rows[0]?.outcome },
        })

  return {
    guardOf: lists.of,
    /** Ids of the products named in a conversation, by its page and its last lines. @throws AppError not_found */
    productsIn: async (tx: Tx, guard: ShopGuard, conversationId: string): Promise<string[]> => {
      const talk = await findTalk(tx, conversationId)
      if (!talk) throw notFound()
      const said = await selectSaid(tx, conversationId, linesRead)
      return guard.productsIn([talk.pageTitle ?? '', ...said.map((line) => line.text)].join('\n'))
    },
    read,
    /** With the answer itself: its tone, its phrase, and every warning that did not stop it. */
    keep: async (
      tx: Tx,
      caller: MemberCaller,
      guard: ShopGuard,
      sent: Sent,
      findings: readonly Finding[],
      now: Date,
    ): Promise<void> => {
      await insertReading(tx, {
        messageId: sent.messageId,
        shopId: caller.shopId,
        conversationId: sent.conversationId,
        number: sent.number,
        memberId: caller.memberId,
        phraseId: sent.phraseId,
        isEdited: sent.phraseId === null ? null : !sent.isCanned,
        ...toneOf(sent.text, guard.compiled),
        at: now,
      })
      if (sent.isOneOfMany) return
      const logged = toLog(caller, sent, sent.messageId, sent.text, now)
      const rows = [
        ...onePerKind(findings).map((finding) =>
          logged(finding, 'sent_anyway', sent.seen.includes(finding.kind)),
        ),
        ...onePerKind(sent.changed).map((finding) => logged(finding, 'changed', true)),
      ]
      await insertLog(tx, rows)
      await tell(tx, caller, rows, now)
    },
    /** An answer that was refused: its own change is gone, so this is one of its own. */
    keepRefused: (
      caller: MemberCaller,
      conversationId: string,
      text: string,
      findings: readonly Finding[],
      /** What else is to be kept of it, in the same transaction. */
      alsoKeep?: (tx: Tx, now: Date) => Promise<void>,
    ) =>
      outsideClaim(() =>
        db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          const logged = toLog(caller, { conversationId }, null, text, now)
          const rows = onePerKind(findings).map((finding) => logged(finding, 'blocked', true))
          await insertLog(tx, rows)
          await tell(tx, caller, rows, now)
          await alsoKeep?.(tx, now)
        }),
      ),
    /**
     * A text that goes out another way than by an answer of a conversation: by hand, or to many at once. What is found is kept.
     * @throws AppError message.guarded {findings} for what may not go.
     */
    pass: async (
      caller: MemberCaller,
      about: { conversationId: string | null; orderId?: string },
      texts: readonly Outgoing[],
    ): Promise<void> => {
      const guard = await lists.of(caller.shopId)
      const read = texts.map((outgoing) => ({
        text: outgoing.text,
        findings: readOutgoing(outgoing, guard.compiled, { ...nothingKnown, roles: caller.roles }),
      }))
      const refused = read.find(({ findings }) => findings.some(({ action }) => action === 'block'))
      const worst = refused ?? read.find(({ findings }) => findings.length > 0)
      if (!worst) return
      const found = refused ? worst.findings.filter(({ action }) => action === 'block') : worst.findings
      await outsideClaim(() =>
        db.inShop(caller.shopId, async (tx) => {
          const now = clock.now()
          const logged = toLog(caller, about, null, worst.text, now)
          const rows = onePerKind(found).map((one) =>
            logged(one, refused ? 'blocked' : 'sent_anyway', refused !== undefined),
          )
          await insertLog(tx, rows)
          await tell(tx, caller, rows, now)
        }),
      )
      if (refused) throw new AppError('message.guarded', { findings: refused.findings })
    },
    /** What the browser goes by while somebody types. @throws AppError not_found */
    known: async (caller: MemberCaller, conversationId: string): Promise<Known> => {
      const guard = await lists.of(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const talk = await findTalk(tx, conversationId)
        if (!talk) throw notFound()
        return know(tx, guard, talk, caller)
      })
    },
    /** A text on trial. @throws AppError not_found for an unknown conversation. */
    tryOut: async (
      caller: MemberCaller,
      text: string,
      conversationId: string | undefined,
    ): Promise<Finding[]> => {
      const guard = await lists.of(caller.shopId)
      if (conversationId === undefined)
        return readOutgoing({ text }, guard.compiled, { ...nothingKnown, roles: caller.roles })
      return db.inShop(caller.shopId, async (tx) => {
        const talk = await findTalk(tx, conversationId)
        if (!talk) throw notFound()
        return read(tx, guard, { text, isCanned: false, talk, writer: caller })
      })
    },
  }
}
/** A sentence that does one thing twice does it once. */
const onePerKind = <T extends { kind: GuardKind }>(findings: readonly T[]): T[] => [
  ...new Map([...findings].reverse().map((finding) => [finding.kind, finding] as const)).values(),
]

export type Readings = ReturnType<typeof createReadings>
