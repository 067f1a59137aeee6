import { generateSync } from 'otplib'
import { describe, expect, test } from 'vitest'
import { AppError } from '../http/app-error.ts'
import { createPasswords } from './passwords.ts'
import { acceptedStep, hashRecoveryCode, newRecoveryCodes, newTotpSecret, totpUri } from './second-factor.ts'

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 }

describe('passwords', () => {
  test('are kept as Argon2id and told apart', async () => {
    const passwords = createPasswords()
    const stored = await passwords.hash('correct horse battery')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=49152,t=4,p=1\$/)
    expect(await passwords.verify(stored, 'correct horse battery')).toBe(true)
    expect(await passwords.verify(stored, 'correct horse batterz')).toBe(false)
    expect(await passwords.hash('correct horse battery')).not.toBe(stored)
  })

  test('of another cost are still read; one accent is one accent', async () => {
    const stored = await createPasswords(cheap).hash('caf\u00e9 caf\u00e9')
    expect(await createPasswords().verify(stored, 'cafe\u0301 cafe\u0301')).toBe(true)
  })

  test('nobody is never right, and takes as long as somebody', async () => {
    const passwords = createPasswords()
    const stored = await passwords.hash('correct horse battery')
    await passwords.verify(null, 'warm up')
    // Of the processor, not of the clock: other tests run at the same time.
    const cost = async (known: string | null) => {
      const before = process.cpuUsage()
      for (let i = 0; i < 4; i++) expect(await passwords.verify(known, 'a wrong password')).toBe(false)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    const [somebody, nobody] = [await cost(stored), await cost(null)]
    expect(nobody / somebody).toBeGreaterThan(0.4)
    expect(nobody / somebody).toBeLessThan(2.5)
  })

  test('a flood is refused before it fills the memory, and the others are served', async () => {
    const passwords = createPasswords(cheap)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) => passwords.hash(`password ${i}`)),
    )
    const refused = outcomes.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(100 - 66)
    for (const one of refused)
      expect(one.reason).toMatchObject({ code: 'request.too_many' } satisfies Partial<AppError>)
    expect(await passwords.hash('afterwards')).toContain('$argon2id$')
  })
})

describe('second factor', () => {
  const secret = newTotpSecret()
  const now = new Date('2026-03-04T03:00:10Z')
  const codeAt = (offset: number) => generateSync({ secret, epoch: now.getTime() / 1000 + offset })
  const step = Math.floor(now.getTime() / 30_000)

  test.each([
    ['now', 0, step],
    ['one step late', -30, step - 1],
    ['one step early', 30, step + 1],
    ['two late', -60, null],
    ['two early', 60, null],
  ])('a code from %s', (_, offset, accepted) => {
    expect(acceptedStep(secret, codeAt(offset), now, 0)).toBe(accepted)
  })

  test('each step is accepted once', () => {
    expect(acceptedStep(secret, codeAt(0), now, step)).toBe(null)
    expect(acceptedStep(secret, codeAt(-30), now, step)).toBe(null)
    expect(acceptedStep(secret, codeAt(30), now, step)).toBe(step + 1)
  })

  test('a clock turned back accepts nothing that is spent', () => {
    expect(acceptedStep(secret, codeAt(0), now, step + 500)).toBe(null)
  })

  test.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '12 34', ' '.repeat(20)])(
    '"%s" is no code',
    (code) => {
      expect(acceptedStep(secret, code, now, 0)).toBe(null)
    },
  )

  test('blanks in a code do not matter', () => {
    const code = codeAt(0)
    expect(acceptedStep(secret, `${code.slice(0, 3)} ${code.slice(3)}`, now, 0)).toBe(step)
  })

  test('the address carries issuer, account and secret', () => {
    const uri = new URL(totpUri('Five Hearts', 'lin@example.com', secret))
    expect(uri.protocol).toBe('otpauth:')
    expect(uri.searchParams.get('secret')).toBe(secret)
    expect(uri.searchParams.get('issuer')).toBe('Five Hearts')
    expect(decodeURIComponent(uri.pathname)).toContain('lin@example.com')
  })

  test('ten recovery codes, all different, read from paper in any way', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
    const [code = ''] = codes
    expect(hashRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(hashRecoveryCode(code))
    expect(hashRecoveryCode(codes[1] ?? '')).not.toBe(hashRecoveryCode(code))
  })
})
