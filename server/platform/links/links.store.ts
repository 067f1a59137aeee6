import type { LinkPurpose } from '#contract/endpoint.ts'
import type { Tx } from '../database/database.ts'

export interface LinkRow {
  id: string
  shop_id: string
  purpose: LinkPurpose
  subject: string
  expires_at: Date
  revoked_at: Date | null
}

export const insertLink = async (
  tx: Tx,
  link: {
    id: string
    shopId: string
    tokenHash: Buffer
    purpose: LinkPurpose
    subject: string
    by: string | null
    now: Date
    expiresAt: Date
  },
): Promise<void> => {
  await tx
    .insertInto('platform.private_links')
    .values({
      id: link.id,
      shop_id: link.shopId,
      token_hash: link.tokenHash,
      purpose: link.purpose,
      subject: link.subject,
      created_by: link.by,
      created_at: link.now,
      expires_at: link.expiresAt,
    })
    .execute()
}

/** Across shops: whose it is, is what is asked. */
export const findLink = async (tx: Tx, tokenHash: Buffer): Promise<LinkRow | null> =>
  ((await tx
    .selectFrom('platform.private_links')
    .select(['id', 'shop_id', 'purpose', 'subject', 'expires_at', 'revoked_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()) as LinkRow | undefined) ?? null

/** Ends those that still open something; answers how many. */
export const revokeLinksTo = async (
  tx: Tx,
  now: Date,
  shopId: string,
  purpose: LinkPurpose,
  subject: string,
): Promise<number> => {
  const result = await tx
    .updateTable('platform.private_links')
    .set({ revoked_at: now })
    .where('shop_id', '=', shopId)
    .where('purpose', '=', purpose)
    .where('subject', '=', subject)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
