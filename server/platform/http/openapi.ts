import type { Endpoint } from '#contract/endpoint.ts'
import { errorCodes } from '#contract/errors.ts'

/** OpenAPI 3.1 from the very declarations that routes and clients are typed by. */
export const openApiOf = (endpoints: readonly Endpoint[], version: string): Record<string, unknown> => {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Five Hearts',
      version,
      description:
        'Every change may carry an `Idempotency-Key`. Lists are pages: pass `next` back as `cursor`. Errors are problem+json with a stable `code`.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key of the shop.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'fh_session',
          description: 'A signed-in person; with several shops add the header x-fivehearts-shop: SLUG.',
        },
        visitor: { type: 'http', scheme: 'bearer', description: 'The token of a buyer in the widget.' },
        link: { type: 'http', scheme: 'bearer', description: 'The token of a private link.' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'code', 'requestId'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string', enum: Object.keys(errorCodes) },
            requestId: { type: 'string' },
            details: { type: 'object' },
          },
        },
      },
    },
  }
}

const operation = (endpoint: Endpoint) => ({
  summary: endpoint.summary,
  operationId: operationId(endpoint),
  tags: [endpoint.path.split('/')[2] ?? 'desk'],
  ...securityOf(endpoint),
  parameters: [
    ...[...endpoint.path.matchAll(/:(\w+)/g)].map((match) => ({
      name: match[1],
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...queryOf(endpoint),
  ],
  ...(endpoint.body
    ? { requestBody: { required: true, content: { 'application/json': { schema: endpoint.body } } } }
    : {}),
  ...(endpoint.media === 'multipart'
    ? {
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
              },
            },
          },
        },
      }
    : {}),
  responses: {
    200: { description: 'Done', content: { [contentOf(endpoint)]: { schema: endpoint.reply } } },
    default: {
      description: 'A refusal or failure',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
})

const contentOf = (endpoint: Endpoint) =>
  endpoint.media === 'event-stream'
    ? 'text/event-stream'
    : endpoint.media === 'file'
      ? 'application/octet-stream'
      : 'application/json'

const operationId = (endpoint: Endpoint) =>
  endpoint.method.toLowerCase() +
  endpoint.path
    .split('/')
    .slice(2)
    .map((part) =>
      part
        .replaceAll(/\W/g, ' ')
        .trim()
        .split(' ')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join(''),
    )
    .join('')

const securityOf = ({ access }: Endpoint) => {
  if (access.by === 'anyone') return { security: [] }
  if (access.by === 'visitor') return { security: [{ visitor: [] }] }
  if (access.by === 'link') return { security: [{ link: [] }] }
  if (access.by === 'account') return { security: [{ session: [] }] }
  return {
    security: [{ session: [] }, ...(access.scope ? [{ key: [] }] : [])],
    'x-roles': access.roles,
    ...(access.scope ? { 'x-scope': access.scope } : {}),
  }
}

const queryOf = (endpoint: Endpoint) => {
  const schema = endpoint.query as { properties?: Record<string, unknown>; required?: string[] } | undefined
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema?.required?.includes(name) ?? false,
    schema: property,
  }))
}
