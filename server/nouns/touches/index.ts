export { createContactPolicies, type ContactPolicies } from './contact-policies.ts'
export { judgeContact } from './contact-policy.rules.ts'
export { registerTouchRoutes } from './touches.routes.ts'
