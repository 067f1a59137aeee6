import type { Api, ApiKey } from '#contract/endpoints.ts'
import type { ErrorCode, Problem } from '#contract/errors.ts'

export type Reply<K extends ApiKey> = Api[K]['reply']

/** Why a call came to nothing; `offline` where no answer came at all. `waitMs` is the server's own wish, if any. */
export interface Refusal {
  code: ErrorCode | 'offline'
  status: number
  waitMs: number | null
  /** Which field is wrong, say; as the desk told it. */
  details?: Record<string, unknown> | undefined
}
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

type Wanted<Name extends string, V> = [V] extends [undefined]
  ? { [N in Name]?: undefined }
  : {} extends V
    ? { [N in Name]?: V }
    : { [N in Name]: V }
export type Call<K extends ApiKey> = Wanted<'params', Api[K]['params']> &
  Wanted<'query', Api[K]['query']> &
  Wanted<'body', Api[K]['body']> & { token?: string | null }

const DEADLINE_MS = 15_000

/**
 * Calls the desk at `base` (ends with a slash). Never throws: a refusal is an answer like any other, and for
 * a buyer on a train "no network" is the commonest of them.
 */
export async function call<K extends ApiKey>(base: string, key: K, args: Call<K>): Promise<Result<Reply<K>>> {
  const { method, address } = addressOf(base, key, args)
  const headers: Record<string, string> = { accept: 'application/json' }
  if (args.token) headers.authorization = `Bearer ${args.token}`
  const request: RequestInit = { method, headers, credentials: 'omit' }
  if (method !== 'GET') {
    headers['content-type'] = 'application/json'
    request.body = JSON.stringify(args.body ?? {})
  }
  // AbortSignal.timeout is younger than many phones.
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), DEADLINE_MS)
  try {
    const response = await fetch(address, { ...request, signal: deadline.signal })
    const body = parsed(await response.text())
    if (response.ok) return { ok: true, value: (body ?? {}) as Reply<K> }
    return { ok: false, refusal: refusalOf(response.status, body, response.headers.get('retry-after')) }
  } catch {
    // fetch says no more than that it failed, on purpose.
    return { ok: false, refusal: { code: 'offline', status: 0, waitMs: null } }
  } finally {
    clearTimeout(timer)
  }
}

/** Sends one file with progress (0 to 1), which fetch cannot tell. */
export function upload(
  address: string,
  token: string,
  file: Blob,
  name: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Result<Reply<'POST /api/widget/files'>>> {
  return new Promise((resolve) => {
    const form = new FormData()
    form.append('file', file, name)
    const request = new XMLHttpRequest()
    request.open('POST', address)
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.setRequestHeader('accept', 'application/json')
    const offline = () => resolve({ ok: false, refusal: { code: 'offline', status: 0, waitMs: null } })
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () => {
      const body = parsed(request.responseText)
      const isGood = request.status >= 200 && request.status < 300
      if (isGood) resolve({ ok: true, value: body as Reply<'POST /api/widget/files'> })
      else
        resolve({
          ok: false,
          refusal: refusalOf(request.status, body, request.getResponseHeader('retry-after')),
        })
    }
    request.onerror = offline
    request.onabort = offline
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

/** The address of an endpoint such as `GET /api/widget/:key/shop` below `base`. */
export function addressOf(base: string, key: string, { params, query }: { params?: object; query?: object }) {
  const [method = 'GET', path = ''] = key.split(' ')
  const values = (params ?? {}) as Record<string, string>
  const address = new URL(
    base + path.slice(1).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? '')),
  )
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') address.searchParams.set(name, String(value))
  }
  return { method, address: address.href }
}

/** Attachments come with addresses relative to the desk, which the shop's page is not. */
export const fileAddress = (base: string, url: string) => new URL(url.replace(/^\//, ''), base).href

function refusalOf(status: number, body: unknown, retryAfter: string | null): Refusal {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>
  const seconds = Number(retryAfter)
  return {
    // A proxy's own error page has no code of ours: what it means for us is in the status.
    code:
      problem.code ??
      (status >= 500 ? 'unavailable' : status === 429 ? 'request.too_many' : 'request.invalid'),
    status,
    waitMs: retryAfter !== null && seconds >= 0 ? seconds * 1000 : null,
    ...(problem.details ? { details: problem.details } : {}),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: an empty reply or some proxy's page.
    return null
  }
}
