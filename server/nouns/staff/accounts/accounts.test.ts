import { generateSync } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testPassword } from '#test/builders/staff.ts'
import { cookieOf, signingIn } from '#test/builders/signing-in.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'
import { atOnce } from '#test/database/hold.ts'

let desk: StaffDesk
beforeAll(async () => {
  desk = await createStaffDesk()
})
afterAll(() => desk.close())

const { call, signIn, newPerson } = signingIn(() => desk)

describe('the own account', () => {
  test('changes name and language; a name of nothing is refused', async () => {
    const { email } = await newPerson()
    const headers = cookieOf(await signIn(email))
    const reply = await call('PATCH', '/api/session/account', {
      headers,
      payload: { name: ' <b>小林</b>\u202e ', language: 'en' },
    })
    expect(reply.json().account).toMatchObject({ name: '<b>小林</b>', language: 'en' })
    expect(
      (await call('PATCH', '/api/session/account', { headers, payload: { name: '\u200b' } })).json().code,
    ).toBe('request.invalid')
    expect((await call('PATCH', '/api/session/account', { headers, payload: {} })).statusCode).toBe(200)
  })

  test('a new password needs the old one, and ends the other sessions', async () => {
    const { email } = await newPerson()
    const [here, elsewhere] = [cookieOf(await signIn(email)), cookieOf(await signIn(email))]
    const change = (old: string, fresh: string) =>
      call('PATCH', '/api/session/account', { headers: here, payload: { password: { old, new: fresh } } })
    expect((await change('wrong one', 'another long one')).json().code).toBe('session.wrong_credentials')
    expect((await change(testPassword, 'short')).json().code).toBe('request.invalid')
    expect((await call('GET', '/api/session', { headers: elsewhere })).statusCode).toBe(200)
    expect((await change(testPassword, 'another long one')).statusCode).toBe(200)
    expect((await call('GET', '/api/session', { headers: elsewhere })).statusCode).toBe(401)
    expect((await call('GET', '/api/session', { headers: here })).statusCode).toBe(200)
    expect((await signIn(email)).statusCode).toBe(401)
    expect((await signIn(email, 'another long one')).statusCode).toBe(200)
  })

  test('guessing the old password from an open screen is counted like any other', async () => {
    const { email } = await newPerson()
    const headers = cookieOf(await signIn(email))
    const guess = () =>
      call('PATCH', '/api/session/account', {
        headers,
        payload: { password: { old: 'wrong', new: 'another long one' } },
      })
    for (let i = 0; i < 10; i++) await guess()
    expect((await guess()).json().code).toBe('session.locked')
  })
})

