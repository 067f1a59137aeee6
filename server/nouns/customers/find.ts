import type { Tx } from '#platform/database/database.ts'
import { findByIdentity } from './find.store.ts'
import { allSyllables } from './pinyin/pinyin.ts'
import { readSought } from './search.rules.ts'

/** Ids of customers whom a text names: by nick, name, e-mail, account or phone; at most `most`. */
export const findPeople = (tx: Tx, shopId: string, text: string, most: number): Promise<string[]> => {
  const sought = readSought(text, allSyllables)
  return sought.key === '' ? Promise.resolve([]) : findByIdentity(tx, shopId, sought, most)
}
