import { hash, verify, type Options } from '@node-rs/argon2'
import { newToken } from '../ids/ids.ts'
import { createTurns } from '../turns/turns.ts'

export interface Passwords {
  hash(password: string): Promise<string>
  /** With null (nobody has that name) it takes as long and says no. */
  verify(hash: string | null, password: string): Promise<boolean>
}

/**
 * Argon2id. 48 MiB and 4 rounds took 55 to 80 ms of one core of a shared server (2026), and a PHC string says with what
 * it was made, so that this may grow without a migration.
 */
export const passwordCost = { memoryCost: 48 * 1024, timeCost: 4, parallelism: 1 } as const satisfies Options

/** Two at a time: each holds a thread of the pool that also reads files and resolves names, and 48 MiB. */
const atOnce = 2
const longestQueue = 64

/** @throws AppError request.too_many from both when more wait than could be served in about two seconds. */
export function createPasswords(cost: Options = passwordCost): Passwords {
  const inTurn = createTurns(atOnce, longestQueue)
  // Nobody knows its password; it only costs what a real one costs.
  let decoy: Promise<string> | undefined

  return {
    hash: (password) => inTurn(() => hash(plain(password), cost)),
    verify: async (known, password) => {
      const against = known ?? (await (decoy ??= hash(newToken(), cost)))
      const isRight = await inTurn(() => verify(against, plain(password)))
      return isRight && known !== null
    },
  }
}

/** é typed as one sign or as two is one password. */
const plain = (password: string) => password.normalize('NFC')
