import { resolve } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

/** Everything the process may be told from outside. Read once, here and nowhere else. */
const Shape = Type.Object({
  port: Type.Integer({ minimum: 0, maximum: 65535 }),
  host: Type.String({ minLength: 1 }),
  dataFolder: Type.String({ minLength: 1 }),
  databaseUrl: Type.Union([Type.String({ pattern: '^postgres(ql)?://' }), Type.Null()]),
  /** The address people reach the desk at, for links; null: taken from the listening address. */
  publicUrl: Type.Union([Type.String({ pattern: '^https?://' }), Type.Null()]),
  /** 64 hex digits; null: a key file in the data folder. */
  secretKey: Type.Union([Type.String({ pattern: '^[0-9a-fA-F]{64}$' }), Type.Null()]),
  logLevel: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'silent'].map((level) => Type.Literal(level)),
  ),
  /** How many proxies in front may be believed about the client's address. */
  trustedProxies: Type.Integer({ minimum: 0, maximum: 10 }),
  databaseConnections: Type.Integer({ minimum: 2, maximum: 200 }),
})
export type Config = Static<typeof Shape>

const variables: Record<keyof Config, string> = {
  port: 'PORT',
  host: 'HOST',
  dataFolder: 'FIVEHEARTS_DATA',
  databaseUrl: 'DATABASE_URL',
  publicUrl: 'FIVEHEARTS_URL',
  secretKey: 'FIVEHEARTS_SECRET_KEY',
  logLevel: 'LOG_LEVEL',
  trustedProxies: 'FIVEHEARTS_PROXIES',
  databaseConnections: 'FIVEHEARTS_DB_CONNECTIONS',
}

/** A value from the environment that cannot be used; the message names the variable and what is allowed. */
export class BadConfig extends Error {}

/** Reads and checks the environment. Throws BadConfig naming every bad variable. */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config => {
  const text = (key: keyof Config) => env[variables[key]]?.trim() || null
  const whole = (key: keyof Config, fallback: number) => (text(key) === null ? fallback : Number(text(key)))
  const candidate = {
    port: whole('port', 4555),
    host: text('host') ?? '0.0.0.0',
    dataFolder: resolve(text('dataFolder') ?? 'data'),
    databaseUrl: text('databaseUrl'),
    publicUrl: text('publicUrl')?.replace(/\/+$/, '') ?? null,
    secretKey: text('secretKey'),
    logLevel: text('logLevel') ?? 'warn',
    trustedProxies: whole('trustedProxies', 0),
    databaseConnections: whole('databaseConnections', 20),
  }
  if (Value.Check(Shape, candidate)) return candidate
  const problems = Shape.properties
  const bad = (Object.keys(problems) as (keyof Config)[]).filter(
    (key) => !Value.Check(problems[key], candidate[key]),
  )
  throw new BadConfig(
    bad.map((key) => `${variables[key]}=${describe(key, text(key))}: ${allowed[key]}`).join('\n'),
  )
}

/** Secrets are never echoed back. */
const describe = (key: keyof Config, value: string | null) =>
  key === 'secretKey' || key === 'databaseUrl' ? '(hidden)' : JSON.stringify(value)

const allowed: Record<keyof Config, string> = {
  port: 'a whole number from 0 to 65535',
  host: 'an address to listen on',
  dataFolder: 'a folder',
  databaseUrl: 'an address that begins with postgres://',
  publicUrl: 'an address that begins with http:// or https://',
  secretKey: '64 hexadecimal digits',
  logLevel: 'one of trace, debug, info, warn, error, silent',
  trustedProxies: 'a whole number from 0 to 10',
  databaseConnections: 'a whole number from 2 to 200',
}
