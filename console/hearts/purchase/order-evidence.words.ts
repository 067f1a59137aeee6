import { defineWords } from '../../parts/words.tsx'

export const evidenceWords = defineWords({
  zh: {
    title: '下单前说过的',
    items: {
      process: '流程',
      dispatch_time: '发货时间',
      fee: '运费',
      carrier: '快递',
      methods: '送货方式',
      offer: '优惠',
      point: '易误会的地方',
    },
    noTalk: '下单前两周里没有和这位买家的对话。平台自己的聊天我们看不到。',
    nothing: '下单前有对话，没有说到这些。',
    erased: '（原话已按要求删去）',
    unsaid: (names: string) => `没说到：${names}`,
    look: '现在找一遍',
    again: (at: string) => `${at} 找过，再找一遍`,
  },
  en: {
    title: 'Said before the order',
    items: {
      process: 'Process',
      dispatch_time: 'Dispatch',
      fee: 'Shipping fee',
      carrier: 'Carrier',
      methods: 'Delivery options',
      offer: 'Offer',
      point: 'Easily misunderstood',
    },
    noTalk:
      'No conversation with this buyer in the two weeks before. What was said in a platform’s own chat we cannot see.',
    nothing: 'There was a conversation before, and none of this was said.',
    erased: '(the words were erased on request)',
    unsaid: (names) => `Not said: ${names}`,
    look: 'Look now',
    again: (at) => `Looked ${at}; look again`,
  },
})
