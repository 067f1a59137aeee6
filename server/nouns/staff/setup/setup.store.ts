import type { Tx } from '#platform/database/database.ts'

/** Before the first account there is one token that makes it (`asSystem`). */
export const replaceSetupToken = async (tx: Tx, now: Date, tokenHash: Buffer): Promise<void> => {
  await tx.deleteFrom('staff.setup_tokens').where('used_at', 'is', null).execute()
  await tx.insertInto('staff.setup_tokens').values({ token_hash: tokenHash, created_at: now }).execute()
}

export const isSetupToken = async (tx: Tx, tokenHash: Buffer): Promise<boolean> =>
  (await tx
    .selectFrom('staff.setup_tokens')
    .select('created_at')
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()) !== undefined

/** False when it was used, by whoever was faster, or is none. */
export const spendSetupToken = async (tx: Tx, now: Date, tokenHash: Buffer): Promise<boolean> => {
  const result = await tx
    .updateTable('staff.setup_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
