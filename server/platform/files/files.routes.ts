import { readFile, uploadBuyerFile, uploadFile } from '#contract/conversations/widget.ts'
import type { HttpServer } from '../http/server.ts'
import { filePart } from './file-part.ts'
import { contentDisposition } from './file-name.rules.ts'
import type { Files } from './files.ts'
import { isShownInline } from './kinds.rules.ts'

/** Uploads of both sides, and the signed addresses that serve what was uploaded. */
export const registerFileRoutes = (http: HttpServer, files: Files): void => {
  http.route(
    uploadFile,
    async ({ caller, request }) =>
      files.put({ shop: caller.shopId, owner: caller.actorId, ...(await filePart(request)) }),
    { limit: 60 },
  )
  http.route(
    uploadBuyerFile,
    async ({ caller, request }) =>
      files.put({ shop: caller.shopId, owner: caller.visitorId, ...(await filePart(request)) }),
    { limit: 20 },
  )
  http.route(readFile, async ({ params, query, request, reply }) => {
    const file = await files.open(params.id, query.s, query.thumb === '1')
    const tag = `"${file.tag}"`
    reply.headers({
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'content-disposition': contentDisposition(
        isShownInline(file.mime) ? 'inline' : 'attachment',
        file.name,
      ),
      'cache-control': 'private, max-age=31536000, immutable',
      etag: tag,
    })
    if (request.headers['if-none-match'] === tag) {
      file.stream.destroy()
      return void (await reply.code(304).send())
    }
    return void (await reply.type(file.mime).header('content-length', file.bytes).send(file.stream))
  })
}
