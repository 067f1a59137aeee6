import { createAddressing } from './addressing.ts'
import { createAnswers } from './answers.ts'
import { createBuyerMessages } from './buyer-messages.ts'
import { findConversation } from './conversations.store.ts'
import { createCoaching } from './coaching/coaching.ts'
import { createDesk } from './desk.ts'
import { createAdmissions } from './distribution/admissions.ts'
import { createLines } from './distribution/lines.ts'
import { createProfiles } from './distribution/profiles.ts'
import { createSweeping } from './distribution/sweeping.ts'
import { createFill } from './fill.ts'
import { createInbox } from './inbox.ts'
import { createJoins } from './joins/joins.ts'
import { createHandOvers } from './ownership/hand-overs.ts'
import { createProblems } from './ownership/problems.ts'
import { createOwnershipReport } from './ownership/report.ts'
import { createPanel } from './panel.ts'
import { createPhraseReports } from './phrase-reports.ts'
import { createPhrases } from './phrases.ts'
import type { ConversationPorts } from './ports.ts'
import { createBoard } from './rush/board.ts'
import { createGroupAnswers } from './rush/group-answers.ts'
import { createNotices } from './rush/notices.ts'
import { createPlaces } from './rush/places.ts'
import { createWatch } from './rush/watch.ts'
import { turnClockSource } from './turn-clock.ts'
import { createVisits } from './visits.ts'
import { createButtonChecks } from './button-checks.ts'
import { followWords } from './word-sight.ts'
import type { Tx } from '#platform/database/database.ts'

/** Everything about talking with buyers, over one set of ports. */
export const createConversations = (ports: ConversationPorts & { livePlace(): string }) => {
  ports.words.onChange(followWords)
  const answers = createAnswers(ports)
  const places = createPlaces(ports)
  const notices = createNotices(ports)
  const lines = createLines()
  const sweeping = createSweeping({ ...ports, lines })
  const admissions = createAdmissions({ ...ports, lines, sweep: sweeping.sweep })
  return {
    inbox: createInbox(ports),
    answers,
    places,
    notices,
    board: createBoard(ports),
    watch: createWatch(ports),
    groupAnswers: createGroupAnswers(ports, answers),
    profiles: createProfiles(ports),
    problems: createProblems(ports),
    handOvers: createHandOvers(ports),
    ownership: createOwnershipReport(ports),
    joins: createJoins(ports),
    coaching: createCoaching(ports),
    lines,
    sweeping,
    desk: createDesk(ports),
    panel: createPanel(ports),
    phrases: createPhrases(ports),
    addressing: createAddressing(ports),
    phraseReports: createPhraseReports(ports),
    visits: createVisits({ ...ports, notices, places, lines }),
    buttonChecks: createButtonChecks(ports),
    buyerMessages: createBuyerMessages({ ...ports, notices, lines, admissions }),
    clockSource: () => turnClockSource({ ...ports, ladder: { ...places, lines } }),
    fill: createFill(ports),
    /** To whom a word in a conversation is given. */
    addressee: async (tx: Tx, id: string) => {
      const row = await findConversation(tx, id)
      return row && row.state !== 'visiting'
        ? { name: row.buyer_name, customerId: row.customer_id, inquiryId: row.inquiry_id }
        : null
    },
  }
}
export type Conversations = ReturnType<typeof createConversations>
