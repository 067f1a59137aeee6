/**
 * 服务匹配 (RTE-11): what a conversation needs of whoever takes it, read from what is there and asked of nobody: the language
 * of the buyer's own text, the product line of page and question, the lane of a buyer who bought often (MEM-11), and
 * whether an agent marked them difficult. Difficulty chooses a person; it never moves a limit (RSP-12).
 */
import type { Needs } from './distribution.rules.ts'

export interface SkillWords {
  name: string
  words: readonly string[]
}

/** The language of a text; null where it does not show ("?", an order number, a picture). */
export const languageOf = (text: string): 'zh' | 'en' | null => {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const latin = text.match(/[A-Za-z]{2,}/g)?.length ?? 0
  if (han === 0 && latin === 0) return null
  // A Chinese question names English brands; an English one hardly ever holds Chinese characters.
  return han > 0 && han * 2 >= latin ? 'zh' : han > latin ? 'zh' : 'en'
}

/** Skill groups of which a word stands in any of the texts. */
export const skillsOf = (groups: readonly SkillWords[], texts: readonly (string | null)[]): string[] => {
  const read = texts.map((text) => (text ?? '').normalize('NFKC').toLowerCase()).join('\n')
  return groups
    .filter(({ words }) => words.some((word) => read.includes(word.normalize('NFKC').toLowerCase())))
    .map(({ name }) => name)
}

/** The lane of a buyer with so many orders; `vipOrderCount` 0: there is no VIP lane. */
export const laneOf = (orderCount: number, vipOrderCount: number): Needs['lane'] =>
  vipOrderCount > 0 && orderCount >= vipOrderCount ? 'vip' : 'ordinary'
