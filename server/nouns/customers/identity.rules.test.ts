import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  identifiesByAccount,
  identifiesByEmail,
  identifiesByLogin,
  identifiesByPhone,
  identitiesOf,
  type Verdict,
} from './identity.rules.ts'
import { claimsOf, readPhone } from './phone.ts'

/** A value, or the reason why there is none. */
function told(verdict: Verdict): string {
  return verdict.identifies ? verdict.value : `no: ${verdict.reason}`
}

function phone(text: string, country = 'CN'): string {
  return told(identifiesByPhone(text, readPhone(text, country)))
}

describe('[CHN-02] phones that identify', () => {
  test.each([
    ['13851234567', 'CN', '+8613851234567'],
    [' 138 5123 4567 ', 'CN', '+8613851234567'],
    ['138-5123-4567', 'CN', '+8613851234567'],
    ['１３８５１２３４５６７', 'CN', '+8613851234567'],
    ['+86 138 5123 4567', 'GB', '+8613851234567'],
    ['008613851234567', 'CN', '+8613851234567'],
    ['8613851234567', 'CN', '+8613851234567'],
    ['(+86)13851234567', 'CN', '+8613851234567'],
    // Virtual operators (170, 165, 167 …) have real subscribers.
    ['17012345670', 'CN', '+8617012345670'],
    ['9123 4561', 'HK', '+85291234561'],
    ['07911 123456', 'GB', '+447911123456'],
    ['+44 (0)7911 123456', 'GB', '+447911123456'],
    ['(415) 555-2671', 'US', '+14155552671'],
    ['415.555.2671', 'US', '+14155552671'],
  ])('%s in %s is %s', (text, country, e164) => {
    expect(phone(text, country)).toBe(e164)
  })
})

describe('[CHN-02] phones that never identify', () => {
  test.each([
    ['1381111****', 'masked'],
    ['138****0000', 'masked'],
    ['138＊＊＊＊0000', 'masked'],
    ['138••••0000', 'masked'],
    ['138xxxx0000', 'masked'],
    ['138XXXX0000', 'masked'],
    ['138----0000', 'masked'],
    ['138....0000', 'masked'],
    ['138????0000', 'masked'],
    ['*', 'masked'],
    ['##pLm3kQ9xTTf8Hn2v', 'encrypted'],
    ['$$Zx81kQ==$$', 'encrypted'],
    ['~AgAAAAJk3m9q~', 'encrypted'],
    ['aGVsbG8td29ybGQtdGhpcy1pcy1jaXBoZXI=', 'encrypted'],
    ['18877771111-123', 'virtual'],
    ['18877771111转123', 'virtual'],
    ['18877771111轉123', 'virtual'],
    ['18877771111 ext 123', 'virtual'],
    ['18877771111 ext. 12', 'virtual'],
    ['18877771111,1234', 'virtual'],
    ['18877771111，1234', 'virtual'],
    ['18877771111 1234', 'virtual'],
    ['18877771111x123', 'virtual'],
    ['18877771111(1234)', 'virtual'],
    ['18877771111[1234]', 'virtual'],
    ['18877771111－1234', 'virtual'],
    ['+86 18877771111-123', 'virtual'],
    ['+8618877771111-123', 'virtual'],
    ['18877771111_12', 'virtual'],
    ['95013123456', 'virtual'],
    ['010-62345679', 'landline'],
    ['02083334466', 'landline'],
    ['4008234567', 'not_personal'],
    ['11111111111', 'fake'],
    ['13800000000', 'fake'],
    ['13888888888', 'fake'],
    ['13812345678', 'fake'],
    ['13987654321', 'fake'],
    ['12345678901', 'fake'],
    ['00000000000', 'fake'],
    ['13800138000', 'fake'],
    ['1385123456', 'invalid'],
    ['138512345670', 'invalid'],
    ['0000', 'invalid'],
    ['12', 'invalid'],
    ['13851234567 13851234569', 'invalid'],
    ['13851234567/13851234569', 'invalid'],
    ['打我手机', 'invalid'],
    ['1064812345671', 'invalid'],
    ['', 'empty'],
    ['  ', 'empty'],
    ['null', 'empty'],
    ['-', 'empty'],
    ['无', 'empty'],
  ])('%s: %s', (text, reason) => {
    expect(phone(text)).toBe(`no: ${reason}`)
  })

  test('[CHN-02] what the library calls valid with an extension is virtual all the same', () => {
    const text = '18877771111 ext 123'
    expect(readPhone(text, 'CN')).toMatchObject({ isValid: true, kind: 'mobile', extension: '123' })
    expect(phone(text)).toBe('no: virtual')
  })

  test('a mobile of one country is none in another', () => {
    expect(phone('13851234567', 'GB')).toBe('no: invalid')
    expect(phone('13851234567', 'no country')).toBe('no: invalid')
  })

  test('toll-free and premium numbers belong to no one', () => {
    expect(phone('+1 800 555 1234', 'US')).toBe('no: not_personal')
  })
})

