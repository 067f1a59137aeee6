import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { listBuyerMessages, openVisit, readWidgetShop } from '#contract/conversations/widget.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { isOpen, startOfWaiting } from '#platform/calendar/calendar.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { VisitorCaller } from '#platform/http/caller.ts'
import { hashToken, newId, newToken } from '#platform/ids/ids.ts'
import { addressOf } from './addressing.ts'
import { automaticText, postAutomatic, recordConversation } from './automatic.ts'
import { toBuyerMessage, type ConversationRow } from './conversation-row.ts'
import {
  findConversation,
  lockConversation,
  selectMessages,
  updateConversation,
} from './conversations.store.ts'
import { customerFacts, wroteBefore } from './customers.store.ts'
import { suggestAgent } from './distribution.ts'
import type { Lines } from './distribution/lines.ts'
import type { ConversationPorts } from './ports.ts'
import type { Notices } from './rush/notices.ts'
import type { Places } from './rush/places.ts'
import { checkSignedIdentity, type SiteIdentity } from './signed-identity.ts'
import {
  addVisitorToken,
  conversationOfVisitor,
  insertConversation,
  insertVisitor,
  seeVisitor,
  visitorByLogin,
  visitorByToken,
  type VisitorRow,
} from './visitors.store.ts'

type Body = BodyOf<typeof openVisit>

