import type { Role } from '#contract/staff/roles.ts'
import type { AccountCaller, MemberCaller } from '#platform/http/caller.ts'
import { createPasswords } from '#platform/auth/passwords.ts'
import { newId } from '#platform/ids/ids.ts'
import { sessionCookie } from '#platform/http/identify.ts'
import { makeAccount } from '#nouns/staff/accounts/new-account.ts'
import { openSession } from '#nouns/staff/sessions/open-session.ts'
import { createShop, type CreatedShop, type ShopSeed } from '#nouns/staff/shops/new-shop.ts'
import { findWidget } from '#nouns/staff/shops/shops.store.ts'
import { joinShop } from '#nouns/staff/team/join.ts'
import type { Desk } from '../database/desk.ts'

/** Argon2id at its cheapest: tests check that passwords are kept, not that guessing is dear. */
export const testPasswords = createPasswords({ memoryCost: 64, timeCost: 1, parallelism: 1 })
export const testPassword = 'grey blanket, four screws'

/** Somebody who works in a shop, signed in. */
export interface TestPerson {
  memberId: string
  accountId: string
  email: string
  displayName: string
  roles: readonly Role[]
  /** What services are given. */
  caller: MemberCaller
  account: AccountCaller
  /** What a browser sends: the session and the shop. Spread it into `app.inject({ headers })`. */
  headers: { cookie: string; 'x-fivehearts-shop': string }
}

export interface TestShop extends CreatedShop {
  /** What the shop's site signs its buyers' identities with. */
  widgetSecret: string
  owner: TestPerson
  lead: TestPerson
  agents: TestPerson[]
}

export interface WantedShop {
  name?: string
  slug?: string
  language?: 'zh' | 'en'
  timeZone?: string
  currency?: string
  isDemo?: boolean
  /** People with the one role `agent`; two unless said. */
  agents?: number
  /** Presence of the agents. */
  presence?: 'on' | 'break' | 'off'
  seeds?: readonly ShopSeed[]
}

let count = 0
let hashed: Promise<string> | undefined

/** A shop as set-up makes it: owner (duty lead), one lead, agents, a store with a widget; everybody signed in. */
export const buildShop = async (desk: Desk, wanted: WantedShop = {}): Promise<TestShop> => {
  const number = ++count
  const slug = wanted.slug ?? `shop-${number}-${newId().slice(-4)}`
  const place = {
    timeZone: wanted.timeZone ?? 'Asia/Shanghai',
    currency: wanted.currency ?? 'CNY',
    language: wanted.language ?? 'zh',
  } as const
  const name = wanted.name ?? `Lamp shop ${number}`
  const accountId = await buildAccount(desk, `owner@${slug}.example`, 'Owner Lin')
  const shop = await desk.db.asSystem((tx) =>
    createShop(
      tx,
      desk.clock.now(),
      desk.secrets,
      {
        ...place,
        name,
        slug,
        isDemo: wanted.isDemo ?? false,
        owner: { accountId, displayName: 'Owner Lin' },
      },
      wanted.seeds ?? [],
    ),
  )
  const owner = await signIn(desk, shop, {
    memberId: shop.ownerId,
    accountId,
    email: `owner@${slug}.example`,
    displayName: 'Owner Lin',
    roles: ['owner'],
  })
  const lead = await buildMember(desk, shop, { displayName: 'Lead Chen', roles: ['lead'] })
  const agents: TestPerson[] = []
  for (let i = 1; i <= (wanted.agents ?? 2); i++)
    agents.push(
      await buildMember(desk, shop, {
        displayName: `Agent ${i}`,
        roles: ['agent'],
        presence: wanted.presence,
      }),
    )
  const widget = await desk.db.inShop(shop.shopId, (tx) => findWidget(tx, shop.storeId))
  if (!widget) throw new Error('a shop begins with a widget')
  return { ...shop, widgetSecret: desk.secrets.open(widget.secret), owner, lead, agents }
}

/** One more person in a shop, with an account of their own. */
export const buildMember = async (
  desk: Desk,
  shop: Pick<CreatedShop, 'shopId' | 'slug'>,
  wanted: { displayName: string; roles: Role[]; presence?: 'on' | 'break' | 'off'; accountId?: string },
): Promise<TestPerson> => {
  const email = `${wanted.displayName.toLowerCase().replaceAll(/\W+/g, '-')}-${newId().slice(-6)}@${shop.slug}.example`
  const accountId = wanted.accountId ?? (await buildAccount(desk, email, wanted.displayName))
  const { displayName, roles } = wanted
  const memberId = await desk.db.asSystem(async (tx) => {
    const id = await joinShop(tx, desk.clock.now(), {
      shopId: shop.shopId,
      accountId,
      displayName,
      roles,
      by: null,
    })
    if (wanted.presence)
      await tx
        .updateTable('staff.memberships')
        .set({ presence: wanted.presence })
        .where('id', '=', id)
        .execute()
    return id
  })
  return signIn(desk, shop, { memberId, accountId, email, displayName, roles })
}

/** An account with `testPassword`, in no shop. Returns its id. */
export const buildAccount = async (desk: Desk, email: string, name: string): Promise<string> => {
  const passwordHash = await (hashed ??= testPasswords.hash(testPassword))
  const account = await desk.db.asSystem((tx) =>
    makeAccount(tx, desk.clock.now(), { email, name, language: 'zh', passwordHash }),
  )
  return account.id
}

const signIn = async (
  desk: Desk,
  shop: Pick<CreatedShop, 'shopId' | 'slug'>,
  person: Pick<TestPerson, 'memberId' | 'accountId' | 'email' | 'displayName' | 'roles'>,
): Promise<TestPerson> => {
  const { token, sessionId } = await desk.db.asSystem(async (tx) => {
    const opened = await openSession(tx, desk.clock.now(), person.accountId, {
      address: '127.0.0.1',
      agent: 'test',
    })
    const row = await tx
      .selectFrom('staff.sessions')
      .select('id')
      .where('account_id', '=', person.accountId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    return { token: opened, sessionId: row.id }
  })
  return {
    ...person,
    account: { kind: 'account', accountId: person.accountId, sessionId },
    caller: {
      kind: 'member',
      shopId: shop.shopId,
      memberId: person.memberId,
      accountId: person.accountId,
      sessionId,
      actorId: person.memberId,
      displayName: person.displayName,
      roles: person.roles,
      scopes: [],
    },
    headers: { cookie: `${sessionCookie}=${token}`, 'x-fivehearts-shop': shop.slug },
  }
}
