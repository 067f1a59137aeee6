import { stream, widgetStream } from '#contract/conversations/widget.ts'
import type { HttpServer } from '#platform/http/server.ts'
import { servePoll, serveStream, type StreamPorts } from '#platform/stream/sse.ts'

/** The two live streams: one per browser at the desk, one per buyer. */
export const registerStreamRoutes = (http: HttpServer, ports: StreamPorts): void => {
  http.route(stream, async ({ caller, query, reply }) => {
    const who = {
      shop: caller.shopId,
      topics: ['desk', ...(caller.memberId ? [`member:${caller.memberId}`] : [])],
      audience: 'desk',
      after: query.after,
    }
    await (query.poll ? servePoll(ports, reply, who) : serveStream(ports, reply, who))
    return undefined
  })
  http.route(widgetStream, async ({ caller, query, reply }) => {
    await serveStream(
      ports,
      reply,
      {
        shop: caller.shopId,
        topics: [`visitor:${caller.visitorId}`],
        audience: 'visitor',
        after: query.after,
      },
      { 'access-control-allow-origin': '*' },
    )
    return undefined
  })
}
