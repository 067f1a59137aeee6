import { Value } from 'typebox/value'
import { settingKeys, type SettingKey, type Settings } from '#contract/staff/shop.ts'

export const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(settingKeys, key)

export const isValidSetting = (key: SettingKey, value: unknown): boolean =>
  Value.Check(settingKeys[key].schema, value)

/** All settings: what is stored and still valid, else the default. A value of a newer version does no harm. */
export const settingsInForce = (stored: readonly { key: string; value: unknown }[]): Settings => {
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(settingKeys).map(([key, { fallback }]) => [key, fallback]),
  )
  for (const { key, value } of stored)
    if (isSettingKey(key) && isValidSetting(key, value)) values[key] = value
  return values as Settings
}
