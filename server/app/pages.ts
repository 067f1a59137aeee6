import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import compress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { sessionCookie } from '#platform/http/identify.ts'

/** Pages of our own run nothing but our own scripts and talk to nobody else. */
const consolePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const demoPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Behind a private link: nothing from elsewhere, no inline style, and nothing that could carry the address away. */
const portalPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export interface PagePorts {
  dist: string
  /**
   * The identity that the try-out page vouches for, as a signed token; empty for nobody. Anybody may be anybody in the demo
   * shop; in a real one only its signed-in owner may try it, or the page would hand out every buyer's history.
   */
  tryOutIdentity(key: string, as: string, sessionToken: string | undefined): Promise<string>
}

/** Serves the console, the widget, the page behind private links and the demo shop's page from the build. */
export const servePages = async (app: FastifyInstance, ports: PagePorts): Promise<void> => {
  await app.register(async (scope) => {
    // Only pages and assets are compressed: never the API's streams.
    await scope.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'] })
    await scope.register(fastifyStatic, {
      root: join(ports.dist, 'console', 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      immutable: true,
      maxAge: '365d',
      cacheControl: true,
    })
    await scope.register(fastifyStatic, {
      root: join(ports.dist, 'widget'),
      prefix: '/widget/',
      decorateReply: false,
      cacheControl: false,
      // Only a name that carries a hash of its content may be kept for ever.
      setHeaders: (reply, path) => {
        void reply
          .header('access-control-allow-origin', '*')
          .header(
            'cache-control',
            /-[0-9a-f]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
          )
      },
    })
    const widget = await once(join(ports.dist, 'widget', 'widget.js'))
    scope.get('/widget.js', async (request, reply) => {
      if (request.headers['if-none-match'] === widget.tag) return reply.code(304).send()
      return reply
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'public, max-age=300')
        .header('etag', widget.tag)
        .type('text/javascript; charset=utf-8')
        .send(widget.text)
    })
    const page = await once(join(ports.dist, 'widget', 'demo-shop.html'))
    scope.get<{ Params: { key: string }; Querystring: { as?: string; language?: string } }>(
      '/demo-shop/:key',
      async (request, reply) => {
        const { key } = request.params
        const as = typeof request.query.as === 'string' ? request.query.as.slice(0, 200) : ''
        const identity = as === '' ? '' : await ports.tryOutIdentity(key, as, request.cookies[sessionCookie])
        const language = request.query.language === 'en' ? 'en' : 'zh'
        return secure(reply, demoPolicy)
          .header('cache-control', 'no-store')
          .send(
            page.text
              .replaceAll('%WIDGET_KEY%', escapeHtml(key))
              .replaceAll('%IDENTITY%', escapeHtml(identity))
              .replaceAll('%LANGUAGE%', language),
          )
      },
    )
    const portal = await once(join(ports.dist, 'widget', 'portal.html'))
    // The token stays in the address: the page asks with it, and nothing of it is written into the page or a log.
    scope.get('/b/:token', async (_request, reply) =>
      secure(reply, portalPolicy)
        .header('cache-control', 'no-store')
        .header('x-robots-tag', 'noindex, nofollow')
        .send(portal.text),
    )
    const shell = await once(join(ports.dist, 'console', 'index.html'))
    const sendShell = (reply: FastifyReply) =>
      secure(reply, consolePolicy).header('cache-control', 'no-cache').send(shell.text)
    for (const path of ['/', '/setup', '/sign-in', '/account', '/invitation/*', '/s/*'])
      scope.get(path, async (_request, reply) => sendShell(reply))
    scope.get('/favicon.svg', async (_request, reply) =>
      reply
        .type('image/svg+xml')
        .header('cache-control', 'public, max-age=86400')
        .send((await once(join(ports.dist, 'console', 'favicon.svg'))).text),
    )
  })
}

const secure = (reply: FastifyReply, policy: string) =>
  reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')

const once = async (path: string) => {
  const text = await readFile(path, 'utf8').catch(() => '')
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
}

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
