import type { FastifyRequest } from 'fastify'
import { importKnowledge, readDocument } from '#contract/knowledge/imports.ts'
import { knowledgeLimits } from '#contract/knowledge/kinds.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { KnowledgeImports } from './imports.ts'
import { receiveDocument, type ReceivedDocument, type UploadPart } from './receive.ts'

const mostAMinute = 20

export const registerKnowledgeImportRoutes = (http: HttpServer, imports: KnowledgeImports): void => {
  http.route(
    readDocument,
    ({ caller, query, request }) =>
      receiving(request, ({ path, name }) => imports.read(caller, { path, name, wanted: wantedOf(query) })),
    { limit: mostAMinute },
  )
  http.route(
    importKnowledge,
    ({ caller, query, request }) =>
      receiving(request, ({ path, name, chosen }) =>
        imports.take(caller, { path, name, wanted: wantedOf(query) }, chosen),
      ),
    { limit: mostAMinute },
  )
}

const wantedOf = (query: { section?: never; language?: never } | object) => {
  const { section, language } = query as Parameters<KnowledgeImports['read']>[1]['wanted']
  return { section, language }
}

const receiving = async <T>(
  request: FastifyRequest,
  work: (document: ReceivedDocument) => Promise<T>,
): Promise<T> => {
  if (!request.isMultipart()) throw new AppError('request.unsupported_media')
  const parts = request.parts({
    limits: { fileSize: knowledgeLimits.document, files: 1, fieldSize: 200_000 },
  }) as AsyncIterable<UploadPart>
  const document = await receiveDocument(parts)
  try {
    return await work(document)
  } finally {
    await document.remove()
  }
}
