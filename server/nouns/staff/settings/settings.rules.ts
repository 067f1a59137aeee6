/**
 * Settings that hold each other 时限设置 [RSP-01]: the target is what the shop strives for, the due time when a buyer
 * has waited too long. A target beyond the due time would turn amber after red.
 */
import type { Settings } from '#contract/staff/shop.ts'

export type SettingsVerdict = { is: 'sound' } | { is: 'target_after_due'; target: number; due: number }

export function judgeSettings(
  settings: Pick<Settings, 'answerTargetSeconds' | 'answerDueSeconds'>,
): SettingsVerdict {
  const { answerTargetSeconds: target, answerDueSeconds: due } = settings
  return target <= due ? { is: 'sound' } : { is: 'target_after_due', target, due }
}