describe('e-mails', () => {
  test.each([
    ['jane.whitfield@example.com', 'jane.whitfield@example.com'],
    ['  Jane.Whitfield@Example.COM ', 'jane.whitfield@example.com'],
    ['jane+shop@example.com', 'jane+shop@example.com'],
    ['测试买家01@example.com', '测试买家01@example.com'],
    ["o'hara@mail.example.co.uk", "o'hara@mail.example.co.uk"],
    ['anna@bücher.example', 'anna@bücher.example'],
    ['cafe\u0301@example.com', 'café@example.com'],
    ['j***@example.com', 'no: masked'],
    ['138****0000@example.com', 'no: masked'],
    ['##pLm3kQ9xTTf8Hn2v', 'no: encrypted'],
    ['noreply@example.com', 'no: fake'],
    ['no-email@example.com', 'no: fake'],
    ['jane@noemail.example', 'no: fake'],
    ['jane@shop.invalid', 'no: fake'],
    ['', 'no: empty'],
    ['n/a', 'no: empty'],
    ['jane', 'no: invalid'],
    ['@example.com', 'no: invalid'],
    ['jane@', 'no: invalid'],
    ['jane@example', 'no: invalid'],
    ['jane@@example.com', 'no: invalid'],
    ['jane@exa mple.com', 'no: invalid'],
    ['ja ne@example.com', 'no: invalid'],
    ['.jane@example.com', 'no: invalid'],
    ['ja..ne@example.com', 'no: invalid'],
    ['jane@-example.com', 'no: invalid'],
    ['jane@example.com, ann@example.com', 'no: invalid'],
    ['<jane@example.com>', 'no: invalid'],
    ['jane\u200b@example.com', 'no: invalid'],
    ['jane@192.168.0.1', 'no: invalid'],
    [`${'a'.repeat(65)}@example.com`, 'no: invalid'],
  ])('%s → %s', (text, expected) => {
    expect(told(identifiesByEmail(text))).toBe(expected)
  })
})

describe('accounts and logins', () => {
  test.each([
    ['山茶花_86', '山茶花_86'],
    [' tb1234567 ', 'tb1234567'],
    ['7001234567890123456', '7001234567890123456'],
    ['~小猫~', '~小猫~'],
    ['t***8', 'no: masked'],
    ['山＊＊花', 'no: masked'],
    ['~AgAAAAJk3m9qRr2K1xP0~', 'no: encrypted'],
    ['##pLm3kQ9xTTf8Hn2vAAAA', 'no: encrypted'],
    ['', 'no: empty'],
    ['匿名买家', 'no: empty'],
    ['null', 'no: empty'],
    ['a\u0000b', 'no: invalid'],
    ['6.28E+12', 'no: invalid'],
    ['6.28e12', '6.28e12'],
    ['a'.repeat(201), 'no: invalid'],
  ])('%s → %s', (text, expected) => {
    expect(told(identifiesByAccount(text))).toBe(expected)
  })

  test('a login identifies only under a signature', () => {
    expect(told(identifiesByLogin({ id: 'u-17', isSigned: true }))).toBe('u-17')
    expect(told(identifiesByLogin({ id: 'u-17', isSigned: false }))).toBe('no: unsigned')
    expect(told(identifiesByLogin({ id: '', isSigned: true }))).toBe('no: empty')
  })
})

