import type { Settings, SettingKey } from '#contract/staff/shop.ts'

export type { SettingKey, Settings }

/** How each setting is edited. Repeats the contract's ranges and defaults, which would bring its schemas along. */
export type SettingFacts =
  | {
      kind: 'number'
      unit: 'seconds' | 'minutes' | 'chats' | 'orders' | 'buyers'
      least: number
      most: number
      fallback: number
    }
  | { kind: 'switch'; fallback: boolean }
  | { kind: 'choice'; options: readonly Settings['addressStyle'][]; fallback: Settings['addressStyle'] }

export const settingFacts: { [K in SettingKey]: SettingFacts } = {
  answerTargetSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 3600, fallback: 7 },
  answerDueSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 7200, fallback: 10 },
  awayReplySeconds: { kind: 'number', unit: 'seconds', least: 5, most: 3600, fallback: 60 },
  holdingAnswerMinutes: { kind: 'number', unit: 'minutes', least: 1, most: 1440, fallback: 5 },
  greetVisitors: { kind: 'switch', fallback: true },
  addressStyle: {
    kind: 'choice',
    options: ['hello', 'dear_customer', 'dear_buyer', 'qin'],
    fallback: 'hello',
  },
  chatCap: { kind: 'number', unit: 'chats', least: 1, most: 200, fallback: 40 },
  followUpAgeSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 600, fallback: 20 },
  nudgeSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 7200, fallback: 10 },
  secondAgentSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 7200, fallback: 20 },
  callLeadSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 7200, fallback: 40 },
  tellWaitSeconds: { kind: 'number', unit: 'seconds', least: 1, most: 7200, fallback: 120 },
  vipOrderCount: { kind: 'number', unit: 'orders', least: 0, most: 1000, fallback: 5 },
  ordinaryCeilingSeconds: { kind: 'number', unit: 'seconds', least: 5, most: 7200, fallback: 60 },
  queueAlarmWaiting: { kind: 'number', unit: 'buyers', least: 1, most: 10_000, fallback: 10 },
  remindOwnerMinutes: { kind: 'number', unit: 'minutes', least: 5, most: 1440, fallback: 30 },
}
export const settingOrder = Object.keys(settingFacts) as SettingKey[]
