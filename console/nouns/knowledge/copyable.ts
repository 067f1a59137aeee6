import { fillSlots } from '#contract/conversations/slots.ts'

const greetings = {
  zh: { hail: '您好', address: '您' },
  en: { hail: 'Hello', address: 'you' },
} as const

/** The answer as it is taken elsewhere, where the desk does not know how the buyer likes to be addressed. */
export const copyable = (answer: string, language: 'zh' | 'en'): string =>
  fillSlots(answer, greetings[language]).text