/** The buyer's side: opening the chat, being greeted, being known, reading back. */
export const createVisits = (
  ports: ConversationPorts & {
    livePlace(): string
    notices: Pick<Notices, 'greetingLines'>
    places: Pick<Places, 'stir'>
    lines: Pick<Lines, 'stands' | 'seen' | 'begin' | 'greetingBy' | 'greets'>
  },
) => {
  const { db, clock, directory } = ports
  const storeOf = async (key: string) => {
    const store = await directory.byWidgetKey(key)
    if (!store) throw new AppError('not_found')
    return store
  }

  const shop = async (key: string): Promise<ReplyOf<typeof readWidgetShop>> => {
    const store = await storeOf(key)
    const facts = await directory.facts(store.shopId)
    const now = clock.now()
    const onDesk = [...facts.members.values()].filter((m) => !m.hasLeft && m.presence === 'on')
    return {
      name: facts.name,
      language: facts.language,
      agentName: onDesk.length === 1 ? (onDesk[0]?.displayName ?? null) : null,
      isOpen: isOpen(facts.calendar, now) && onDesk.length > 0,
      targetSeconds: facts.settings.answerTargetSeconds,
      color: null,
    }
  }

  const open = async (key: string, body: Body): Promise<ReplyOf<typeof openVisit>> => {
    const store = await storeOf(key)
    const facts = await directory.facts(store.shopId)
    const now = clock.now()
    const identity = body.identity === undefined ? null : vouched(body.identity, store.secret, now)
    const language = body.language ?? facts.language
    const announced = await ports.notices.greetingLines(store.shopId, language)
    // From the choice of who greets until its row says so, others are greeted by somebody else.
    let greeted = (): void => undefined
    const opened = await db
      .inShop(store.shopId, async (tx) => {
        const visit = await enter(tx, facts, store.storeId, { token: body.token, identity, language }, now)
        let row = await updateVisit(tx, visit.row, body.page)
        const by = await greeter(tx, facts, row, now)
        if (by) greeted = ports.lines.greets(facts.id, by.id)
        row = await greet(tx, facts, row, { language, announced, by }, now)
        const page = await selectMessages(tx, row.id, {})
        return { ...visit, row, page }
      })
      .finally(() => greeted())
    const { row } = opened
    // Who comes back while waiting is told of their place anew.
    if (row.turn_id !== null) ports.places.stir(store.shopId, row.visitor_id)
    const agent = row.assignee_id ? facts.members.get(row.assignee_id) : undefined
    const opensAt = startOfWaiting(facts.calendar, now)
    const isStaffed = [...facts.members.values()].some((m) => m.presence === 'on' && !m.hasLeft)
    return {
      token: opened.token,
      now: now.toISOString(),
      language,
      shop: { name: facts.name, color: null },
      agentName: agent?.presence === 'on' ? agent.displayName : null,
      isOpen: isOpen(facts.calendar, now) && isStaffed,
      opensAt: opensAt && opensAt > now ? opensAt.toISOString() : null,
      targetSeconds: facts.settings.answerTargetSeconds,
      isKnown: row.customer_id !== null,
      messages: opened.page.messages.map(toBuyerMessage),
      hasEarlier: opened.page.hasEarlier,
      readByShop: row.read_by_shop,
      unread: Math.max(0, row.last_number - row.read_by_buyer),
      after: ports.livePlace(),
    }
  }

  /** Finds the visitor by token or by the login the site vouches for; makes one otherwise. */
  const enter = async (
    tx: Tx,
    facts: ShopFacts,
    storeId: string,
    who: { token: string | undefined; identity: SiteIdentity | null; language: 'zh' | 'en' },
    now: Date,
  ) => {
    const byToken = who.token === undefined ? null : await visitorByToken(tx, hashToken(who.token))
    const known = byToken?.store_id === storeId ? byToken : null
    const byLogin = who.identity ? await visitorByLogin(tx, storeId, who.identity.login) : null
    // A browser where somebody else was logged in before must not show their history; a logged-out one keeps its own.
    const usesToken =
      known !== null &&
      (who.identity === null
        ? known.site_login === null
        : known.site_login === null
          ? byLogin === null
          : known.site_login === who.identity.login)
    const visitor: VisitorRow | null = usesToken ? known : byLogin
    const customerId = who.identity
      ? await ports.people.identify(tx, { shopId: facts.id, storeId, ...who.identity, now })
      : (visitor?.customer_id ?? null)
    if (!visitor) return create(tx, facts, storeId, { ...who, customerId }, now)
    const token = usesToken && who.token !== undefined ? who.token : newToken()
    if (!usesToken) await addVisitorToken(tx, facts.id, visitor.id, hashToken(token), now)
    await seeVisitor(tx, visitor.id, {
      language: who.language,
      at: now,
      ...(who.identity ? { siteLogin: who.identity.login, customerId } : {}),
    })
    const row = await conversationOfVisitor(tx, visitor.id)
    if (!row) throw new AppError('internal')
    return {
      token,
      row:
        customerId !== null && row.customer_id !== customerId
          ? await identified(tx, facts, row, customerId, now)
          : row,
    }
  }

  const create = async (
    tx: Tx,
    facts: ShopFacts,
    storeId: string,
    who: { identity: SiteIdentity | null; language: 'zh' | 'en'; customerId: string | null },
    now: Date,
  ) => {
    const token = newToken()
    const id = newId()
    const label = id.slice(-4).toUpperCase()
    await insertVisitor(tx, {
      id,
      shop_id: facts.id,
      store_id: storeId,
      label,
      language: who.language,
      site_login: who.identity?.login ?? null,
      customer_id: who.customerId,
      at: now,
    })
    await addVisitorToken(tx, facts.id, id, hashToken(token), now)
    const customer = who.customerId ? await customerFacts(tx, who.customerId) : null
    const row = await insertConversation(tx, {
      id: newId(),
      shopId: facts.id,
      storeId,
      visitorId: id,
      customerId: who.customerId,
      at: now,
      buyerName: customer?.name ?? (facts.language === 'zh' ? `访客 ${label}` : `Visitor ${label}`),
      isReturning: customer !== null && customer.orderCount > 0,
    })
    return { token, row }
  }

  /** The buyer turned out to be a customer we know. */
  const identified = async (
    tx: Tx,
    facts: ShopFacts,
    row: ConversationRow,
    customerId: string,
    now: Date,
  ) => {
    const customer = await customerFacts(tx, customerId)
    const isReturning =
      customer !== null && (customer.orderCount > 0 || (await wroteBefore(tx, customerId, row.id)))
    const next = await updateConversation(tx, row.id, {
      customer_id: customerId,
      buyer_name: customer?.name ?? row.buyer_name,
      is_returning: isReturning,
    })
    if (next.state !== 'visiting')
      await recordConversation(tx, facts, next, 'conversation.identified', now, null)
    return next
  }

  const updateVisit = async (tx: Tx, row: ConversationRow, page: Body['page']) =>
    page && (row.page_url !== page.url || row.page_title !== page.title)
      ? updateConversation(tx, row.id, { page_url: page.url, page_title: page.title })
      : row

  /** Who would be asked, and so greets; null: nobody has a place, or nobody greets now. */
  const greeter = async (tx: Tx, facts: ShopFacts, row: ConversationRow, now: Date) => {
    if (!greetsNow(facts, row) || ports.lines.stands(facts.id)) return null
    const seen = ports.lines.seen(facts.id)
    const choice = await suggestAgent(tx, facts, row, () => ports.lines.greetingBy(facts.id), now)
    if (choice.kind === 'nobody') ports.lines.begin(facts.id, seen)
    return choice.kind === 'chosen' ? (facts.members.get(choice.id) ?? null) : null
  }

  /** RSP: a greeting within a second of opening, once a day at most, saying who will answer; returning customers get theirs (PHR-04, MEM-12). */
  const greet = async (
    tx: Tx,
    facts: ShopFacts,
    row: ConversationRow,
    how: {
      language: 'zh' | 'en'
      announced: readonly string[]
      by: { id: string; displayName: string } | null
    },
    now: Date,
  ): Promise<ConversationRow> => {
    if (!greetsNow(facts, row)) return row
    const kind = row.is_returning ? 'returning_greeting' : 'greeting'
    const greeting = await automaticText(tx, facts, kind, how.language, {
      agent: how.by?.displayName ?? null,
      style: (await addressOf(tx, facts, row.customer_id)).style,
    })
    // What the shop announces stands where everybody reads it first.
    const text = [greeting, ...how.announced].join('\n')
    const locked = await lockConversation(tx, row.id)
    if (!locked) throw new AppError('internal')
    const day = now.toLocaleDateString('en-CA', { timeZone: facts.timeZone })
    // Whoever greets is who will be asked first; nothing is held yet, so no load is counted.
    const hands = how.by === null ? {} : { assignee_id: how.by.id }
    const posted = await postAutomatic(tx, facts, locked, kind, text, day, now, hands)
    return posted?.row ?? (how.by === null ? locked : updateConversation(tx, row.id, hands))
  }

  const messages = (
    caller: VisitorCaller,
    query: QueryOf<typeof listBuyerMessages>,
  ): Promise<ReplyOf<typeof listBuyerMessages>> =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await findConversation(tx, caller.conversationId)
      if (!row) throw new AppError('not_found')
      const page = await selectMessages(tx, row.id, query)
      return {
        messages: page.messages.map(toBuyerMessage),
        hasEarlier: page.hasEarlier,
        readByShop: row.read_by_shop,
      }
    })

  const read = async (caller: VisitorCaller, upTo: number): Promise<Record<string, never>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    return db.inShop(caller.shopId, async (tx) => {
      const row = await lockConversation(tx, caller.conversationId)
      if (!row || row.read_by_buyer >= Math.min(upTo, row.last_number)) return {}
      const next = await updateConversation(tx, row.id, { read_by_buyer: Math.min(upTo, row.last_number) })
      if (next.state !== 'visiting') await recordConversation(tx, facts, next, 'conversation.read', now, null)
      return {}
    })
  }

  const typing = (caller: VisitorCaller): Record<string, never> => {
    ports.live.signal(caller.shopId, ['desk'], {
      kind: 'typing',
      conversationId: caller.conversationId,
      by: 'buyer',
    })
    return {}
  }
  return { shop, open, messages, read, typing }
}

/** Nobody is greeted in the middle of a talk, or where the shop does not greet. */
const greetsNow = (facts: ShopFacts, row: ConversationRow): boolean =>
  facts.settings.greetVisitors && row.state !== 'open'

const vouched = (token: string, secret: string, now: Date): SiteIdentity => {
  const verdict = checkSignedIdentity(token, secret, now)
  if (!verdict.ok) throw new AppError('identity.invalid', { reason: verdict.reason })
  return verdict.identity
}
