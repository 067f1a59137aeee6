import type { Tx } from '#platform/database/database.ts'

/** Accounts belong to no shop: only the system role reads them, so every transaction here is `asSystem`. */
export interface Account {
  id: string
  email: string
  name: string
  language: 'zh' | 'en'
  passwordHash: string
  totpSecret: Buffer | null
  totpPending: Buffer | null
  totpLastStep: number
  recoveryHashes: string[]
}

const columns = [
  'id',
  'email',
  'name',
  'language',
  'password_hash',
  'totp_secret',
  'totp_pending',
  'totp_last_step',
  'recovery_hashes',
] as const

interface Row {
  id: string
  email: string
  name: string
  language: string
  password_hash: string
  totp_secret: Buffer | null
  totp_pending: Buffer | null
  totp_last_step: number
  recovery_hashes: string[]
}
const asAccount = (row: Row): Account => ({
  id: row.id,
  email: row.email,
  name: row.name,
  language: row.language as 'zh' | 'en',
  passwordHash: row.password_hash,
  totpSecret: row.totp_secret,
  totpPending: row.totp_pending,
  totpLastStep: row.totp_last_step,
  recoveryHashes: row.recovery_hashes,
})

export const hasAccounts = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('staff.accounts').select('id').limit(1).executeTakeFirst()) !== undefined

export const findAccountByEmail = async (tx: Tx, email: string): Promise<Account | null> => {
  const row = await tx
    .selectFrom('staff.accounts')
    .select(columns)
    .where((eb) => eb(eb.fn('lower', ['email']), '=', eb.fn('lower', [eb.val(email)])))
    .executeTakeFirst()
  return row ? asAccount(row) : null
}

export const findAccount = async (tx: Tx, id: string): Promise<Account | null> => {
  const row = await tx.selectFrom('staff.accounts').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asAccount(row) : null
}

/** Holds the account until the transaction ends, so that a code or a recovery code is spent once. */
export const lockAccount = async (tx: Tx, id: string): Promise<Account | null> => {
  const row = await tx
    .selectFrom('staff.accounts')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? asAccount(row) : null
}

export interface NewAccount {
  id: string
  email: string
  name: string
  language: 'zh' | 'en'
  passwordHash: string
}

/** @throws unique violation `accounts_email`. */
export const insertAccount = async (tx: Tx, now: Date, account: NewAccount): Promise<void> => {
  await tx
    .insertInto('staff.accounts')
    .values({
      id: account.id,
      email: account.email,
      name: account.name,
      language: account.language,
      password_hash: account.passwordHash,
      created_at: now,
    })
    .execute()
}

export interface AccountChange {
  name?: string
  language?: 'zh' | 'en'
  passwordHash?: string
  totpSecret?: Buffer | null
  totpPending?: Buffer | null
  totpLastStep?: number
  recoveryHashes?: string[]
}

export const updateAccount = async (tx: Tx, id: string, change: AccountChange): Promise<void> => {
  const set = {
    name: change.name,
    language: change.language,
    password_hash: change.passwordHash,
    totp_secret: change.totpSecret,
    totp_pending: change.totpPending,
    totp_last_step: change.totpLastStep,
    recovery_hashes: change.recoveryHashes,
  }
  if (Object.values(set).every((value) => value === undefined)) return
  await tx.updateTable('staff.accounts').set(set).where('id', '=', id).execute()
}

/** E-mail by account. */
export const emailsOf = async (tx: Tx, accountIds: readonly string[]): Promise<Map<string, string>> => {
  if (accountIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('staff.accounts')
    .select(['id', 'email'])
    .where('id', 'in', [...accountIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row.email]))
}
