import type { Readings } from '#nouns/guard/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { ContactPolicies, Gate } from '#nouns/touches/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'

export interface NextItemPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  policies: Pick<ContactPolicies, 'inForce'>
  gate: Gate
  /** Products that an agent marked as not suitable for this person anywhere [ORD-05]. */
  isUnsuitable(tx: Tx, customerId: string): Promise<ReadonlySet<string>>
  /** Posts an answer of this agent into a conversation, a closed one opened again; a repeated `clientId` is posted once. */
  say(
    caller: MemberCaller,
    conversationId: string,
    message: { clientId: string; text: string; quoted: readonly string[] },
  ): Promise<{ messageId: string }>
  /** Reads what an agent sends by hand, as every answer is read. @throws AppError message.guarded */
  guard: Pick<Readings, 'pass'>
}
