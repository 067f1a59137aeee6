import * as library from '#contract/purchase/concerns.ts'
import * as following from '#contract/purchase/prospects.ts'
import * as sale from '#contract/purchase/selling.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Library } from '../concerns/library.ts'
import type { EvidenceDesk } from '../evidence/evidence.service.ts'
import type { Prospects } from '../prospects/prospects.service.ts'
import type { Trials } from '../trials/trials.service.ts'
import type { SellingDesk } from './selling.service.ts'

export const registerSellingRoutes = (
  http: HttpServer,
  { selling, evidence }: { selling: SellingDesk; evidence: EvidenceDesk },
): void => {
  http.route(sale.readSelling, ({ caller, params }) => selling.read(caller, params.id))
  http.route(sale.noteNeeds, ({ caller, params, body }) => selling.noteNeeds(caller, params.id, body))
  http.route(sale.chooseTalkedProduct, ({ caller, params, body }) =>
    selling.chooseProduct(caller, params.id, body.productId),
  )
  http.route(sale.openDoubt, ({ caller, params, body }) => selling.openDoubt(caller, params.id, body))
  http.route(sale.endDoubt, ({ caller, params, body }) =>
    selling.endDoubt(caller, params.id, params.doubtId, body),
  )
  http.route(sale.setTaste, ({ caller, params, body }) => selling.setTaste(caller, params.id, body))
  http.route(sale.setConcernAside, ({ caller, params, body }) =>
    selling.setAside(caller, params.id, params.key, body.isAside),
  )
  http.route(sale.noteQuestions, ({ caller, params, body }) => selling.noteQuestions(caller, params.id, body))
  http.route(sale.markUnsuitable, ({ caller, params, body }) =>
    selling.markUnsuitable(caller, params.id, body),
  )
  http.route(sale.liftUnsuitable, ({ caller, params }) =>
    selling.liftUnsuitable(caller, params.id, params.markId),
  )
  http.route(sale.giveTrial, ({ caller, params, body }) => selling.giveTrial(caller, params.id, body))
  http.route(sale.readEvidence, ({ caller, params }) => evidence.read(caller, params.id))
  http.route(sale.attachEvidence, ({ caller, params }) => evidence.attach(caller, params.id))
}

export const registerLibraryRoutes = (http: HttpServer, concerns: Library): void => {
  http.route(library.listConcerns, ({ caller }) => concerns.concerns(caller))
  http.route(library.putConcerns, ({ caller, params, body }) =>
    concerns.putConcerns(caller, params.key, body),
  )
  http.route(library.archiveConcerns, ({ caller, params }) => concerns.archiveConcerns(caller, params.key))
  http.route(library.listTerms, ({ caller }) => concerns.terms(caller))
  http.route(library.putTerm, ({ caller, params, body }) => concerns.putTerm(caller, params.item, body))
  http.route(library.listPoints, ({ caller, query }) => concerns.points(caller, query))
  http.route(library.addPoint, ({ caller, body }) => concerns.addPoint(caller, body))
  http.route(library.changePoint, ({ caller, params, body }) => concerns.changePoint(caller, params.id, body))
  http.route(library.archivePoint, ({ caller, params }) => concerns.archivePoint(caller, params.id))
}

export const registerFollowingRoutes = (
  http: HttpServer,
  { prospects, trials }: { prospects: Prospects; trials: Trials },
): void => {
  http.route(following.listProspects, ({ caller, query }) => prospects.list(caller, query))
  http.route(following.followUpProspect, ({ caller, params, body }) =>
    prospects.followUp(caller, params.id, body),
  )
  http.route(following.dropProspect, ({ caller, params, body }) => prospects.drop(caller, params.id, body))
  http.route(following.reopenProspect, ({ caller, params, body }) =>
    prospects.reopen(caller, params.id, body.version),
  )
  http.route(following.listThankless, ({ caller, query }) => prospects.thankless(caller, query))
  http.route(following.listTrials, ({ caller, query }) => trials.list(caller, query))
  http.route(following.answerTrial, ({ caller, params, body }) => trials.answer(caller, params.id, body))
  http.route(following.settleTrial, ({ caller, params, body }) => trials.settle(caller, params.id, body))
}
