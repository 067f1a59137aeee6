import type pg from 'pg'
import { BadBackup } from '#platform/backup/index.ts'
import { createSecrets, type SecretKeys } from '#platform/secrets/secrets.ts'

/**
 * Tries the keys on what the database holds sealed, so that a backup never carries keys of another desk.
 * @throws BadBackup when something is sealed and none of it opens.
 */
export const proveKeys = async (
  client: pg.ClientBase,
  keys: SecretKeys | null,
  folder: string,
): Promise<void> => {
  const { rows } = await client.query<{ sealed: Buffer }>(`
    (select widget_secret as sealed from staff.stores where widget_secret is not null limit 1000)
    union all (select totp_secret from staff.accounts where totp_secret is not null limit 1000)`)
  if (rows.length === 0) return
  const wayOut =
    'Say where it is with FIVEHEARTS_DATA or FIVEHEARTS_SECRET_KEY, or make a backup without a passphrase, which carries no key.'
  if (!keys)
    throw new BadBackup(
      `There is no secret.key in ${folder}, and an encrypted backup carries the desk’s. ${wayOut}`,
    )
  const secrets = createSecrets(keys)
  const opens = ({ sealed }: { sealed: Buffer }) => {
    try {
      secrets.open(sealed)
      return true
    } catch {
      return false
    }
  }
  if (!rows.some(opens))
    throw new BadBackup(
      `The secret key of ${folder} is not the one of this desk: it opens nothing. ${wayOut}`,
    )
}
