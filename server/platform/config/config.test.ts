import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BadConfig, readConfig } from './config.ts'

const failure = (env: Record<string, string>) => {
  try {
    readConfig(env)
  } catch (error) {
    return error as Error
  }
  throw new Error('it was accepted')
}

test('nothing needs to be set', () => {
  expect(readConfig({})).toEqual({
    port: 4555,
    host: '0.0.0.0',
    dataFolder: resolve('data'),
    databaseUrl: null,
    publicUrl: null,
    secretKey: null,
    logLevel: 'warn',
    trustedProxies: 0,
    databaseConnections: 20,
  })
})

test('everything can be, blanks around and slashes behind forgiven', () => {
  expect(
    readConfig({
      PORT: ' 80 ',
      HOST: '127.0.0.1',
      FIVEHEARTS_DATA: '/var/lib/desk',
      DATABASE_URL: 'postgresql://desk@db/desk',
      FIVEHEARTS_URL: 'https://desk.example/shop//',
      FIVEHEARTS_SECRET_KEY: 'aB'.repeat(32),
      LOG_LEVEL: 'warn',
      FIVEHEARTS_PROXIES: '1',
      FIVEHEARTS_DB_CONNECTIONS: '4',
    }),
  ).toEqual({
    port: 80,
    host: '127.0.0.1',
    dataFolder: '/var/lib/desk',
    databaseUrl: 'postgresql://desk@db/desk',
    publicUrl: 'https://desk.example/shop',
    secretKey: 'aB'.repeat(32),
    logLevel: 'warn',
    trustedProxies: 1,
    databaseConnections: 4,
  })
})

test('an empty variable is one that is not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '  ', LOG_LEVEL: '' })).toEqual(readConfig({}))
})

describe('a bad value is named with what is allowed', () => {
  test.each([
    ['PORT', '4555x', 'a whole number from 0 to 65535'],
    ['PORT', '-1', 'a whole number from 0 to 65535'],
    ['PORT', '80.5', 'a whole number from 0 to 65535'],
    ['PORT', 'Infinity', 'a whole number from 0 to 65535'],
    ['FIVEHEARTS_PROXIES', '11', 'a whole number from 0 to 10'],
    ['FIVEHEARTS_DB_CONNECTIONS', '1', 'a whole number from 2 to 200'],
    ['FIVEHEARTS_URL', 'desk.example', 'http:// or https://'],
    ['LOG_LEVEL', 'loud', 'one of trace, debug, info, warn, error, silent'],
  ])('%s=%s', (name, value, allowed) => {
    const error = failure({ [name]: value })
    expect(error).toBeInstanceOf(BadConfig)
    expect(error.message).toContain(`${name}="${value}"`)
    expect(error.message).toContain(allowed)
  })

  test('all of them at once, and secrets are not repeated', () => {
    const { message } = failure({
      PORT: 'x',
      FIVEHEARTS_SECRET_KEY: 'hunter2',
      DATABASE_URL: 'mysql://root:hunter2@db',
    })
    expect(message.split('\n')).toHaveLength(3)
    expect(message).toContain('FIVEHEARTS_SECRET_KEY=(hidden): 64 hexadecimal digits')
    expect(message).toContain('DATABASE_URL=(hidden)')
    expect(message).not.toContain('hunter2')
  })
})
