export { createHome } from './home.ts'
export { registerInsightRoutes } from './insight.routes.ts'
export { createResponseTimes } from './response-times.ts'
export { turnTable } from './turns-export.ts'
