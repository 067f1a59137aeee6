/** 给买家的商品资料 [KB-03]: what goes to a buyer of these products, as one text. */
import { plainAnswer } from './plain-answer.ts'
import type { Pack, PackArticle } from './packs.ts'

const words = {
  zh: {
    of: (name: string) => `「${name}」用得着的：`,
    row: (title: string, said: string) => `${title}：${said}`,
  },
  en: {
    of: (name: string) => `For your ${name}:`,
    row: (title: string, said: string) => `${title}: ${said}`,
  },
} as const

/** Articles of a pack that can be said as they stand, in this language where there are such, else in the other. */
export const sayable = (pack: Pack, language: 'zh' | 'en'): { item: PackArticle; said: string }[] => {
  const all = pack.items.flatMap((item) => {
    const said = item.kind === 'article' ? plainAnswer(item.answer, item.language) : null
    return item.kind === 'article' && said !== null && said !== '' ? [{ item, said }] : []
  })
  const own = all.filter(({ item }) => item.language === language)
  return own.length > 0 ? own : all
}

/** Empty when there is nothing to say. An article that several products share is said once. */
export const packText = (packs: readonly Pack[], language: 'zh' | 'en'): string => {
  const told = new Set<string>()
  return packs
    .flatMap((pack) => {
      const rows = sayable(pack, language).filter(({ item }) => !told.has(item.id))
      for (const { item } of rows) told.add(item.id)
      return rows.length === 0
        ? []
        : [
            [
              words[language].of(pack.productName),
              ...rows.map(({ item, said }) => `- ${words[language].row(item.title, said)}`),
            ].join('\n'),
          ]
    })
    .join('\n\n')
}
