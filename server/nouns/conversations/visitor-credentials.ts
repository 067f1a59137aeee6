import type { Database } from '#platform/database/database.ts'
import type { VisitorCaller } from '#platform/http/caller.ts'
import { hashToken } from '#platform/ids/ids.ts'
import { visitorByToken } from './visitors.store.ts'

/** Most visitors remembered; the oldest looked-up one goes first. 20,000 take about 8 MB. */
const mostRemembered = 20_000

/** Resolves a visitor token; asked with every message, so the answer is remembered (a token never changes its visitor). */
export const createVisitorCredentials = (db: Database) => {
  const remembered = new Map<string, VisitorCaller>()
  const lookUp = async (token: string): Promise<VisitorCaller | null> => {
    const row = await db.asSystem((tx) => visitorByToken(tx, hashToken(token)))
    if (!row) return null
    const caller: VisitorCaller = {
      kind: 'visitor',
      shopId: row.shop_id,
      storeId: row.store_id,
      visitorId: row.id,
      conversationId: row.conversation_id,
      language: row.language,
    }
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? '')
    remembered.set(token, caller)
    return caller
  }
  return (token: string) => remembered.get(token) ?? lookUp(token)
}
