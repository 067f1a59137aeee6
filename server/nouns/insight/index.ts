export { createHome, type HomeService } from './home.ts'
export { registerInsightRoutes } from './insight.routes.ts'
export { createResponseTimes, type ResponseTimes } from './response-times.ts'
