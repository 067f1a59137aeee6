import type { ReplyOf } from '#contract/endpoint.ts'
import type { readSettingHistory, Settings } from '#contract/staff/shop.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { writeAudit } from '../audit/audit.store.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { changeShopRow, lockShop } from '../shops/shops.store.ts'
import { isSettingKey, isValidSetting, settingsInForce } from './settings-values.ts'
import { judgeSettings } from './settings.rules.ts'
import { insertSetting, settingHistory, storedSettings } from './settings.store.ts'

export type SettingsService = ReturnType<typeof createSettingsService>

export const createSettingsService = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}) => ({
  read: async (caller: MemberCaller): Promise<Settings> =>
    settingsInForce(await db.inShop(caller.shopId, (tx) => storedSettings(tx, caller.shopId))),

  /**
   * @returns all settings in force afterwards.
   * @throws AppError not_found for an unknown key; setting.invalid {key, rule}, for `target_after_due` with both values.
   */
  change: async (caller: MemberCaller, key: string, value: unknown): Promise<Settings> => {
    if (!isSettingKey(key)) throw notFound()
    if (!isValidSetting(key, value)) throw new AppError('setting.invalid', { key, rule: 'value' })
    const { shopId, actorId } = caller
    return db.inShop(shopId, async (tx) => {
      const now = clock.now()
      if (!(await lockShop(tx, shopId))) throw notFound()
      const before = settingsInForce(await storedSettings(tx, shopId))
      const after: Settings = { ...before, [key]: value }
      const { is: rule, ...values } = judgeSettings(after)
      if (rule !== 'sound') throw new AppError('setting.invalid', { key, rule, ...values })
      await insertSetting(tx, now, { shopId, key, value, by: actorId })
      const version = await changeShopRow(tx, shopId, {})
      await record(tx, now, {
        name: 'setting.changed',
        subject: shopId,
        version,
        audience: ['desk'],
        actor: actorId,
        facts: { key },
      })
      await writeAudit(tx, now, {
        action: 'setting.changed',
        subject: key,
        by: actorId,
        details: { from: before[key], to: value },
      })
      contextOf(tx).afterCommit.push(() => directory.forget(shopId))
      return after
    })
  },

  /** Newest first; the default stands behind the oldest row. */
  history: async (caller: MemberCaller, key: string): Promise<ReplyOf<typeof readSettingHistory>> => {
    if (!isSettingKey(key)) throw notFound()
    const rows = await db.inShop(caller.shopId, (tx) => settingHistory(tx, key))
    return { rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  },
})
