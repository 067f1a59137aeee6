import type { Endpoint } from '#contract/endpoint.ts'
import type { Engine } from '#nouns/promises/index.ts'
import type { Database } from '#platform/database/database.ts'
import type { Metrics } from '#platform/http/metrics.ts'
import { openApiOf } from '#platform/http/openapi.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Hub } from '#platform/stream/hub.ts'
import { apiDocs } from './api-docs.ts'

/** Health, readiness, metrics, and the description of the API. */
export const registerSystemRoutes = (
  { app }: HttpServer,
  ports: {
    db: Database
    metrics: Metrics
    version: string
    endpoints: readonly Endpoint[]
    engine: Engine
    hub: Hub
  },
): void => {
  const { metrics } = ports
  metrics.gauge('streams_open', 'Live streams held by this process', () => ports.hub.count())
  metrics.gauge('database_connections', 'Connections to the database', () => ports.db.stats().total)
  metrics.gauge('database_waiting', 'Requests waiting for a connection', () => ports.db.stats().waiting)
  metrics.gauge(
    'engine_lateness_ms',
    'How late the last due clock or word was handled',
    () => ports.engine.lateness().at(-1) ?? 0,
  )
  app.get('/healthz', async (_request, reply) => reply.send({ ok: true }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await ports.db.asSystem(async (tx) => {
        await tx.selectFrom('platform.log_epochs').select('epoch').limit(1).execute()
      })
      return reply.send({ ok: true, version: ports.version })
    } catch {
      // The answer itself says it; the reason stays in the log of whoever owns the database.
      return reply.code(503).send({ ok: false })
    }
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
  const description = openApiOf(ports.endpoints, ports.version)
  app.get('/api/openapi.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(description),
  )
  app.get('/api/docs', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      )
      .send(apiDocs(ports.endpoints, ports.version)),
  )
}
