import type { Readings } from '#nouns/guard/index.ts'
import type { ContactPolicies } from '#nouns/touches/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'

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
    message: { clientId: string; text: string; quoted: readonly string[] },
  ): Promise<{ messageId: string }>
  /** Reads what an agent sends by hand, as every answer is read. @throws AppError message.guarded */
  guard: Pick<Readings, 'pass'>
  /** The engine must look at this moment. */
  nudge(at: Date): void
}
