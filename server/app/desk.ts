import { join } from 'node:path'
import { messageLimits } from '#contract/conversations/conversations.ts'
import { endpoints } from '#contract/endpoints.ts'
import { removeDemo } from '#contract/staff/shop.ts'
import {
  createConversations,
  createVisitorCredentials,
  registerConversationRoutes,
  registerPhraseRoutes,
  registerRoutingRoutes,
  registerWidgetRoutes,
} from '#nouns/conversations/index.ts'
import {
  createCustomerDesk,
  identifyCustomer,
  knowCustomersBetter,
  panelCustomer,
  registerCustomerRoutes,
} from '#nouns/customers/index.ts'
import { registerTableImportRoutes } from '#nouns/imports/index.ts'
import {
  createHome,
  createLost,
  createPlatforms,
  createResponseTimes,
  registerInsightRoutes,
  registerPlatformRoutes,
  rollUp,
} from '#nouns/insight/index.ts'
import {
  createImports,
  createOrderDesk,
  createUploads,
  panelOrders,
  registerOrderRoutes,
  searchOrders,
  type ImportPorts,
} from '#nouns/orders/index.ts'
import { createProductDesk, searchProducts } from '#nouns/products/index.ts'
import { createEngine, createWordDesk, createWords, registerWordRoutes } from '#nouns/promises/index.ts'
import {
  createShopDirectory,
  createStaff,
  noteStoreOrders,
  openStore,
  registerStaffRoutes,
  shopsBeingFilled,
  writeAudit,
  type CreatedShop,
} from '#nouns/staff/index.ts'
import { missingForDesk } from '#nouns/training/index.ts'
import { formatPlace } from '#platform/events/log-reader.ts'
import { createLinkCredentials } from '#platform/links/index.ts'
import { createFiles, folderBlobs, registerFileRoutes } from '#platform/files/index.ts'
import type { Credentials } from '#platform/http/caller.ts'
import { createMetrics } from '#platform/http/metrics.ts'
import { createHttpServer, type HttpServer } from '#platform/http/server.ts'
import { createJobs } from '#platform/jobs/jobs.ts'
import { backgroundWork } from './background.ts'
import { composeCatalogue } from './catalogue.ts'
import { composeTraining } from './training.ts'
import { composeCare } from './care.ts'
import { chores } from './chores.ts'
import { composeConfirmations } from './confirmations.ts'
import { clearDemo } from './demo/clear-demo.ts'
import { createExports } from './exports/exports.ts'
import { registerExportRoutes } from './exports/export-routes.ts'
import type { Ground } from './ground.ts'
import type { createImportProcesses } from './import-processes.ts'
import { composeGuard } from './guard.ts'
import { layShipped } from './shipped.ts'
import { composeKnowledge } from './knowledge.ts'
import { createLive } from './live.ts'
import { composeOffers } from './offers.ts'
import { mappedReader, orderReaders } from './order-readers.ts'
import { composePurchase } from './purchase.ts'
import { followRouting } from './routing.ts'
import { createSchedule, recurringTasks } from './schedule.ts'
import { composeTableImports } from './table-imports.ts'
import { registerSystemRoutes } from './system-routes.ts'
import { registerStreamRoutes } from './stream-routes.ts'
import { createTryOut } from './try-out.ts'

export const version = '0.1.0'

export interface DeskOptions {
  publicUrl: () => string
  /** Fills a new demo shop; a desk that never opens one leaves it out. */
  fillDemo?: (shop: CreatedShop) => Promise<void>
  /** Works on imports in processes of their own; left out: in this one. */
  importProcesses?: ReturnType<typeof createImportProcesses>
  /** The one shop whose due rows its engine handles, though it is being filled; left out: every shop but those. */
  onlyShop?: string
}

