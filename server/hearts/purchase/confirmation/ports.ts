import type { ContactPolicies } from '#nouns/touches/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'

/** Answers in a bad tone by agent, before and after payment; whoever measures tone fills it in. */
export interface ToneMeasure {
  (
    tx: Tx,
    ask: { shopId: string; from: Date; to: Date },
  ): Promise<{ memberId: string | null; isAfter: boolean; answers: number; bad: number }[]>
}

export interface ConfirmationPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  policies: ContactPolicies
  publicUrl: () => string
  /** Posts an answer of this agent into a conversation; a repeated `clientId` is posted once. */
  say(
    caller: MemberCaller,
    conversationId: string,
    message: { clientId: string; text: string },
  ): Promise<{ messageId: string }>
  tone?: ToneMeasure
  /** The engine must look at this moment. */
  nudge(at: Date): void
}
