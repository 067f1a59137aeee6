import type { Tx } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import { toBuyerMessage, toInboxRow, toMessage } from './conversation-row.ts'
import { findConversation, findMessage } from './conversations.store.ts'
import type { ConversationPorts } from './ports.ts'

/**
 * Fills a thin event from the log for one audience, as its own process did when it wrote it. What an event says then is
 * at least as new as the event: rows are read now.
 */
export const createFill =
  ({ db, directory }: ConversationPorts) =>
  async (event: LoggedEvent, audience: string): Promise<Record<string, unknown>> => {
    if (
      !event.name.startsWith('message.') &&
      !event.name.startsWith('conversation.') &&
      !event.name.startsWith('clock.')
    )
      return event.facts
    const facts = await directory.facts(event.shop)
    return db.inShop(event.shop, async (tx: Tx) => {
      const row = await findConversation(tx, event.subject)
      if (!row) return {}
      const message =
        event.name === 'message.posted' ? await findMessage(tx, row.id, Number(event.facts['number'])) : null
      if (audience === 'visitor')
        return message ? { message: toBuyerMessage(message) } : { readByShop: row.read_by_shop }
      return {
        ...(message
          ? { message: toMessage(message) }
          : { ...event.facts, readByBuyer: row.read_by_buyer, readByShop: row.read_by_shop }),
        conversation: toInboxRow(row, facts),
      }
    })
  }
