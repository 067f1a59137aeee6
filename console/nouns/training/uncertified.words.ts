import { defineWords } from '../../parts/words.tsx'

export const uncertifiedWords = defineWords({
  zh: {
    title: '还没考过',
    says: (names: readonly string[]) =>
      `正在说「${names.join('」「')}」，您还没考过。照商品资料答，拿不准先问带您的人；有空到「培训」里考一考。`,
  },
  en: {
    title: 'Not tested yet',
    says: (names) =>
      `This is about ${names.join(', ')}, whose test you have not passed. Answer from the product’s facts, ask your coach when in doubt, and take the quiz under Training.`,
  },
})
