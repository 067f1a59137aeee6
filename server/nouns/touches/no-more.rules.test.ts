import { describe, expect, test } from 'vitest'
import { noMoreIn } from './no-more.rules.ts'

describe('[CARE-20] a buyer says no more', () => {
  test.each([
    '别再发了',
    '以后不要再给我发消息了',
    '请不要发广告',
    '别给我推送优惠了行吗',
    '不要再推销了，烦不烦',
    '请勿打扰',
    '别骚扰我',
    '不想再收到你们的短信',
    '不需要推荐，不要再推荐了',
    '退订',
    '我要退订这种消息',
    'TD',
    '不用再发',
    '谢谢，不过别再联系我了',
    '东西收到了。以后别老给我发了',
    'Please stop messaging me.',
    'stop sending me offers',
    'STOP',
    'unsubscribe',
    'no more ads please',
    "don't contact me again",
    'Do not send me any more promotions',
    'Leave me alone',
    'take me off your mailing list',
  ])('%s', (text) => {
    expect(noMoreIn(text)).not.toBeNull()
  })
  test.each([
    '别发顺丰，发中通',
    '先别发货，我改个地址',
    '不要再发错了',
    '别再发那个颜色了，要白的',
    '我要退订单',
    '退订金吗',
    '打扰一下，请问有货吗',
    '不好意思打扰了',
    '快递别打电话打扰我，放门口',
    '不要发票',
    '不用了，谢谢',
    '别再涨价了',
    '有推荐的吗',
    'please stop the order',
    "don't email the invoice",
    'do not text the courier',
    'no more questions, thanks',
    'can you stop by noon',
    'I want to send a gift',
  ])('not: %s', (text) => {
    expect(noMoreIn(text)).toBeNull()
  })
  test('the sentence in which it was said is what is kept', () => {
    expect(noMoreIn('茶壶很好。以后别再给我发了！谢谢')).toBe('以后别再给我发了')
  })
})
