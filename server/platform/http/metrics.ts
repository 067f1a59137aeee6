import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { FastifyInstance } from 'fastify'

/** Prometheus metrics of one process. Labels are routes and codes, never people or shops. */
export const createMetrics = () => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'fivehearts_' })
  const requests = new Histogram({
    name: 'fivehearts_http_request_seconds',
    help: 'Time to answer, by route',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  })
  const failures = new Counter({
    name: 'fivehearts_background_failures_total',
    help: 'Failed work outside requests, by name',
    labelNames: ['name'],
    registers: [registry],
  })
  return {
    registry,
    failed: (name: string) => {
      failures.inc({ name })
    },
    /** A value read at scrape time. */
    gauge: (name: string, help: string, read: () => number) => {
      new Gauge({
        name: `fivehearts_${name}`,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    },
    watch: (app: FastifyInstance) => {
      // The labels of a route are looked up once: putting them together anew costs each request 8 us.
      const known = new Map<string, { observe(seconds: number): void }>()
      app.addHook('onResponse', (request, reply, done) => {
        const labels = {
          method: request.method,
          route: request.routeOptions.url ?? 'none',
          status: String(reply.statusCode),
        }
        const key = `${labels.method} ${labels.route} ${labels.status}`
        const histogram = known.get(key) ?? requests.labels(labels)
        known.set(key, histogram)
        histogram.observe(reply.elapsedTime / 1000)
        done()
      })
    },
  }
}
export type Metrics = ReturnType<typeof createMetrics>
