import { describe, expect, test } from 'vitest'
import { confirmText, tipsText, type ConfirmedText } from './texts.rules.ts'

const text = (change: Partial<ConfirmedText> = {}): ConfirmedText => ({
  hail: '您好',
  shopName: '半亩居',
  orderTail: '0417',
  items: [{ title: '梅子青茶壶', variant: '大号', quantity: 2 }],
  recipient: { name: '张*', phone: '139****5670', address: '杭州市 南山路 8 号 1201' },
  wish: '送人的',
  until: '今天 17:00',
  link: null,
  ...change,
})

describe('[ORD-07] the text that confirms an order', () => {
  test('without a link it says everything, how to answer, and that silence is no trouble', () => {
    const said = confirmText('zh', text())
    for (const part of [
      '尾号 0417',
      '梅子青茶壶（大号） × 2',
      '南山路 8 号 1201',
      '送人的',
      '今天 17:00',
      '不方便回也不要紧',
    ])
      expect(said).toContain(part)
    expect(said).not.toMatch(/https?:/)
  })
  test('with a link it says what to do there and leaves the address out', () => {
    const said = confirmText(
      'en',
      text({ hail: 'Hello', link: 'https://desk.example/b/x', until: '17:00 today' }),
    )
    expect(said).toContain('https://desk.example/b/x')
    expect(said).toContain('until 17:00 today')
    expect(said).not.toContain('1201')
  })
  test('many lines are counted, not listed', () => {
    const items = Array.from({ length: 8 }, (_, i) => ({ title: `杯子 ${i}`, variant: null, quantity: 1 }))
    const said = confirmText('zh', text({ items }))
    expect(said).toContain('等 8 样')
    expect(said).not.toContain('杯子 7')
  })
  test('nothing is said of what is not known', () => {
    const said = confirmText(
      'zh',
      text({ wish: null, recipient: { name: null, phone: null, address: null } }),
    )
    expect(said).not.toMatch(/寄到|留的话|null/)
  })
  test.each(['zh', 'en'] as const)(
    '[ORD-09] what to mind on receipt, %s: the box, the packing list, signing',
    (language) => {
      const said = tipsText(language, 'payment', '您好', '0417')
      expect(said).toContain('0417')
      expect(said.match(/^\d\. /gm)).toHaveLength(3)
      expect(said).toMatch(language === 'zh' ? /签收[\s\S]*装箱单/ : /sign[\s\S]*packing list/)
      expect(tipsText(language, 'dispatch', '您好', '0417')).not.toBe(said)
    },
  )
})
