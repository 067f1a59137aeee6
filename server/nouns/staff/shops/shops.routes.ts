import {
  addStore,
  changeCalendar,
  changeSetting,
  changeShop,
  openShop,
  readCalendar,
  readHolidays,
  readSettingHistory,
  readSettings,
  readShop,
  readWidgetSetup,
} from '#contract/staff/shop.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { CalendarService } from '../calendar/calendar.service.ts'
import type { SettingsService } from '../settings/settings.service.ts'
import type { OwnShopsService } from './own-shops.service.ts'
import type { ShopsService } from './shops.service.ts'

export const registerShopRoutes = (
  http: HttpServer,
  {
    shops,
    ownShops,
    settings,
    calendar,
  }: {
    shops: ShopsService
    ownShops: OwnShopsService
    settings: SettingsService
    calendar: CalendarService
  },
): void => {
  http.route(readShop, ({ caller }) => shops.read(caller))
  http.route(changeShop, ({ caller, body }) => shops.change(caller, body))
  http.route(openShop, ({ caller, body }) => ownShops.open(caller, body))
  http.route(addStore, ({ caller, body }) => shops.addStore(caller, body))
  http.route(readWidgetSetup, ({ caller, params }) => shops.readWidget(caller, params.id))
  http.route(readSettings, ({ caller }) => settings.read(caller))
  http.route(changeSetting, ({ caller, params, body }) => settings.change(caller, params.key, body.value))
  http.route(readSettingHistory, ({ caller, params }) => settings.history(caller, params.key))
  http.route(readCalendar, ({ caller }) => calendar.read(caller))
  http.route(changeCalendar, ({ caller, body }) => calendar.change(caller, body))
  http.route(readHolidays, ({ params }) => Promise.resolve(calendar.holidays(params.year)))
}
