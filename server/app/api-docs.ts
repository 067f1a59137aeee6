import type { Endpoint } from '#contract/endpoint.ts'
import { errorCodes } from '#contract/errors.ts'
import { escapeHtml } from './pages.ts'

/** The readable API docs: one page, no script, from the same declarations as openapi.json. */
export const apiDocs = (endpoints: readonly Endpoint[], version: string): string => {
  const groups = Map.groupBy(endpoints, (endpoint) => endpoint.path.split('/')[2] ?? '')
  const body = [...groups]
    .map(
      ([group, list]) =>
        `<h2 id="${escapeHtml(group)}">${escapeHtml(group)}</h2>${list.map(section).join('')}`,
    )
    .join('')
  const errors = Object.entries(errorCodes)
    .map(([code, row]) => `<tr><td><code>${code}</code><td>${row.status}<td>${row.retry ? 'yes' : 'no'}`)
    .join('')
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Five Hearts API</title><style>${style}</style>
<main><h1>Five Hearts API</h1><p>Version ${escapeHtml(version)}. Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a>.
Send an API key as <code>Authorization: Bearer fh_…</code>. Every change may carry an <code>Idempotency-Key</code>: a retry with the same key is done once. Lists are pages: pass <code>next</code> back as <code>cursor</code>.</p>
<nav>${[...groups.keys()].map((group) => `<a href="#${escapeHtml(group)}">${escapeHtml(group)}</a>`).join(' · ')}</nav>${body}
<h2 id="errors">Errors</h2><p><code>application/problem+json</code> with a stable <code>code</code>.</p><table><tr><th>code<th>status<th>may be retried${errors}</table></main></html>`
}

const section = (
  endpoint: Endpoint,
) => `<section><h3><code>${endpoint.method} ${escapeHtml(endpoint.path)}</code></h3><p>${escapeHtml(endpoint.summary)}</p>
<p class="who">${who(endpoint)}</p>${schema('Query', endpoint.query)}${schema('Body', endpoint.body)}${schema('Reply', endpoint.reply)}</section>`

const who = ({ access }: Endpoint) =>
  access.by === 'member'
    ? `Roles: ${access.roles.join(', ')}${access.scope ? `; key scope: <code>${access.scope}</code>` : '; not by key'}`
    : { anyone: 'No credentials', account: 'Signed in', visitor: 'Widget visitor', link: 'Private link' }[
        access.by
      ]

const schema = (title: string, value: unknown) =>
  value === undefined
    ? ''
    : `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(value, null, 2))}</pre></details>`

const style =
  'body{font:15px/1.6 system-ui,sans-serif;color:#23201c;background:#f8f5ef;margin:0}main{max-width:860px;margin:0 auto;padding:32px 20px}section{border-top:1px solid #e3dccf;padding:8px 0}h3{margin:8px 0 0;font-size:15px}p{margin:4px 0}.who{color:#6f665a}pre{background:#f0ebe1;padding:12px;overflow:auto;font-size:13px}a{color:#0d6568}td,th{text-align:left;padding:2px 16px 2px 0}@media(prefers-color-scheme:dark){body{background:#191816;color:#eee8dd}pre{background:#131211}section{border-color:#35312b}a{color:#62bdb8}.who{color:#9a9082}}'
