import type { Language } from '#contract/shapes.ts'

/**
 * The language a buyer reads here: what the shop said on the tag, else the page's, else the browser's.
 * Anything that is not Chinese is answered in English.
 */
export function pickLanguage(...wishes: (string | null | undefined)[]): Language {
  const wish = wishes.find((each) => each) ?? 'zh'
  return /^zh\b/i.test(wish) ? 'zh' : 'en'
}

export const languageTag = { zh: 'zh-CN', en: 'en' } as const
