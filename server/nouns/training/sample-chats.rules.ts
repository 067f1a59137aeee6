/** 样本对话: chats to practise on for a shop that has none yet. Invented, one pleasant, one in a hurry, one difficult (RSP-12). */
import type { ReplayTurn } from './practice.rules.ts'

interface Sample {
  title: string
  turns: ReplayTurn[]
}
const turn = (buyer: string | string[], said: string, seconds: number): ReplayTurn => ({
  buyer: typeof buyer === 'string' ? [buyer] : buyer,
  said,
  saidMs: seconds * 1000,
})

export const sampleChats: Readonly<Record<'zh' | 'en', readonly Sample[]>> = {
  zh: [
    {
      title: '毯子起球吗',
      turns: [
        turn('这条毯子会起球吗', '您好，正常洗不会起球。第一次请用冷水，翻面洗。', 5),
        turn(['那孩子能用吗', '两岁'], '可以的，面料是 A 类。请剪掉吊牌再给宝宝用。', 6),
        turn('好，我拍一条', '谢谢您。付款后我跟您核对一下颜色和地址。', 4),
      ],
    },
    {
      title: '今天能发吗',
      turns: [
        turn('急！今天能发出吗？', '您好，16 点前付款的今天发。现在是 15 点 20 分，来得及。', 5),
        turn('用什么快递', '默认发中通，您要顺丰也可以，补运费差价。请问您想用哪家？', 7),
        turn('中通吧，千万今天发', '好的，我记下了：今天发，发出后把单号给您。', 6),
      ],
    },
    {
      title: '上次少了一颗螺丝',
      turns: [
        turn(
          ['你们怎么回事', '上次少了一颗螺丝！'],
          '真对不起，给您添麻烦了。请把订单号给我，我现在就补。',
          6,
        ),
        turn('每次都说补，骗人的吧', '您放心，这一次由我负责到您收到为止。今天寄出，明早把单号发给您。', 8),
        turn('再信你一次', '谢谢您肯再给我们一次机会。', 5),
      ],
    },
  ],
  en: [
    {
      title: 'Does it pill?',
      turns: [
        turn(
          'Does this blanket pill?',
          'Hello, not in normal use. Please wash it cold and inside out at first.',
          5,
        ),
        turn(
          ['Is it good for a child?', 'She is two'],
          'Certainly. Please cut off the tag before she uses it.',
          6,
        ),
        turn('I will take one', 'Thank you. After payment I will go through colour and address with you.', 4),
      ],
    },
    {
      title: 'Can it go out today?',
      turns: [
        turn(
          'Urgent: can it go out today?',
          'Hello, what is paid by 16:00 goes today. It is 15:20, so yes.',
          5,
        ),
        turn('Which carrier?', 'Our usual one; express is possible too. Which would you like?', 7),
        turn('The usual, but today!', 'Of course. Noted: it goes today, and I will send you the number.', 6),
      ],
    },
    {
      title: 'A screw was missing',
      turns: [
        turn(
          ['What is wrong with you', 'A screw was missing last time!'],
          'I am sorry for the trouble. Please give me the order number and I will send one now.',
          6,
        ),
        turn(
          'You always say that',
          'I will see to it myself until you have it. It goes today; tomorrow morning you have the number.',
          8,
        ),
        turn('One last time then', 'Thank you for giving us another chance.', 5),
      ],
    },
  ],
}
