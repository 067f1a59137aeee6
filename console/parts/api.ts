import type { Api, ApiKey } from '#contract/endpoints.ts'
import type { ErrorCode, Problem } from '#contract/errors.ts'
import { currentShop } from './current-shop.ts'

export type { ApiKey }
export type Reply<K extends ApiKey> = Api[K]['reply']
export type Body<K extends ApiKey> = Api[K]['body']

type Params<P> = keyof P extends never ? { params?: undefined } : { params: P }
type QueryArg<Q> = [Q] extends [undefined]
  ? { query?: undefined }
  : {} extends Q
    ? { query?: Q }
    : { query: Q }
type BodyArg<B> = [B] extends [undefined] ? { body?: undefined } : {} extends B ? { body?: B } : { body: B }
interface Common {
  signal?: AbortSignal
  /** Keep one over the retries of one deed, so that a lost reply cannot do it twice; made here otherwise. */
  idempotencyKey?: string
}
export type Args<K extends ApiKey> = Params<Api[K]['params']> &
  QueryArg<Api[K]['query']> &
  BodyArg<Api[K]['body']> &
  Common
type ArgsTuple<K extends ApiKey> = {} extends Args<K> ? [args?: Args<K>] : [args: Args<K>]

/** A refusal of the server, or `unavailable` where no answer came. `requestId` is empty when none was given. */
export class ApiError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly details: Record<string, unknown>
  readonly requestId: string
  constructor(code: ErrorCode, status: number, details: Record<string, unknown> = {}, requestId = '') {
    super(code)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.details = details
    this.requestId = requestId
  }
}

const DEADLINE_MS = 30_000

/**
 * Calls one endpoint of the desk.
 * @throws ApiError with the stable code; `unavailable` when the network or the server does not answer in 30 s.
 */
export async function api<K extends ApiKey>(key: K, ...[args]: ArgsTuple<K>): Promise<Reply<K>> {
  const { method, address } = addressOf(key, args)
  const headers = commonHeaders(method, args?.idempotencyKey)
  if (args?.body !== undefined) headers.set('content-type', 'application/json')
  else if (method !== 'GET' && method !== 'DELETE') headers.set('content-type', 'application/json')
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  const request: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    signal: args?.signal ? AbortSignal.any([args.signal, deadline]) : deadline,
  }
  if (method !== 'GET' && method !== 'DELETE') request.body = JSON.stringify(args?.body ?? {})
  else if (args?.body !== undefined) request.body = JSON.stringify(args.body)
  const response = await answered(() => fetch(address, request), args?.signal)
  if (!response.ok) throw await errorOf(response)
  if (response.status === 204) return {} as Reply<K>
  return (await answered(() => response.json(), args?.signal)) as Reply<K>
}

/**
 * Sends a form (multipart) with progress: `onProgress(sentBytes, totalBytes)`.
 * @throws ApiError like `api`.
 */
export function upload<K extends ApiKey>(
  key: K,
  form: FormData,
  onProgress?: (sent: number, total: number) => void,
  signal?: AbortSignal,
  where?: { params?: Readonly<Record<string, string>>; query?: Readonly<Record<string, unknown>> },
): Promise<Reply<K>> {
  const { method, address } = addressOf(key, where)
  return new Promise((resolve, reject) => {
    // fetch tells nothing of what was sent so far.
    const request = new XMLHttpRequest()
    request.open(method, address)
    for (const [name, value] of commonHeaders(method)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (e) =>
      onProgress?.(e.loaded, e.lengthComputable ? e.total : 0),
    )
    request.addEventListener('load', () => {
      const body = parsed(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(body as Reply<K>)
      else reject(problemError(request.status, body))
    })
    request.addEventListener('error', () => reject(new ApiError('unavailable', 0)))
    request.addEventListener('abort', () => reject(new DOMException('Upload given up', 'AbortError')))
    signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

function addressOf(key: string, args: { params?: object; query?: object } | undefined) {
  const space = key.indexOf(' ')
  const method = key.slice(0, space)
  const params = (args?.params ?? {}) as Record<string, string>
  const path = key
    .slice(space + 1)
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(args?.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return { method, address: search.size > 0 ? `${path}?${search}` : path }
}

function commonHeaders(method: string, idempotencyKey?: string): Headers {
  const headers = new Headers({ accept: 'application/json' })
  const shop = currentShop()
  if (shop) headers.set('x-fivehearts-shop', shop)
  if (method !== 'GET') headers.set('idempotency-key', idempotencyKey ?? newId())
  return headers
}

/** A random id; `crypto.randomUUID` exists only in secure contexts, and a desk in a shop's own network may be plain HTTP. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Told to the window when the server answers again after it did not: whoever waits to try again need not wait longer. */
export const serverAnswers = 'fivehearts:server-answers'
let isCutOff = false

async function answered<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    const answer = await ask()
    if (isCutOff) dispatchEvent(new Event(serverAnswers))
    isCutOff = false
    return answer
  } catch (error) {
    if (signal?.aborted) throw error
    isCutOff = true
    throw new ApiError('unavailable', 0, { reason: error instanceof Error ? error.message : String(error) })
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '')
  return problemError(response.status, parsed(text))
}

function problemError(status: number, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>
  const fallback: ErrorCode = status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal'
  return new ApiError(problem.code ?? fallback, status, problem.details ?? {}, problem.requestId ?? '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
