import { join } from 'node:path'
import { messageLimits } from '#contract/conversations/conversations.ts'
import { endpoints } from '#contract/endpoints.ts'
import { createConversations, createVisitorCredentials, registerConversationRoutes, registerPhraseRoutes, registerWidgetRoutes, signIdentity } from '#nouns/conversations/index.ts'
import { identifyCustomer, panelCustomer } from '#nouns/customers/index.ts'
import { createEngine, createWordDesk, createWords, registerWordRoutes } from '#nouns/promises/index.ts'
import { createShopDirectory, createStaff, registerStaffRoutes } from '#nouns/staff/index.ts'
import { formatPlace } from '#platform/events/log-reader.ts'
import { createFiles, folderBlobs, registerFileRoutes } from '#platform/files/index.ts'
import type { Credentials } from '#platform/http/caller.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { createHttpServer, type HttpServer } from '#platform/http/server.ts'
import type { Ground } from './ground.ts'
import { createLive } from './live.ts'
import { registerSystemRoutes } from './system-routes.ts'
import { registerStreamRoutes } from './stream-routes.ts'

export const version = '0.1.0'

/** Wires the nouns together over an open ground. The only place that knows them all. */
export const composeDesk = async (ground: Ground, options: { publicUrl: () => string }) => {
  const { db, clock, log, secrets } = ground
  const metrics = createMetrics()
  const live = await createLive({ db, clock, log, metrics })
  const directory = createShopDirectory({ db, secrets })
  const files = createFiles({ db, clock, secrets, blobs: folderBlobs(join(ground.config.dataFolder, 'files')), maxBytes: messageLimits.fileBytes })
  const words = createWords({ db, clock })
  const background = (name: string, work: Promise<unknown>) => {
    const running = work.catch(live.failed(name)).finally(() => pending.delete(running))
    pending.add(running)
  }
  const pending = new Set<Promise<unknown>>()
  const conversations = createConversations({
    db, clock, directory, words, livePlace: () => formatPlace(live.place()),
    attachments: files.attachments,
    people: { identify: identifyCustomer, panelCustomer, panelOrders: async () => [] },
    live: { publish: live.publish, signal: live.hub.signal, nudge: (at) => engine.nudge(at), background },
  })
  const engine = createEngine(clock, [conversations.clockSource(), words.dueSource()], (source, error) => live.failed(source)(error))
  const staff = createStaff({
    db, clock, secrets, directory, publicUrl: options.publicUrl, work: { ...conversations.desk.heldWork, handOver: conversations.desk.handOver },
    seeds: { onShopCreated: [conversations.phrases.seed], fillDemo: async () => undefined },
  })
  live.fillWith(conversations.fill)
  live.onEvent((event) => {
    staff.onEvent(event)
    // Somebody came or a place became free: whoever waits without hands may be taken now.
    if (event.name === 'staff.presence_changed' || event.name === 'conversation.closed') background('sweep', conversations.desk.sweep(event.shop))
    if (event.name === 'word.given' && typeof event.facts['dueAt'] === 'string') engine.nudge(new Date(event.facts['dueAt']))
  })
  const credentials: Credentials = { ...staff.credentials, visitor: createVisitorCredentials(db) }
  const serve = async (): Promise<HttpServer> => {
    const http = await createHttpServer({ db, clock, log, credentials, trustedProxies: ground.config.trustedProxies })
    metrics.watch(http.app)
    registerStaffRoutes(http, staff)
    registerFileRoutes(http, files)
    registerConversationRoutes(http, conversations)
    registerPhraseRoutes(http, conversations)
    registerWidgetRoutes(http, conversations)
    registerWordRoutes(http, createWordDesk({ db, clock, words, directory, addressee: conversations.addressee }))
    registerStreamRoutes(http, { db, clock, hub: live.hub, fill: live.fill, place: live.place, onError: live.failed('stream') })
    registerSystemRoutes(http, { db, metrics, version, endpoints, engine, hub: live.hub })
    return http
  }
  const tryOutIdentity = async (key: string, as: string, sessionToken: string | undefined): Promise<string> => {
    const store = await directory.byWidgetKey(key)
    if (!store) return ''
    const facts = await directory.facts(store.shopId)
    const account = sessionToken === undefined ? null : await credentials.account(sessionToken)
    const member = account && await credentials.member(account, facts.slug)
    if (!facts.isDemo && !member?.roles.includes('owner')) return ''
    return signIdentity({ login: as, ...(as.includes('@') ? { email: as } : {}) }, store.secret, clock.now())
  }
  return {
    tryOutIdentity, ground, live, engine, directory, staff, conversations, words, metrics, serve, dist: join(import.meta.dirname, '../../dist'),
    /** Resolves when nothing runs in the background any more. */
    settle: async () => { while (pending.size > 0) await Promise.all(pending) },
    start: async () => { await live.start(); engine.start() },
    /** Lets running work finish, then stops everything that moves by itself. */
    stop: async () => {
      await engine.stop()
      await Promise.all(pending)
      await live.stop()
    },
  }
}
export type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>