describe('the second factor', () => {
  const codeNow = (secret: string, stepsAhead = 0) =>
    generateSync({ secret, epoch: Math.floor(desk.clock.now().getTime() / 1000) + stepsAhead * 30 })
  const enrol = async () => {
    const { email } = await newPerson()
    const headers = cookieOf(await signIn(email))
    const { secret, uri } = (await call('POST', '/api/session/second-factor', { headers })).json()
    return { email, headers, secret: String(secret), uri: String(uri) }
  }
  const confirmed = async () => {
    const person = await enrol()
    const reply = await call('PUT', '/api/session/second-factor', {
      headers: person.headers,
      payload: { code: codeNow(person.secret) },
    })
    return { ...person, recoveryCodes: reply.json().recoveryCodes as string[] }
  }

  test('changes nothing until it is confirmed with a right code', async () => {
    const { email, headers, secret, uri } = await enrol()
    expect(uri).toContain(secret)
    const wrong = codeNow(secret) === '000000' ? '000001' : '000000'
    expect(
      (await call('PUT', '/api/session/second-factor', { headers, payload: { code: wrong } })).json(),
    ).toMatchObject({ details: { wrongCode: true } })
    expect((await signIn(email)).json().account.hasSecondFactor).toBe(false)
    const done = await call('PUT', '/api/session/second-factor', {
      headers,
      payload: { code: codeNow(secret) },
    })
    expect(done.json().recoveryCodes).toHaveLength(10)
    expect((await call('GET', '/api/session', { headers })).json().account.hasSecondFactor).toBe(true)
    expect((await call('POST', '/api/session/second-factor', { headers })).json().code).toBe('state.conflict')
    const [row] = await desk.db.asSystem((tx) =>
      tx.selectFrom('staff.accounts').selectAll().where('email', '=', email).execute(),
    )
    expect(row?.totp_secret?.includes(Buffer.from(secret))).toBe(false)
    expect(desk.secrets.open(row?.totp_secret ?? Buffer.alloc(0))).toBe(secret)
  })

  test('is asked for, and each step is accepted once', async () => {
    const { email, secret } = await confirmed()
    expect((await signIn(email)).json()).toMatchObject({ code: 'session.second_factor_needed' })
    // The step that confirmed it is spent.
    expect((await signIn(email, testPassword, codeNow(secret))).json()).toMatchObject({
      code: 'session.second_factor_needed',
      details: { wrongCode: true },
    })
    await desk.clock.advance(30_000)
    const code = codeNow(secret)
    const both = await atOnce(
      desk,
      'select 1 from staff.accounts where email = $1 for update',
      [email],
      () => [signIn(email, testPassword, code), signIn(email, testPassword, code)],
    )
    expect(both.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 401])
    expect((await signIn(email, testPassword, codeNow(secret, 1))).statusCode).toBe(200)
    await desk.clock.advance(120_000)
    expect((await signIn(email, testPassword, codeNow(secret, -3))).statusCode).toBe(401)
    expect((await signIn(email, testPassword, codeNow(secret))).statusCode).toBe(200)
  })

  test('guessing codes with the right password is locked; asking for the code in between does not unlock it', async () => {
    const { email, secret } = await confirmed()
    await desk.clock.advance(60_000)
    const right = codeNow(secret)
    const wrong = right === '123456' ? '654321' : '123456'
    for (let i = 0; i < 10; i++) {
      expect((await signIn(email, testPassword, wrong)).json().code).toBe('session.second_factor_needed')
      if (i < 9) expect((await signIn(email)).json()).toMatchObject({ code: 'session.second_factor_needed' })
    }
    expect((await signIn(email, testPassword, right)).json().code).toBe('session.locked')
  })

  test('a recovery code opens once', async () => {
    const {
      email,
      recoveryCodes: [code = ''],
    } = await confirmed()
    expect((await signIn(email, testPassword, code.toUpperCase())).statusCode).toBe(200)
    expect((await signIn(email, testPassword, code)).json()).toMatchObject({ details: { wrongCode: true } })
    const [row] = await desk.db.asSystem((tx) =>
      tx.selectFrom('staff.accounts').select('recovery_hashes').where('email', '=', email).execute(),
    )
    expect(row?.recovery_hashes).toHaveLength(9)
    expect(JSON.stringify(row)).not.toContain(code)
  })

  test('is removed by the password alone', async () => {
    const { email, headers } = await confirmed()
    expect(
      (await call('DELETE', '/api/session/second-factor', { headers, payload: { password: 'wrong' } })).json()
        .code,
    ).toBe('session.wrong_credentials')
    expect((await signIn(email)).json().code).toBe('session.second_factor_needed')
    expect(
      (await call('DELETE', '/api/session/second-factor', { headers, payload: { password: testPassword } }))
        .statusCode,
    ).toBe(200)
    expect((await signIn(email)).statusCode).toBe(200)
  })

  test('cannot be confirmed before it is begun', async () => {
    const { email } = await newPerson()
    const reply = await call('PUT', '/api/session/second-factor', {
      headers: cookieOf(await signIn(email)),
      payload: { code: '123456' },
    })
    expect(reply.json().code).toBe('state.conflict')
  })
})
