import { exportKnowledgeDocument, exportPerson } from '#contract/exports/exports.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Exports } from './exports.ts'

/** A list a minute is plenty for a person; a script gets a few. */
const mostAMinute = 30

export const registerExportRoutes = (http: HttpServer, exports: Exports): void => {
  for (const list of exports.lists)
    http.route(
      list.endpoint,
      async (call) => {
        if (call.caller.kind !== 'member') throw new Error('a list belongs to a shop')
        const opened = await exports.open(call.caller, list, {
          params: call.params as Record<string, string>,
          query: call.query as Record<string, unknown>,
          by: call.caller.actorId,
        })
        call.reply
          .header('content-type', opened.mime)
          .header('content-disposition', `attachment; filename="${opened.fileName}"`)
          .header('cache-control', 'no-store')
          // Whoever reads it knows that the file is whole; one that is not ends with a broken connection.
          .trailer('x-row-count', () => Promise.resolve(String(opened.rows())))
          .trailer('x-cut', () => Promise.resolve(String(opened.isCut())))
        await call.reply.send(opened.stream)
        return undefined
      },
      { limit: mostAMinute },
    )
  http.route(
    exportPerson,
    async ({ caller, params, query, reply }) => {
      const bundle = await exports.person(caller, params.id, {
        language: query.language,
        by: caller.actorId,
      })
      reply
        .header('content-type', 'application/zip')
        .header('content-disposition', `attachment; filename="${bundle.fileName}"`)
        .header('cache-control', 'no-store')
      await reply.send(bundle.stream)
      return undefined
    },
    { limit: mostAMinute },
  )
  http.route(
    exportKnowledgeDocument,
    async ({ caller, query: { format, language, shop: _shop, ...filters }, reply }) => {
      const opened = await exports.knowledge(caller, filters, {
        format,
        language,
        by: caller.actorId,
      })
      reply
        .header('content-type', opened.mime)
        .header('content-disposition', `attachment; filename="${opened.fileName}"`)
        .header('cache-control', 'no-store')
        .header('x-row-count', String(opened.rows))
        .header('x-cut', String(opened.isCut))
      await reply.send(opened.stream)
      return undefined
    },
    { limit: mostAMinute },
  )
}