describe('all that a buyer is known by', () => {
  test('[CHN-02] accounts and logins count within one store, e-mail and phone everywhere', () => {
    const claims = {
      siteLogin: { id: 'u-17', isSigned: true },
      ...claimsOf({ platformAccount: '山茶花_86', email: 'Jane@Example.com', phone: '13851234567' }, 'CN'),
    }
    expect(identitiesOf(claims)).toEqual({
      identities: [
        { kind: 'site_login', value: 'u-17', storeScoped: true },
        { kind: 'platform_account', value: '山茶花_86', storeScoped: true },
        { kind: 'email', value: 'jane@example.com', storeScoped: false },
        { kind: 'phone', value: '+8613851234567', storeScoped: false },
      ],
      rejected: [],
    })
  })

  test('what does not identify is told with its reason and without its value', () => {
    const claims = claimsOf(
      { platformAccount: 't***8', email: 'x', phone: '18877771111-123', name: 'Jane' },
      'CN',
    )
    expect(identitiesOf({ ...claims, siteLogin: { id: 'u-17', isSigned: false } })).toEqual({
      identities: [],
      rejected: [
        { kind: 'site_login', reason: 'unsigned' },
        { kind: 'platform_account', reason: 'masked' },
        { kind: 'email', reason: 'invalid' },
        { kind: 'phone', reason: 'virtual' },
      ],
    })
  })

  test('a buyer who left nothing is nobody yet', () => {
    expect(identitiesOf(claimsOf({ name: 'Harriet Boyle' }, 'GB'))).toEqual({ identities: [], rejected: [] })
  })
})

describe('[CHN-02] no masked, encrypted or lent number ever identifies', () => {
  const number = fc.constantFrom(
    '13851234567',
    '+8615912345671',
    '+447911123456',
    '14155552671',
    '+85291234561',
  )
  const country = fc.constantFrom('CN', 'GB', 'US', 'HK', 'IS')
  const mark = fc.constantFrom('*', '＊', '•', '●', '·', 'x', 'X', '#', '□', '?', '…', '_', '~', '某')

  test('with any digits hidden', () => {
    fc.assert(
      fc.property(
        number,
        country,
        mark,
        fc.nat(20),
        fc.integer({ min: 1, max: 6 }),
        (text, from, hidden, at, count) => {
          const start = at % text.length
          const masked = text.slice(0, start) + hidden.repeat(count) + text.slice(start + count)
          expect(identifiesByPhone(masked, readPhone(masked, from)).identifies).toBe(false)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('with digits put behind it', () => {
    const separator = fc.constantFrom('-', ' ', '转', ',', 'x', ' ext ', '#', '－', '(', '/')
    fc.assert(
      fc.property(
        fc.constantFrom('13851234567', '18877771111'),
        separator,
        fc.nat(999_999),
        (text, between, more) => {
          const lent = `${text}${between}${more}`
          expect(identifiesByPhone(lent, readPhone(lent, 'CN')).identifies).toBe(false)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('with a cipher mark in front, and no text at all breaks the rules', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '##', '$$', '~'), (text, cipher) => {
        const verdict = identifiesByPhone(cipher + text, readPhone(cipher + text, 'CN'))
        if (cipher !== '') expect(verdict.identifies).toBe(false)
        if (verdict.identifies) expect(verdict.value).toMatch(/^\+\d{8,15}$/)
        for (const other of [identifiesByEmail(text), identifiesByAccount(text)]) {
          if (other.identifies) expect(other.value).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })
})
