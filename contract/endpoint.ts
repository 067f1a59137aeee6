import type { Static, TSchema } from 'typebox'
import type { Role, Scope } from './staff/roles.ts'

/**
 * Who may call an endpoint. Every endpoint names it; the access test walks all of them.
 * - `anyone`: no credentials (sign-in, health, widget bootstrap)
 * - `account`: a signed-in person, no shop needed
 * - `member`: a person of the shop holding one of `roles`, or an API key of the shop holding `scope`
 * - `visitor`: a buyer in the chat widget, by the visitor token
 * - `link`: a buyer who holds a private link to one thing of this `purpose`
 */
export type Access =
  | { by: 'anyone' }
  | { by: 'account' }
  | { by: 'member'; roles: readonly Role[]; scope?: Scope }
  | { by: 'visitor' }
  | { by: 'link'; purpose: LinkPurpose }

/** What private links open. */
export const linkPurposes = ['confirmation'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Endpoint {
  method: Method
  /** `:name` marks a path parameter; each is a string. */
  path: string
  access: Access
  /** One English line for the readable API docs. */
  summary: string
  query?: TSchema
  body?: TSchema
  reply: TSchema
  /** Set where the body or reply is not JSON (uploads, streams): the schema then only documents. */
  media?: 'multipart' | 'event-stream' | 'file'
}

type Segments<P extends string> = P extends `${infer Head}/${infer Rest}`
  ? Segments<Head> | Segments<Rest>
  : P extends `:${infer Name}`
    ? Name
    : never
export type PathParameters<P extends string> = [Segments<P>] extends [never]
  ? {}
  : Record<Segments<P>, string>

/** Declares one endpoint, keeping its literal types. */
export const endpoint = <const E extends Endpoint>(declared: E): E => declared

type Of<S> = S extends TSchema ? Static<S> : undefined
export type ParamsOf<E extends Endpoint> = PathParameters<E['path']>
export type QueryOf<E extends Endpoint> = Of<E['query']>
export type BodyOf<E extends Endpoint> = Of<E['body']>
export type ReplyOf<E extends Endpoint> = Of<E['reply']>
export type KeyOf<E extends Endpoint> = `${E['method']} ${E['path']}`
