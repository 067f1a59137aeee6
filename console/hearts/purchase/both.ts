import type { Both } from '#contract/purchase/selling.ts'
import type { Language } from '../../parts/words.tsx'

/** A text of the shop in the language of the screen, or in the other where it was not written. */
export const inBoth = (text: Both, language: Language): string => text[language] || text.zh || text.en
