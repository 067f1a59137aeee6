import { Type, type TSchema } from 'typebox'

/** Small schemas that every contract uses. */
export const Id = Type.String({ format: 'uuid' })
/** UTC instant, ISO 8601 with `Z`. */
export const Instant = Type.String({ format: 'date-time' })
export const Language = Type.Union([Type.Literal('zh'), Type.Literal('en')])
export type Language = 'zh' | 'en'
export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
/** One of a list of literals, as a JSON Schema `enum`, typed as the union. */
export const OneOf = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] })
export const Text = (max: number, min = 1) => Type.String({ minLength: min, maxLength: max })
export const Nothing = Type.Object({}, { additionalProperties: false })
/** Integer minor units (fen, cents) and an ISO 4217 code. */
export const Amount = Type.Object({ minor: Type.Integer(), currency: Type.String({ pattern: '^[A-Z]{3}$' }) })
export const Strict = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
/** A page of rows; `next` is the cursor of the following page or null. `total` only where it is cheap. */
export const Page = <S extends TSchema>(row: S) =>
  Type.Object({ rows: Type.Array(row), next: Nullable(Type.String()), total: Type.Optional(Type.Integer()) })
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
}
