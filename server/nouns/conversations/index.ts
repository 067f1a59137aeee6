export { createConversations } from './conversations.ts'
export { registerConversationRoutes, registerPhraseRoutes, registerWidgetRoutes } from './routes.ts'
export { signIdentity } from './signed-identity.ts'
export { createVisitorCredentials } from './visitor-credentials.ts'
