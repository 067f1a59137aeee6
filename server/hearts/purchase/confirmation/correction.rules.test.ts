import { describe, expect, test } from 'vitest'
import { judgeCorrection } from './correction.rules.ts'
import { maskAddress, maskName, tailOf } from './shown.rules.ts'
import { languageOf } from './language.rules.ts'

const order = {
  address: '浙江省 杭州市 西湖区 南山路 8 号 3 单元 1201',
  recipient: '张三',
  phone: '13912345670',
  wish: null,
}

describe('[ORD-07] what a buyer wants otherwise', () => {
  test('only what differs counts', () => {
    expect(
      judgeCorrection({ address: ` ${order.address} `, recipient: '张三', wish: '放门卫' }, order),
    ).toEqual({ is: 'corrected', correction: { wish: '放门卫' } })
  })
  test('blanks, and what stands there already, are nothing', () => {
    expect(judgeCorrection({}, order)).toEqual({ is: 'nothing' })
    expect(judgeCorrection({ address: order.address, wish: '   ' }, order)).toEqual({ is: 'nothing' })
  })
  test('what cannot be an address or a number is refused by its name', () => {
    expect(judgeCorrection({ address: '杭州' }, order)).toEqual({
      is: 'wrong',
      field: 'address',
      rule: 'too_short',
    })
    expect(judgeCorrection({ phone: '没有电话' }, order)).toEqual({
      is: 'wrong',
      field: 'phone',
      rule: 'no_number',
    })
  })
  test('lines of a wish stay, runs of blanks become one', () => {
    expect(judgeCorrection({ wish: '一张卡片：\n  祝  好' }, order)).toEqual({
      is: 'corrected',
      correction: { wish: '一张卡片：\n 祝 好' },
    })
  })
})

describe('what leaves the desk', () => {
  test.each([
    ['张三', '张*'],
    ['欧阳明月', '欧**'],
    ['Ida Brook', 'Ida B.'],
    ['Ida', 'I***'],
    ['张*', '张*'],
    ['', ''],
  ])('a name: %s → %s', (name, expected) => {
    expect(maskName(name)).toBe(expected)
  })
  test('an address after the cut-off: which, and not where', () => {
    const masked = maskAddress(order.address) ?? ''
    expect(masked.startsWith('浙江省 杭州市')).toBe(true)
    expect(masked).not.toContain('1201')
    expect(maskAddress('14 Mill Lane, Flat 12, Bath')).toBe('***, Bath')
    expect(maskAddress('4 Elm St')).toBe('4 E***')
    expect(maskAddress(null)).toBeNull()
  })
  test('the tail of a number, and the language of whoever gets the parcel', () => {
    expect(tailOf('3515313147329000417')).toBe('0417')
    const of = (address: string | null, name: string | null = null) =>
      languageOf({ recipient_address: address, recipient_name: name, buyer_note: null, title: '茶壶' }, 'zh')
    expect([of('14 Mill Lane, Bath', 'Ida Brook'), of('浙江省 杭州市'), of(null)]).toEqual(['en', 'zh', 'zh'])
  })
})
