import type { Attachment, Panel } from '#contract/conversations/conversations.ts'
import type { Signal } from '#contract/events.ts'
import type { Readings } from '#nouns/guard/index.ts'
import type { SaleEnd } from '#contract/purchase/closing.ts'
import type { ShopDirectory, ShopFacts } from '#nouns/staff/index.ts'
import type { Words } from '#nouns/promises/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'

/** A conversation that is being closed. */
interface ClosingTalk {
  conversationId: string
  inquiryId: string
  ownerId: string | null
  by: string | null
  now: Date
}

/** What the conversations need from around them. */
export interface ConversationPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  words: Words
  /** Reads every answer before it goes. */
  guard: Pick<Readings, 'guardOf' | 'read' | 'keep' | 'keepRefused' | 'pass'>
  /** Files that `owner` uploaded, as they are shown; throws not_found for any other id. */
  attachments(tx: Tx, ids: readonly string[], owner: string): Promise<Attachment[]>
  /** Who is who, by the customers' and orders' own rules. */
  people: {
    /** The customer a site vouches for: found, or made; never merges two. */
    identify(
      tx: Tx,
      who: {
        shopId: string
        storeId: string
        login: string
        email: string | null
        phone: string | null
        name: string | null
        now: Date
      },
    ): Promise<string>
    panelCustomer(tx: Tx, customerId: string): Promise<Panel['customer']>
    panelOrders(tx: Tx, customerId: string, limit: number): Promise<Panel['orders']>
  }
  /** What the sale asks of the end of a conversation; runs in the transaction that closes it. */
  closing: {
    /** Throws where the conversation may not close yet; keeps what the request says of the sale. */
    before(tx: Tx, facts: ShopFacts, end: ClosingTalk, sale: SaleEnd | undefined): Promise<void>
    /** The thanks are said, the inquiry is about to be closed. */
    after(tx: Tx, facts: ShopFacts, end: ClosingTalk): Promise<void>
  }
  live: {
    /** For the one write that records its event inside the database. */
    publish(event: LoggedEvent): void
    signal(shop: string, topics: readonly string[], signal: Signal): void
    /** The engine must look at this moment. */
    nudge(at: Date): void
    /** Work that goes on after the answer; its failure is logged and made good by the next sweep. */
    background(name: string, work: Promise<unknown>): void
  }
}
