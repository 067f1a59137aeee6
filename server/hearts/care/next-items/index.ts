export { createNextItems, type NextItems } from './next-items.ts'
export { registerNextItemRoutes } from './next-items.routes.ts'
export type { NextItemPorts } from './ports.ts'
