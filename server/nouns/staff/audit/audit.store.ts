import { contextOf, type Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

/** One line of the audit log. Ids and addresses only, no names and no texts. */
export interface AuditEntry {
  /** `subject.past_verb`, e.g. `key.added`. */
  action: string
  /** What it was done to: an id, or the key of a setting. */
  subject?: string | null
  /** The membership or API key that did it; null: the desk, or a person at the machine. */
  by: string | null
  details?: Record<string, unknown>
}

/** Writes it with the change it tells of, in one transaction; `shop` where the transaction is not one shop's. */
export const writeAudit = async (tx: Tx, now: Date, entry: AuditEntry, shop?: string): Promise<void> => {
  const owner = shop ?? contextOf(tx).shop
  if (owner === null) throw new Error('an audit entry belongs to a shop')
  await tx
    .insertInto('staff.audit')
    .values({
      id: newId(),
      shop_id: owner,
      at: now,
      actor: entry.by,
      action: entry.action,
      subject: entry.subject ?? null,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute()
}

export interface AuditLine {
  id: string
  at: Date
  /** Name of the person or key, as it is now. */
  actor: string | null
  action: string
  subject: string | null
  details: Record<string, unknown>
}

/** Newest first, older than `before` where given. */
export const readAuditLines = async (tx: Tx, before: string | null, limit: number): Promise<AuditLine[]> => {
  const rows = await tx
    .selectFrom('staff.audit as a')
    .leftJoin('staff.memberships as m', 'm.id', 'a.actor')
    .leftJoin('staff.api_keys as k', 'k.id', 'a.actor')
    .select(['a.id', 'a.at', 'a.action', 'a.subject', 'a.details', 'm.display_name', 'k.name'])
    .$if(before !== null, (query) => query.where('a.id', '<', before))
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actor: row.display_name ?? row.name,
    action: row.action,
    subject: row.subject,
    details: row.details as Record<string, unknown>,
  }))
}