/** Wires the nouns together over an open ground. The only place that knows them all. */
export const composeDesk = async (ground: Ground, options: DeskOptions) => {
  const { db, clock, log, secrets, config } = ground
  const metrics = createMetrics()
  const live = await createLive({ db, clock, log, metrics })
  const directory = createShopDirectory({ db, secrets })
  const blobs = folderBlobs(join(config.dataFolder, 'files'))
  const files = createFiles({ db, clock, secrets, blobs, maxBytes: messageLimits.fileBytes })
  const words = createWords({ db, clock })
  const { background, settle } = backgroundWork(live.failed)
  const guard = composeGuard({ db, clock, directory })
  const purchase = composePurchase({ db, clock, directory, background })
  const conversations = createConversations({
    db,
    clock,
    directory,
    words,
    guard: guard.readings,
    closing: purchase.closing,
    livePlace: () => formatPlace(live.place()),
    attachments: files.attachments,
    people: {
      identify: identifyCustomer,
      panelCustomer,
      panelOrders: (tx, customerId, limit) => panelOrders(tx, clock.now(), customerId, limit),
    },
    live: { publish: live.publish, signal: live.hub.signal, nudge: (at) => engine.nudge(at), background },
  })
  const confirming = composeConfirmations({
    db,
    clock,
    directory,
    publicUrl: options.publicUrl,
    say: async (caller, id, { quoted, ...message }) => ({
      messageId: (await conversations.answers.post(caller, id, message, { quoted })).message.id,
    }),
    guard: guard.readings,
    nudge: (at) => engine.nudge(at),
    background,
  })
  const engine = createEngine(
    clock,
    [
      conversations.clockSource(),
      words.dueSource(),
      conversations.problems.dueSource(),
      confirming.confirmations.dueSource(),
    ],
    (source, error) => live.failed(source)(error),
    async () =>
      options.onlyShop === undefined
        ? { except: await db.asSystem((tx) => shopsBeingFilled(tx, clock.now())) }
        : { only: options.onlyShop },
  )
  const knowledge = composeKnowledge({ db, clock, directory, files, guard: guard.readings })
  const staff = createStaff({
    missingForDesk,
    db,
    clock,
    secrets,
    directory,
    publicUrl: options.publicUrl,
    work: { ...conversations.desk.heldWork, handOver: conversations.desk.handOver },
    seeds: {
      onShopCreated: [conversations.phrases.seed, knowledge.seed],
      fillDemo: options.fillDemo ?? (async () => undefined),
    },
  })
  const stores: ImportPorts['stores'] = {
    add: (tx, now, store, by) => openStore(tx, now, secrets, store, by),
    note: noteStoreOrders,
  }
  const uploads = createUploads(join(config.dataFolder, 'imports'))
  const imports = createImports({
    db,
    clock,
    directory,
    readers: orderReaders,
    mapped: mappedReader,
    uploads,
    stores,
    apart: options.importProcesses?.work,
    onError: (id, error) => live.failed(`import ${id}`)(error),
  })
  const customers = createCustomerDesk({
    db,
    clock,
    directory,
    audit: writeAudit,
    findOrders: searchOrders,
    findProducts: searchProducts,
  })
  const catalogue = composeCatalogue({ db, clock, directory, files, stores })
  const tables = composeTableImports({
    db,
    clock,
    directory,
    uploads,
    catalogue,
    addStore: stores.add,
    apart: options.importProcesses?.work,
    onError: (id, error) => live.failed(`table import ${id}`)(error),
  })
  const platforms = createPlatforms({ db, clock, directory })
  const training = composeTraining({ db, clock, directory, readings: guard.readings })
  const offers = composeOffers({ db, clock, directory, words, background, selling: purchase.known })
  const care = composeCare({
    db,
    clock,
    directory,
    policies: confirming.policies,
    guard: guard.readings,
    isUnsuitable: (tx, customerId) => purchase.known.isUnsuitable(tx, { conversationId: null, customerId }),
    say: async (caller, id, { quoted, ...message }) => {
      await conversations.desk.reopen(caller, id)
      return { messageId: (await conversations.answers.post(caller, id, message, { quoted })).message.id }
    },
    background,
  })
  const wordDesk = createWordDesk({ db, clock, words, directory, addressee: conversations.addressee })
  const exports = createExports({
    db,
    clock,
    directory,
    blobs,
    customers,
    words: wordDesk,
    products: createProductDesk({ db, clock, directory, attachments: files.attachments }),
    articles: knowledge.articles,
    files,
    imports,
    audit: staff.audit,
    background,
  })
  const { recurring, handlers } = chores({
    db,
    clock,
    files,
    giveOutWaiting: conversations.sweeping.sweepAll,
    watchQueues: conversations.watch.watchAll,
    goOnAnswering: conversations.groupAnswers.goOnAll,
    endExpiredSessions: staff.sessions.removeExpired,
    resumeImports: () => Promise.all([imports.resumeInterrupted(), tables.resumeInterrupted()]),
    knowCustomers: () => knowCustomersBetter({ db, clock }),
    takeInSold: catalogue.sold.leaveMissed,
    rollUp: () => rollUp({ db, clock }),
    takeTalkedOrders: purchase.takeAllOrders,
    lookAtPrices: offers.lookAgain,
    confirmOrders: confirming.confirmations.opening.lookAtAll,
    tendKnowledge: knowledge.tend,
    layShipped: layShipped({
      db,
      clock,
      lay: [conversations.phrases.lay, (tx, { shopId }, now) => knowledge.lay(tx, shopId, now)],
    }),
    lookAtNextItems: care.nextItems.lookAtAll,
  })
  const schedule = createSchedule({
    db,
    clock,
    tasks: recurringTasks(recurring),
    onError: (task, error) => live.failed(task)(error),
  })
  const jobs = createJobs({
    url: ground.databaseUrl,
    clock,
    log,
    handlers: { ...handlers, ...catalogue.sold.handlers, ...offers.handlers },
    concurrency: 2,
    onFailure: (job) => metrics.failed(job),
  })
  live.fillWith(conversations.fill)
  const follow = followRouting(conversations, background)
  live.onEvent((event) => {
    staff.onEvent(event)
    guard.onEvent(event)
    knowledge.onEvent(event)
    purchase.onEvent(event)
    offers.onEvent(event)
    follow(event)
    confirming.onEvent(event)
    care.onEvent(event)
    // Roles and memberships are read when a stream opens: whoever's changed must open it anew.
    if (event.name === 'staff.left' || event.name === 'staff.changed')
      live.hub.cut(event.shop, `member:${event.subject}`)
    // Somebody came or a place became free: whoever waits without hands may be taken now.
    if (conversations.lines.hears(event)) background('sweep', conversations.sweeping.sweep(event.shop))
    if (event.name === 'message.posted' || event.name === 'knowledge.asked')
      background('knowledge', knowledge.hear(event))
    if (event.name === 'import.finished')
      background('catalogue', catalogue.sold.leave(event.shop, event.subject))
    if (event.name === 'word.given' && typeof event.facts['dueAt'] === 'string')
      engine.nudge(new Date(event.facts['dueAt']))
  })
  const credentials: Credentials = {
    ...staff.credentials,
    visitor: createVisitorCredentials(db),
    link: createLinkCredentials({ db, clock }),
  }
  const serve = async (): Promise<HttpServer> => {
    const http = await createHttpServer({
      db,
      clock,
      log,
      credentials,
      trustedProxies: config.trustedProxies,
    })
    metrics.watch(http.app)
    registerStaffRoutes(http, staff)
    registerFileRoutes(http, files)
    registerConversationRoutes(http, conversations)
    registerPhraseRoutes(http, conversations)
    registerRoutingRoutes(http, conversations)
    registerWidgetRoutes(http, conversations)
    http.route(removeDemo, async ({ caller }) => {
      await staff.ownShops.leaveDemo(caller, async (slug) => {
        await clearDemo(ground.databaseUrl, slug)
        live.hub.cut(caller.shopId, 'desk')
      })
      return {}
    })
    registerWordRoutes(http, wordDesk)
    registerExportRoutes(http, exports)
    registerOrderRoutes(http, { orders: createOrderDesk({ db, clock, directory }), imports })
    registerCustomerRoutes(http, customers)
    catalogue.register(http)
    registerTableImportRoutes(http, tables)
    training.register(http)
    guard.register(http)
    purchase.register(http)
    offers.register(http)
    confirming.register(http)
    care.register(http)
    knowledge.register(http)
    registerInsightRoutes(http, {
      home: createHome({ db, clock, directory, planDuty: staff.roster.plan }),
      responseTimes: createResponseTimes({ db, clock, directory }),
    })
    registerPlatformRoutes(http, {
      platforms,
      lost: createLost({ db, clock, directory }),
    })
    registerStreamRoutes(http, {
      db,
      clock,
      hub: live.hub,
      fill: live.fill,
      place: live.place,
      onError: live.failed('stream'),
    })
    registerSystemRoutes(http, { db, metrics, version, endpoints, engine, hub: live.hub })
    return http
  }
  const tryOutIdentity = createTryOut({ clock, directory, credentials })
  return {
    ground,
    credentials,
    live,
    engine,
    directory,
    staff,
    conversations,
    words,
    imports,
    tables,
    catalogue,
    training,
    platforms,
    purchase,
    offers,
    confirming,
    care,
    knowledge,
    metrics,
    serve,
    settle,
    exports,
    tryOutIdentity,
    dist: join(import.meta.dirname, '../../dist'),
    start: async () => {
      await live.start()
      engine.start()
      await jobs.start()
      schedule.start()
    },
    /** Lets running work finish, then stops everything that moves by itself. */
    stop: async () => {
      conversations.places.stop()
      await schedule.stop()
      options.importProcesses?.stop()
      await Promise.all([imports.stop(), tables.stop()])
      await jobs.stop()
      await engine.stop()
      await settle()
      await live.stop()
    },
  }
}

export type ComposedDesk = Awaited<ReturnType<typeof composeDesk>>
