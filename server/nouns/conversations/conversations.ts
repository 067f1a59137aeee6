import { createAddressing } from './addressing.ts'
import { createAnswers } from './answers.ts'
import { createBuyerMessages } from './buyer-messages.ts'
import { findConversation } from './conversations.store.ts'
import { createDesk } from './desk.ts'
import { createFill } from './fill.ts'
import { createInbox } from './inbox.ts'
import { createPanel } from './panel.ts'
import { createPhraseReports } from './phrase-reports.ts'
import { createPhrases } from './phrases.ts'
import type { ConversationPorts } from './ports.ts'
import { turnClockSource } from './turn-clock.ts'
import { createVisits } from './visits.ts'
import { createButtonChecks } from './button-checks.ts'
import { followWords } from './word-sight.ts'
import type { Tx } from '#platform/database/database.ts'

/** Everything about talking with buyers, over one set of ports. */
export const createConversations = (ports: ConversationPorts & { livePlace(): string }) => {
  ports.words.onChange(followWords)
  return {
    inbox: createInbox(ports),
    answers: createAnswers(ports),
    desk: createDesk(ports),
    panel: createPanel(ports),
    phrases: createPhrases(ports),
    addressing: createAddressing(ports),
    phraseReports: createPhraseReports(ports),
    visits: createVisits(ports),
    buttonChecks: createButtonChecks(ports),
    buyerMessages: createBuyerMessages(ports),
    clockSource: () => turnClockSource(ports),
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
