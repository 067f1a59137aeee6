export { registerConfirmationRoutes } from './confirmation.routes.ts'
export { createConfirmations, type Confirmations } from './confirmations.ts'
export type { ConfirmationPorts } from './ports.ts'
