import type { ServerResponse } from 'node:http'
import { fastify } from 'fastify'
import pg from 'pg'
import { newId } from '#platform/ids/ids.ts'
import { answer } from '../child.ts'

// The yardstick: the smallest Fastify server that stores a buyer's message in one statement and pushes it to whoever
// listens. It asks nobody who they are, checks nothing and keeps no promise.

/** Two rows and nothing else. */
const bare = `with c as (update bare.conversations set last_number = last_number + 1, last_text = $3, last_at = $4 where id = $1 returning id, last_number)
  insert into bare.messages select id, last_number, 'buyer', $3, $4, $2 from c returning number`

/** Every row that the product writes, into the product's own tables. */
const full = `with k as (insert into conversations.message_keys values ($1, $2, $5, $6) on conflict do nothing returning message_id),
  c as (update conversations.conversations set last_number = last_number + 1, last_text = $3, last_at = $4, last_author = 'buyer', version = version + 1
    where id = $1 returning id, last_number, version, visitor_id, customer_id),
  m as (insert into conversations.messages (id, shop_id, conversation_id, number, author, text, at, client_id)
    select $6, $5, c.id, c.last_number, 'buyer', $3, $4, $2 from c, k returning number)
  insert into platform.events (id, shop_id, name, subject, version, audience, timeline, actor, facts, occurred_at, recorded_at)
    select $7, $5, 'message.posted', c.id, c.version, array['desk', 'visitor:' || c.visitor_id], c.customer_id, null,
      jsonb_build_object('message', $6::uuid, 'number', m.number, 'author', 'buyer'), $4, $4 from c, m returning version as number`

const start = async ({
  databaseUrl,
  kind,
  shop,
}: {
  databaseUrl: string
  kind: 'bare' | 'full'
  shop: string
}): Promise<number> => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
  const listeners = new Set<ServerResponse>()
  const app = fastify({ forceCloseConnections: true })
  app.get('/stream', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write(': hello\n\n')
    listeners.add(reply.raw)
    reply.raw.on('close', () => listeners.delete(reply.raw))
  })
  app.post<{ Params: { id: string }; Body: { clientId: string; text: string } }>(
    '/conversations/:id/messages',
    async ({ params, body }) => {
      const { clientId, text } = body
      const values = [params.id, clientId, text, new Date()]
      const { rows } =
        kind === 'bare'
          ? await pool.query<{ number: number }>({ name: kind, text: bare, values })
          : await pool.query<{ number: number }>({
              name: kind,
              text: full,
              values: [...values, shop, newId(), newId()],
            })
      const message = { conversation: params.id, number: rows[0]?.number, clientId, text }
      const frame = `event: message\ndata: ${JSON.stringify(message)}\n\n`
      for (const listener of listeners) listener.write(frame)
      return { message }
    },
  )
  await app.listen({ port: 0, host: '127.0.0.1' })
  return (app.server.address() as { port: number }).port
}

export type BareCommands = { start: typeof start }
answer<BareCommands>({ start })
