import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import { nameOf, refuseTaken } from '../refusals.ts'
import { insertAccount, type Account } from './accounts.store.ts'

export interface WantedAccount {
  email: string
  name: string
  language: 'zh' | 'en'
  passwordHash: string
}

/**
 * Makes an account (`asSystem`).
 * @throws AppError name.taken {field: 'email'}: two at once are told apart by the database, whatever was read before.
 */
export const makeAccount = async (tx: Tx, now: Date, wanted: WantedAccount): Promise<Account> => {
  const { language, passwordHash } = wanted
  const account = {
    id: newId(),
    email: wanted.email.trim(),
    name: nameOf(wanted.name, 'name'),
    language,
    passwordHash,
  }
  await refuseTaken({ accounts_email: 'email' }, () => insertAccount(tx, now, account))
  return { ...account, totpSecret: null, totpPending: null, totpLastStep: 0, recoveryHashes: [] }
}
