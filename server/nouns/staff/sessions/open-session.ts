import type { Tx } from '#platform/database/database.ts'
import { hashToken, newId, newToken } from '#platform/ids/ids.ts'
import type { Origin } from './proof.ts'
import { insertSession } from './sessions.store.ts'
import { sessionMs } from './sign-in.rules.ts'

/** Opens a session (`asSystem`); the returned token is the cookie's value and is stored as a hash only. */
export const openSession = async (tx: Tx, now: Date, accountId: string, from: Origin): Promise<string> => {
  const token = newToken()
  await insertSession(tx, hashToken(token), {
    id: newId(),
    accountId,
    agent: from.agent?.slice(0, 200) ?? null,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionMs),
  })
  return token
}
