import type { OrderFormat } from '#contract/orders/import-record.ts'
import { AppError, isUniqueViolation } from '#platform/http/app-error.ts'
import { chooseStore, type WantedStore } from './choose-store.ts'
import type { ImportPorts } from './import-ports.ts'

export type SettleStore = (
  shopId: string,
  format: OrderFormat,
  wanted: WantedStore,
  guessed: string | null,
  by: string | null,
) => Promise<string>

/** The store's id, of one added just now where it is new. */
export const createStoreSettling =
  ({
    db,
    clock,
    directory,
    stores,
  }: Pick<ImportPorts, 'db' | 'clock' | 'directory' | 'stores'>): SettleStore =>
  async (shopId, format, wanted, guessed, by) => {
    let named = wanted
    for (let tries = 1; ; tries++) {
      const facts = await directory.facts(shopId)
      const known = guessed === null ? null : (facts.stores.get(guessed) ?? null)
      const choice = chooseStore(facts, format, named, known)
      if ('store' in choice) return choice.store.id
      named = { storeName: choice.add.name }
      try {
        return await db.inShop(shopId, (tx) => stores.add(tx, clock.now(), { shopId, ...choice.add }, by))
      } catch (error) {
        // Two imports into one new store: whoever came second finds it now.
        if (tries > 1 || !isNameTaken(error)) throw error
      } finally {
        directory.forget(shopId)
      }
    }
  }

const isNameTaken = (error: unknown): boolean =>
  isUniqueViolation(error) || (error instanceof AppError && error.code === 'name.taken')
