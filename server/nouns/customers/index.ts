export { knowCustomersBetter } from './background.ts'
export { countryOfStore } from './country.rules.ts'
export { registerCustomerRoutes } from './customers.routes.ts'
export { createCustomerDesk, type CustomerDesk } from './desk.ts'
export { findPeople } from './find.ts'
export type { Identity } from './identity.rules.ts'
export { maskPhone } from './masks.rules.ts'
export { panelCustomer } from './panel.ts'
export { identifyCustomer, identitiesIn, resolveBuyers, type SiteBuyer } from './people.ts'
export { readingsOf } from './pinyin/pinyin.ts'
export { lockPeople } from './people.store.ts'
export { keyOfIdentity, type Match } from './who-is-who.rules.ts'
export { customerTable, timelineTable } from './export.ts'
export {
  importCustomers,
  usualStoreName,
  type CustomerImportPorts,
  type CustomerImportResult,
} from './import/import-customers.ts'
export { customerFields, findCustomerFields, formatOf as customerFormatOf } from './import/columns.rules.ts'
export { shownIdentities } from './import/customer-record.ts'
