import { defineWords } from '../../parts/words.tsx'

export const phrasesWords = defineWords({
  zh: {
    title: '快捷语', thing: '快捷语', add: '加一句', find: '找一句', language: '语言', languages: { zh: '中文', en: 'English' }, both: '两种都看',
    count: (n: number) => `${n} 句`, uses: (n: number) => `用过 ${n}`, holding: '稍等', archived: '收起来的', showArchived: '看收起来的', showCurrent: '看在用的',
    kinds: {
      first_greeting: '首问语', returning_greeting: '老顾客', away: '离开自动答', closed_hours: '下班自动答', faq: '常见问题', packing_notice: '包装说明',
      offer: '优惠提醒', bargaining: '议价', recommendation: '推荐', probing_close: '再问一句', order_confirmation: '核对订单', dispatch_notice: '发货通知',
      receipt_tips: '签收提醒', handover: '转交', apology: '道歉', care_visit: '回访', holiday_greeting: '节日问候', closing: '结束语', rating_reminder: '评价提醒', other: '别的',
    },
    automatic: '五心自动发', none: '还没有快捷语。', noneLead: '打一个斜杠，一句话就出来。称呼、店名、名字会自己填好；没填好的空，发不出去。', noneFound: (q: string) => `没有和「${q}」对得上的。`,
    newTitle: '加一句快捷语', editTitle: (s: string) => `改 /${s}`, kind: '哪一类', shortcut: '斜杠后面打什么', shortcutHint: '一两个字最快，不能有空格', text: '说的话',
    textHint: '空用花括号：认得的自己填，别的要客服填了才发得出去', holdingLabel: '这是一句「稍等」', holdingHint: '发出去，买家的钟停住，同时记下一句承诺：欠一个回答',
    insert: '放一个空', slots: { hail: '开头的称呼', address: '句中的称呼', shop: '店名', agent: '客服名字', buyer: '买家名字', order: '订单号', carrier: '快递', tracking: '运单号' },
    preview: '买家会看到', previewAs: '照「您好」的称呼、一位叫山茶花的买家', unfilled: (names: string) => `发之前要填：${names}`, and: '、',
    sample: { buyer: '山茶花', order: '5521', carrier: '顺丰', tracking: 'SF1001' },
    save: '存下', cancel: '算了', archive: '收起来', archiveSure: '真的收起来', archiveHint: '发出去过的还在对话里；这句不再出来。',
    conflict: '同事刚改过这一句。', theirs: '同事写的是', mine: '您写的还在下面。', keepMine: '用我的', takeTheirs: '用同事的', readOnly: '只有店主和主管能改。',
    wrong: { empty: '写点什么', shortcut: '不能有空格、斜杠和花括号' },
  },
  en: {
    title: 'Phrases', thing: 'The phrases', add: 'Add a phrase', find: 'Find a phrase', language: 'Language', languages: { zh: '中文', en: 'English' }, both: 'Both',
    count: (n) => `${n}`, uses: (n) => `${n} uses`, holding: 'holding', archived: 'Put away', showArchived: 'See those put away', showCurrent: 'See those in use',
    kinds: {
      first_greeting: 'First greeting', returning_greeting: 'Returning buyer', away: 'Away, automatic', closed_hours: 'Closed, automatic', faq: 'Common questions', packing_notice: 'Packing',
      offer: 'Offers', bargaining: 'Bargaining', recommendation: 'Recommending', probing_close: 'Anything else', order_confirmation: 'Confirming an order', dispatch_notice: 'Dispatch',
      receipt_tips: 'On receipt', handover: 'Handover', apology: 'Apology', care_visit: 'Follow-up', holiday_greeting: 'Holiday greeting', closing: 'Closing', rating_reminder: 'Asking for a review', other: 'Other',
    },
    automatic: 'sent by the desk', none: 'No phrases yet.', noneLead: 'Type a slash and a sentence is there. Address, shop and names fill themselves in; a blank that is not filled cannot be sent.', noneFound: (q) => `Nothing matches “${q}”.`,
    newTitle: 'A new phrase', editTitle: (s) => `Change /${s}`, kind: 'Kind', shortcut: 'What to type after the slash', shortcutHint: 'A word or less; no spaces', text: 'What it says',
    textHint: 'Blanks in braces: known ones fill themselves in, others must be filled by the agent before sending', holdingLabel: 'It only holds the buyer', holdingHint: 'Sending it stops the buyer’s clock and notes a word: an answer is due',
    insert: 'Put in a blank', slots: { hail: 'address at the start', address: 'address within', shop: 'shop', agent: 'agent', buyer: 'buyer', order: 'order number', carrier: 'carrier', tracking: 'tracking number' },
    preview: 'What the buyer sees', previewAs: 'addressed with “Hello”, to a buyer called Camellia', unfilled: (names) => `To be filled before sending: ${names}`, and: ', ',
    sample: { buyer: 'Camellia', order: '5521', carrier: 'SF Express', tracking: 'SF1001' },
    save: 'Save', cancel: 'Never mind', archive: 'Put away', archiveSure: 'Yes, put it away', archiveHint: 'What was sent stays in its chats; this phrase is no longer offered.',
    conflict: 'A colleague has just changed this phrase.', theirs: 'They wrote', mine: 'Yours is still below.', keepMine: 'Keep mine', takeTheirs: 'Take theirs', readOnly: 'Only owners and leads change phrases.',
    wrong: { empty: 'Write something', shortcut: 'No spaces, slashes or braces' },
  },
})
