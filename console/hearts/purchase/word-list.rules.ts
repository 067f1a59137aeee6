/** Words as people type them into one field, apart: by commas of either script, semicolons or lines. */
export const wordList = (text: string): string[] =>
  text
    .split(/[,，、;；\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

export const wordsShown = (words: readonly string[], language: 'zh' | 'en'): string =>
  words.join(language === 'zh' ? '，' : ', ')

/** A statement in at least one language, and words by which each of them is known to have been said. */
export const isWhole = (
  text: { zh: string; en: string },
  terms: { zh: readonly string[]; en: readonly string[] },
): boolean => {
  const written = (['zh', 'en'] as const).filter((language) => text[language].trim() !== '')
  return written.length > 0 && written.every((language) => terms[language].length > 0)
}
