import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'
import type { Folded } from './terms.rules.ts'

/** Traditional characters by simplified ones, with the words of Taiwan and Hong Kong left as they are: 6 µs a sentence. */
const simplified = Converter({ from: 't', to: 'cn' })

const han = /\p{Script=Han}/u
const mostCharacters = 4000

/** Case, width, script and spaces folded, controls gone: PostgreSQL refuses NUL, and no search is helped by them. */
export const foldText = (text: string): string => {
  const folded = text
    .slice(0, mostCharacters)
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{Cc}\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+/gu, ' ')
    .trim()
  return han.test(folded) ? simplified(folded) : folded
}

/** A text with its sounds, read in their context: 重新 is chongxin, 重量 zhongliang. 50 µs a sentence. */
export const foldWithSounds = (text: string): Folded => {
  const folded = foldText(text)
  const characters = [...folded]
  const sounds: string[] = Array.from({ length: characters.length }, () => '')
  // Runs of Chinese one by one, so that a syllable's place is its character's.
  for (let at = 0; at < characters.length; at += 1) {
    if (!han.test(characters[at] as string)) continue
    let end = at
    while (end < characters.length && han.test(characters[end] as string)) end += 1
    const run = characters.slice(at, end)
    const said = pinyin(run.join(''), { toneType: 'none', type: 'array', v: true })
    if (said.length === run.length)
      said.forEach((one, i) => (sounds[at + i] = /^[a-z]+$/.test(one) ? one : ''))
    at = end
  }
  return { text: folded, characters, sounds }
}
/** For texts that are looked through without sounds: the body of an article. */
export const foldPlain = (text: string): Folded => {
  const folded = foldText(text)
  return { text: folded, characters: [...folded], sounds: [] }
}

let syllables: ReadonlySet<string> | undefined
/** Every syllable of the common characters; made when first asked for (100 ms). */
export const allSyllables = (): ReadonlySet<string> => {
  if (syllables) return syllables
  const found = new Set<string>()
  for (let code = 0x4e00; code < 0x9fa6; code += 1) {
    const said = pinyin(String.fromCharCode(code), { toneType: 'none', v: true })
    if (/^[a-z]{1,6}$/.test(said)) found.add(said)
  }
  for (const odd of ['n', 'm', 'ng', 'hm', 'hng', 'r']) found.delete(odd)
  syllables = found
  return found
}

const known = new Map<string, string>()
/** The usual sound of each character by itself, from memory: for many texts at once. */
export const soundsOfCharacters = (text: string): string[] =>
  Array.from(text, (character) => {
    const before = known.get(character)
    if (before !== undefined) return before
    const said = han.test(character) ? pinyin(character, { toneType: 'none', v: true }) : ''
    const sound = /^[a-z]+$/.test(said) ? said : ''
    known.set(character, sound)
    return sound
  })
