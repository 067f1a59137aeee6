import * as addressing from '#contract/conversations/addressing.ts'
import * as chat from '#contract/conversations/conversations.ts'
import * as library from '#contract/conversations/phrases.ts'
import * as widget from '#contract/conversations/widget.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Conversations } from './conversations.ts'

export const registerConversationRoutes = (
  http: HttpServer,
  { inbox, answers, desk, panel }: Conversations,
): void => {
  http.route(chat.readInbox, ({ caller, query }) => inbox.read(caller, query))
  http.route(chat.findConversations, ({ caller, query }) => inbox.find(caller, query))
  http.route(chat.readConversation, ({ caller, params }) => inbox.one(caller, params.id))
  http.route(chat.listMessages, ({ caller, params, query }) => inbox.messages(caller, params.id, query))
  http.route(chat.postAnswer, ({ caller, params, body }) => answers.post(caller, params.id, body))
  http.route(chat.markRead, ({ caller, params, body }) => desk.read(caller, params.id, body.upTo))
  http.route(chat.signalTyping, ({ caller, params }) => desk.typing(caller, params.id))
  http.route(chat.assignConversation, ({ caller, params, body }) => desk.handTo(caller, params.id, body))
  http.route(chat.closeConversation, ({ caller, params, body }) => desk.close(caller, params.id, body))
  http.route(chat.reopenConversation, ({ caller, params }) => desk.reopen(caller, params.id))
  http.route(chat.linkCustomer, ({ caller, params, body }) => desk.link(caller, params.id, body.customerId))
  http.route(chat.readPanel, ({ caller, params }) => panel.read(caller, params.id))
}

export const registerPhraseRoutes = (
  http: HttpServer,
  { phrases, phraseReports, addressing: styles }: Conversations,
): void => {
  http.route(library.listPhrases, ({ caller, query }) => phrases.list(caller, query))
  http.route(library.addPhrase, ({ caller, body }) => phrases.add(caller, body))
  http.route(library.changePhrase, ({ caller, params, body }) => phrases.change(caller, params.id, body))
  http.route(library.archivePhrase, ({ caller, params }) => phrases.archive(caller, params.id))
  http.route(library.proposePhrase, ({ caller, body }) => phrases.propose(caller, body))
  http.route(library.changeOwnPhrase, ({ caller, params, body }) =>
    phrases.changeOwn(caller, params.id, body),
  )
  http.route(library.archiveOwnPhrase, ({ caller, params }) => phrases.archiveOwn(caller, params.id))
  http.route(library.decidePhrase, ({ caller, params, body }) => phrases.decide(caller, params.id, body))
  http.route(library.readPhraseUsage, ({ caller, query }) => phraseReports.usage(caller, query.days))
  http.route(library.listPhraseCandidates, ({ caller, query }) =>
    phraseReports.candidates(caller, query.days),
  )
  http.route(addressing.readAddressing, ({ caller }) => styles.read(caller))
  http.route(addressing.setAddressing, ({ caller, body }) => styles.set(caller, body))
}

/** A person types well below these limits; a flood from one visitor meets them (per minute). */
const floodLimits = { visits: 60, messages: 60, signals: 240 } as const

export const registerWidgetRoutes = (
  http: HttpServer,
  { visits, buyerMessages, buttonChecks }: Conversations,
): void => {
  http.route(widget.readWidgetShop, async ({ params, reply }) => {
    const shop = await visits.shop(params.key)
    await reply.header('cache-control', 'public, max-age=30').send(shop)
    return undefined
  })
  http.route(widget.openVisit, ({ params, body }) => visits.open(params.key, body), {
    limit: floodLimits.visits,
  })
  http.route(widget.checkContactButton, ({ params, body }) => buttonChecks(params.key, body), {
    limit: floodLimits.visits,
  })
  http.route(widget.listBuyerMessages, ({ caller, query }) => visits.messages(caller, query))
  http.route(widget.postBuyerMessage, ({ caller, body }) => buyerMessages.post(caller, body), {
    limit: floodLimits.messages,
  })
  http.route(widget.markReadByBuyer, ({ caller, body }) => visits.read(caller, body.upTo), {
    limit: floodLimits.signals,
  })
  http.route(widget.signalBuyerTyping, async ({ caller }) => visits.typing(caller), {
    limit: floodLimits.signals,
  })
}
