import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreatedShop } from '#nouns/staff/index.ts'
import type { BusinessCalendar } from '#contract/calendar.ts'
import { addOpenMs, openMsBetween } from '#platform/calendar/calendar.rules.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId, newToken } from '#platform/ids/ids.ts'
import { signIdentity } from '#nouns/conversations/index.ts'
import type { Role } from '#contract/staff/roles.ts'
import type { composeDesk } from '../desk.ts'
import { bargain } from './bargain.ts'
import { scripts, siteNames, team, type Line } from './cast.ts'
import { closeSales } from './close-sales.ts'
import { fillTeam } from './fill-team.ts'
import { makeOffers } from './make-offers.ts'
import { sayPhrase, sayWrong, setVoice } from './one-voice.ts'
import { teaCaddies } from './next-items.ts'
import { noteSales } from './note-sales.ts'
import { emailOf, shopifyExport, taobaoReport } from './order-files.ts'
import { seeded, type Random } from './random.ts'
import { shareOut } from './share-out.ts'
import { stockGoods } from './stock-goods.ts'
import { writeKnowledge } from './write-knowledge.ts'

type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>
const dayMs = 86_400_000
const chatDays = 7
const chatsADay = 9

/** A clock that stands where the demo's story is; nothing waits for it. */
export const storyClock = (start: Date): Clock & { move(to: Date): void } => {
  let at = start
  return {
    now: () => at,
    monotonic: () => at.getTime(),
    at: () => () => undefined,
    move: (to) => {
      at = to
    },
  }
}

/**
 * Fills the demo shop: people, two stores' orders through the real import, and a week of chats through the real services at
 * the time they are said to have happened, so that every row, clock and word is what the desk itself makes of it.
 * `past` is a desk over `clock`; `now` is the real time; `onOrders` is called when people and orders are there.
 */
export const fillDemo = async (
  past: ComposedDesk,
  clock: ReturnType<typeof storyClock>,
  shop: CreatedShop,
  now: Date,
  onOrders: () => void,
): Promise<void> => {
  const random = seeded(55)
  clock.move(new Date(now.getTime() - (chatDays + 1) * dayMs))
  const people = await hire(past, shop)
  clock.move(now)
  await takeOrdersIn(past, shop, random, now)
  await makeOffers(past, clock, shop, asCaller(shop, shop.ownerId, shop.name, ['owner']), now)
  await past.care.nextItems.learnAndLook(shop.shopId)
  onOrders()
  await setVoice(past, shop, people)
  await replayChats(past, clock, shop, people, random, now)
  const facts = await past.directory.facts(shop.shopId)
  const ownerName = facts.members.get(shop.ownerId)?.displayName ?? shop.name
  const owner = asCaller(shop, shop.ownerId, ownerName, ['owner'])
  await fillTeam(past, clock, shop, { owner, people }, now)
  await stockGoods(past, shop, owner)
  await writeKnowledge(past, shop, owner)
  await noteSales(past, shop, owner)
  const agent = people.find((person) => person.roles.includes('agent'))
  if (agent) await bargain(past, clock, shop, { owner, agent }, now)
  await closeSales(past, shop, owner)
  await shareOut(past, shop, { owner, people }, now)
  await confirmOrders(past, shop)
}

const hire = async (past: ComposedDesk, shop: CreatedShop): Promise<MemberCaller[]> => {
  const callers: MemberCaller[] = []
  for (const person of team) {
    const displayName = shop.language === 'zh' ? person.zh : person.en
    // Nobody signs in as them: the password is random and told to nobody.
    const made = await past.staff.operator.addUser({
      email: `${person.key}-${shop.shopId.slice(-8)}@demo.invalid`,
      name: displayName,
      language: shop.language,
      password: newToken(),
      join: { slug: shop.slug, roles: [...person.roles] as Role[], displayName },
    })
    if (made.memberId === null) throw new Error('a demo person did not join')
    callers.push(asCaller(shop, made.memberId, displayName, person.roles))
  }
  return callers
}
const asCaller = (
  shop: CreatedShop,
  memberId: string,
  displayName: string,
  roles: readonly Role[],
): MemberCaller => ({
  kind: 'member',
  shopId: shop.shopId,
  memberId,
  accountId: null,
  sessionId: null,
  actorId: memberId,
  displayName,
  roles,
  scopes: [],
})

