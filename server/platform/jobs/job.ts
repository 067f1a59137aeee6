import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/** One kind of work: imperative name with its owner (`delivery.check_delays`), and what its payload is: ids, no texts. */
export interface JobKind<S extends TSchema = TSchema> {
  name: string
  schema: S
}

export const jobKind = <S extends TSchema>(name: string, schema: S): JobKind<S> => ({ name, schema })

export interface JobContext {
  /** The queue's own number of the job; the same in every try. */
  id: number
  /** 1 for the first try. */
  attempt: number
  /** The shop it was left for; null for work across shops. */
  shop: string | null
  /** Aborts when the process stops and has waited long enough: the job is tried again elsewhere. */
  signal: AbortSignal
}

/** Does the work. It may run twice (a process killed at the end of it), so it must be safe to. A throw is tried again. */
export interface JobHandler<S extends TSchema = TSchema> {
  schema: S
  run(payload: Static<S>, context: JobContext): Promise<void>
}

/** One handler by its kind's name: `handlers: { ...handle(checkDelays, run), ...handle(other, run) }`. */
export const handle = <S extends TSchema>(
  kind: JobKind<S>,
  run: (payload: Static<S>, context: JobContext) => Promise<void>,
): Record<string, JobHandler> => ({ [kind.name]: { schema: kind.schema, run } })

/** What lies in the queue: the shop beside the payload. */
export interface Envelope {
  shop: string | null
  data: unknown
}

/** A payload that is not what its kind says. Names the places and never the values. */
export class BadPayload extends Error {}

const compiled = new WeakMap<
  TSchema,
  { Check(value: unknown): boolean; Errors(value: unknown): { instancePath: string; keyword: string }[] }
>()

/** Throws BadPayload. Both ends ask: who leaves the job, and who runs it (perhaps another version, days later). */
export const checkPayload = (name: string, schema: TSchema, payload: unknown): void => {
  const known = compiled.get(schema)
  const validator = known ?? Compile(schema)
  if (!known) compiled.set(schema, validator)
  if (validator.Check(payload)) return
  const places = validator.Errors(payload).map((error) => `${error.instancePath || '/'} ${error.keyword}`)
  throw new BadPayload(`the payload of ${name} does not fit: ${[...new Set(places)].join(', ')}`)
}
