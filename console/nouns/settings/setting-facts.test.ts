import { expect, test } from 'vitest'
import { settingKeys } from '#contract/staff/shop.ts'
import { settingFacts, settingOrder, type SettingKey } from './setting-facts.ts'

test('the form repeats the contract faithfully', () => {
  expect(new Set(settingOrder)).toEqual(new Set(Object.keys(settingKeys)))
  for (const key of Object.keys(settingKeys) as SettingKey[]) {
    const { schema, fallback } = settingKeys[key]
    const facts = settingFacts[key]
    expect(facts.fallback, key).toBe(fallback)
    if (facts.kind === 'number')
      expect([facts.least, facts.most], key).toEqual([
        (schema as { minimum?: number }).minimum,
        (schema as { maximum?: number }).maximum,
      ])
    if (facts.kind === 'choice')
      expect(new Set(facts.options), key).toEqual(new Set((schema as { enum?: string[] }).enum))
  }
})
