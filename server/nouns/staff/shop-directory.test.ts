import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'

let desk: StaffDesk
let shop: TestShop
beforeAll(async () => {
  desk = await createStaffDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await buildShop(desk)
})

describe('the directory', () => {
  test('loads a shop once for all who ask, and again after a change', async () => {
    const { directory } = desk.staff
    const [one, same] = await Promise.all([directory.facts(shop.shopId), directory.facts(shop.shopId)])
    expect(one).toBe(same)
    expect(await directory.facts(shop.shopId)).toBe(one)
    directory.onEvent({ name: 'message.posted', shop: shop.shopId })
    directory.onEvent({ name: 'setting.changed', shop: (await buildShop(desk)).shopId })
    expect(await directory.facts(shop.shopId)).toBe(one)
    // As another process would change it.
    await desk.db.inShop(shop.shopId, (tx) =>
      tx.updateTable('staff.shops').set({ name: 'Elsewhere' }).where('id', '=', shop.shopId).execute(),
    )
    expect((await directory.facts(shop.shopId)).name).toBe(one.name)
    directory.onEvent({ name: 'shop.changed', shop: shop.shopId })
    expect((await directory.facts(shop.shopId)).name).toBe('Elsewhere')
  })

  test('knows whose a widget key is', async () => {
    const { directory } = desk.staff
    const found = await directory.byWidgetKey(shop.widgetKey)
    expect(found).toEqual({ shopId: shop.shopId, storeId: shop.storeId, secret: shop.widgetSecret })
    expect(await directory.byWidgetKey(shop.widgetKey)).toBe(found)
    directory.forget(shop.shopId)
    expect(await directory.byWidgetKey(shop.widgetKey)).not.toBe(found)
    expect(await directory.byWidgetKey('fhw_none')).toBe(null)
  })

  test('a shop that is not there is not found, each time anew', async () => {
    const nowhere = '01900000-0000-7000-8000-00000000ffff'
    for (let i = 0; i < 2; i++)
      await expect(desk.staff.directory.facts(nowhere)).rejects.toMatchObject({ code: 'not_found' })
  })
})
