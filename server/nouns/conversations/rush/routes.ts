import * as coach from '#contract/conversations/coaching.ts'
import * as distribution from '#contract/conversations/distribution.ts'
import * as joining from '#contract/conversations/joins.ts'
import * as ownership from '#contract/conversations/ownership.ts'
import * as rush from '#contract/conversations/rush.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Conversations } from '../conversations.ts'

/** Who is given a buyer, who owns what, the board, and talks told together. */
export const registerRoutingRoutes = (http: HttpServer, conversations: Conversations): void => {
  const { profiles, desk, problems, handOvers, ownership: report, joins, coaching } = conversations
  http.route(distribution.listProfiles, ({ caller }) => profiles.list(caller))
  http.route(distribution.changeProfile, ({ caller, params, body }) =>
    profiles.change(caller, params.id, body),
  )
  http.route(distribution.addSkillGroup, ({ caller, body }) => profiles.addGroup(caller, body))
  http.route(distribution.removeSkillGroup, ({ caller, params }) => profiles.removeGroup(caller, params.id))
  http.route(distribution.markConversation, ({ caller, params, body }) =>
    desk.mark(caller, params.id, body.isDifficult),
  )
  http.route(distribution.readLadder, ({ caller, params }) => profiles.ladder(caller, params.id))
  http.route(ownership.fileProblem, ({ caller, params, body }) => problems.file(caller, params.id, body))
  http.route(ownership.listProblems, ({ caller, query }) => problems.list(caller, query))
  http.route(ownership.solveProblem, ({ caller, params, body }) =>
    problems.solve(caller, params.id, body.outcome),
  )
  http.route(ownership.noteContact, ({ caller, params }) => problems.contact(caller, params.id))
  http.route(ownership.listHandOvers, ({ caller, query }) => handOvers.list(caller, query))
  http.route(ownership.answerHandOver, ({ caller, params, body }) =>
    handOvers.answer(caller, params.id, body.accept),
  )
  http.route(ownership.readChain, ({ caller, params }) => report.chain(caller, params.id))
  http.route(ownership.readOwnership, ({ caller, query }) => report.report(caller, query.days))
  http.route(joining.joinConversation, ({ caller, params, body }) =>
    joins.join(caller, params.id, body.intoId),
  )
  http.route(joining.partConversation, ({ caller, params }) => joins.part(caller, params.id))
  http.route(joining.readTogether, ({ caller, params }) => joins.together(caller, params.id))
  http.route(joining.splitInquiry, ({ caller, params, body }) => joins.split(caller, params.id, body))
  http.route(joining.unsplitInquiry, ({ caller, params }) => joins.unsplit(caller, params.id))
  http.route(coach.readLookIn, ({ caller, query }) => coaching.lookIn(caller, query))
  http.route(coach.listHints, ({ caller, params }) => coaching.hints(caller, params.id))
  http.route(coach.giveHint, ({ caller, params, body }) => coaching.give(caller, params.id, body))
  http.route(coach.useHint, ({ caller, params }) => coaching.use(caller, params.id))
  registerRushRoutes(http, conversations)
}

const registerRushRoutes = (
  http: HttpServer,
  { board, groupAnswers, notices, places }: Conversations,
): void => {
  http.route(rush.readBoard, ({ caller }) => board.read(caller))
  http.route(rush.listWaiting, ({ caller, query }) => board.waiting(caller, query))
  http.route(rush.listQuestionGroups, ({ caller }) => board.questions(caller))
  http.route(rush.previewGroupAnswer, ({ caller, body }) => groupAnswers.preview(caller, body))
  http.route(rush.sendGroupAnswer, ({ caller, body }) => groupAnswers.send(caller, body))
  http.route(rush.listGroupAnswers, ({ caller }) => groupAnswers.list(caller))
  http.route(rush.listNotices, ({ caller }) => notices.list(caller))
  http.route(rush.addNotice, ({ caller, body }) => notices.add(caller, body))
  http.route(rush.withdrawNotice, ({ caller, params }) => notices.withdraw(caller, params.id))
  http.route(rush.readPlace, async ({ caller }) => places.placeOf(caller.shopId, caller.visitorId))
}
