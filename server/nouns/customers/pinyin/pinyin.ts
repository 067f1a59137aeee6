import { pinyin } from 'pinyin-pro'
import { searchKey } from '#platform/search/search-key.rules.ts'
import { readingsOfName, type Reading } from './pinyin.rules.ts'

/**
 * Each character once: the library takes 5 µs for one (20,902 of them 100 ms, November 2026), the table a twentieth of
 * that, and an import asks for millions.
 */
const known = new Map<string, readonly string[]>()

const readingsOfCharacter = (character: string): readonly string[] => {
  const before = known.get(character)
  if (before) return before
  const read = [
    ...new Set(pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true })),
  ].filter((one) => /^[a-z]+$/.test(one))
  known.set(character, read)
  return read
}

/** How a name is typed without a Chinese keyboard; nothing for names without Chinese in them. `key`: folded already. */
export const readingsOf = (name: string, key = searchKey(name)): Reading[] =>
  readingsOfName(key, readingsOfCharacter)

let all: ReadonlySet<string> | undefined

/** Every syllable there is: what the common characters sound like. Made when first asked for. */
export const allSyllables = (): ReadonlySet<string> => {
  if (all) return all
  const found = new Set<string>()
  for (let code = 0x4e00; code < 0x9fa6; code += 1)
    for (const one of readingsOfCharacter(String.fromCharCode(code))) found.add(one)
  all = found
  return found
}
