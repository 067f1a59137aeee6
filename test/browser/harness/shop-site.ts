import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signIdentity } from '../../../server/nouns/conversations/signed-identity.ts'

/** A shop's own site on another origin than the desk: a page with the one script tag, signed in when the query says who. */
export const startShopSite = async (desk: { address: string; key: string; secret: string }) => {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://site')
    const email = url.searchParams.get('as')
    const identity = email
      ? signIdentity({ login: email, email, name: url.searchParams.get('name') }, desk.secret, new Date())
      : ''
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Falling Light</title>
<style>* { letter-spacing: 3px; color: purple !important } button { display: none }</style>
<main><h1>Falling Light</h1><p>Hand-made lamps.</p></main>
<script async src="${desk.address}/widget.js" data-key="${desk.key}" data-language="en"${identity ? ` data-identity="${identity}"` : ''}></script></html>`)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
