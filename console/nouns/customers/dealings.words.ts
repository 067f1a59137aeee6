import { defineWords } from '../../parts/words.tsx'

export const dealingWords = defineWords({
  zh: {
    words: '答应过的',
    due: (at: string) => `${at} 前`,
    states: { kept: '守住了', broken: '没守住', released: '买家说不用了' } as Readonly<
      Record<string, string>
    >,
    orders: '买过的',
    chats: '聊过的',
    noText: '（没有文字）',
  },
  en: {
    words: 'Words given',
    due: (at) => `by ${at}`,
    states: { kept: 'kept', broken: 'broken', released: 'let off' },
    orders: 'Bought',
    chats: 'Talked about',
    noText: '(no text)',
  },
})
