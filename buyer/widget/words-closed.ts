import type { Language } from '#contract/shapes.ts'

/** The words of the closed button, apart from the chat's: every visitor of the shop's pages loads these. */
const zh = {
  ask: (name: string) => `问问${name}`,
  askShop: '问问客服',
  leave: '给我们留言',
  within: (seconds: number) => `${seconds} 秒内有人答`,
  away: '有人一上来就答您',
  opening: '正在打开',
  failed: '没打开，请再点一次',
  replied: (name: string) => `${name}回您了`,
  unread: (count: number) => `${count} 条没读`,
}

const en: typeof zh = {
  ask: (name) => `Ask ${name}`,
  askShop: 'Ask us',
  leave: 'Leave a message',
  within: (seconds) => `Answered within ${seconds} s`,
  away: 'We answer as soon as we are back',
  opening: 'Opening',
  failed: 'Did not open, please try again',
  replied: (name) => `${name} has answered`,
  unread: (count) => `${count} unread`,
}

export type ClosedWords = typeof zh
export const closedWords: Record<Language, ClosedWords> = { zh, en }