const takeOrdersIn = async (past: ComposedDesk, shop: CreatedShop, random: Random, now: Date) => {
  const folder = await mkdtemp(join(tmpdir(), 'fivehearts-demo-'))
  try {
    const files =
      shop.language === 'zh'
        ? ([
            ['半亩居淘宝店', 'taobao', taobaoReport(random, now, 220)],
            ['半亩居淘宝店', 'taobao', taobaoReport(seeded(56), now, 0, teaCaddies)],
            ['半亩居海外站', 'shopify', shopifyExport(random, now, 80)],
          ] as const)
        : ([
            ['Half-Acre on Taobao', 'taobao', taobaoReport(random, now, 220)],
            ['Half-Acre on Taobao', 'taobao', taobaoReport(seeded(56), now, 0, teaCaddies)],
            ['Half-Acre overseas', 'shopify', shopifyExport(random, now, 80)],
          ] as const)
    for (const [storeName, format, text] of files) {
      const path = join(folder, `${format}.csv`)
      await writeFile(path, text)
      await past.imports.importFile({
        shopId: shop.shopId,
        storeName,
        path,
        format,
        isDryRun: false,
        isStrict: false,
        by: null,
      })
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The demo's orders are older than its stores: the last days' unsent ones are taken in, as a lead would. */
const confirmOrders = async (past: ComposedDesk, shop: CreatedShop) => {
  const owner = (await past.directory.facts(shop.shopId)).members.get(shop.ownerId)
  const caller = asCaller(shop, shop.ownerId, owner?.displayName ?? shop.name, ['owner'])
  const { desk, opening } = past.confirming.confirmations
  const { stores } = await desk.setup(caller)
  for (const { storeId } of stores) await desk.watch(caller, storeId, { isWatched: true, withLastDays: true })
  await opening.look(shop.shopId)
}

interface Scene {
  random: Random
  past: ComposedDesk
  clock: ReturnType<typeof storyClock>
  shop: CreatedShop
  secret: string
  agents: MemberCaller[]
}

const replayChats = async (
  past: ComposedDesk,
  clock: Scene['clock'],
  shop: CreatedShop,
  people: MemberCaller[],
  random: Random,
  now: Date,
) => {
  const store = await past.directory.byWidgetKey(shop.widgetKey)
  if (!store) throw new Error('the demo shop has no widget')
  // The owner answers, too: whoever looks at the demo finds chats of their own.
  const owner = (await past.directory.facts(shop.shopId)).members.get(shop.ownerId)
  const agents = [
    asCaller(shop, shop.ownerId, owner?.displayName ?? shop.name, ['owner']),
    ...people.filter((person) => person.roles.includes('agent')),
  ]
  const scene: Scene = { random, past, clock, shop, secret: store.secret, agents }
  const { calendar } = await past.directory.facts(shop.shopId)
  const starts = openMoments(
    calendar,
    new Date(now.getTime() - chatDays * dayMs),
    now,
    chatDays * chatsADay,
    random,
  )
  const first = starts[0]
  if (first) clock.move(first)
  for (const agent of agents) await past.staff.presence.set(agent, 'on')
  for (const [i, start] of starts.entries()) {
    clock.move(start)
    const script = scripts[(i * 5 + random.below(3)) % scripts.length]
    const login = random.next() < 0.45 ? random.pick(siteNames) : null
    if (script) await playOne(scene, script[shop.language], login, i)
  }
  clock.move(now)
  await past.engine.runDue()
  for (const agent of agents) await past.staff.presence.set(agent, 'off')
}

/** Moments spread over a shop's open hours, in their order: buyers may come at night, but a shop is judged by its day. */
const openMoments = (
  calendar: BusinessCalendar,
  from: Date,
  to: Date,
  count: number,
  random: Random,
): Date[] => {
  const openMs = openMsBetween(calendar, from, to)
  return Array.from({ length: count }, (_, i) =>
    addOpenMs(calendar, from, ((i + random.next()) / count) * openMs),
  ).filter((moment) => moment !== null)
}

const playOne = async (
  { random, past, clock, shop, secret, agents }: Scene,
  lines: Line[],
  name: string | null,
  index: number,
) => {
  const identity =
    name === null
      ? undefined
      : signIdentity({ login: emailOf(name), email: emailOf(name), name }, secret, clock.now())
  const visit = await past.conversations.visits.open(shop.widgetKey, {
    ...(identity === undefined ? {} : { identity }),
    language: shop.language,
    page: { url: 'https://half-acre.example/', title: shop.name },
  })
  const buyer = await past.credentials.visitor(visit.token)
  const agent = agents[index % agents.length]
  if (!buyer || !agent) throw new Error('a demo chat has no two sides')
  const firstAnswer = lines.find((line) => line.by === 'shop')
  for (const line of lines) {
    clock.move(new Date(clock.now().getTime() + line.after * 1000))
    await past.engine.runDue()
    if (line.by === 'buyer') {
      await past.conversations.buyerMessages.post(buyer, { clientId: newId(), text: line.text })
      await past.settle()
      continue
    }
    if (line === firstAnswer && index % 7 === 2)
      await sayWrong(past, agent, buyer.conversationId, shop.language, index)
    const { word } = line
    const dueAt = new Date(clock.now().getTime() + (word?.minutes ?? 0) * 60_000)
    const { wordId } = await past.conversations.answers.post(agent, buyer.conversationId, {
      clientId: newId(),
      text: line.text,
      ...(word ? { word: { what: word.what, dueAt: dueAt.toISOString() } } : {}),
    })
    if (word && wordId && random.next() < word.keptShare)
      await past.ground.db.inShop(shop.shopId, (tx) =>
        past.words.end(tx, clock.now(), wordId, 'kept', agent.memberId, null),
      )
  }
  if (index % 3 === 0) await sayPhrase(past, agent, buyer.conversationId, shop.language, index)
  // Most chats are brought to an end; the newest stay open for the newcomer to look at.
  if (index % 4 !== 0) await past.conversations.desk.close(agent, buyer.conversationId, { anyway: true })
}
