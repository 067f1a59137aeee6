import { defineWords } from '../../parts/words.tsx'

/** One sentence for each event on a person's timeline. Arguments are facts of the event and may be empty. */
export const timelineWords = defineWords({
  zh: {
    names: {
      'customer.created': () => '认识了',
      'customer.changed': () => '改了资料',
      'customer.identity_added': (f: Told) => (f.shown ? `认出了 ${f.shown}` : '多了一个身份'),
      'customer.merged': (f: Told) =>
        (f.role === 'gone' ? `合进了「${f.name}」` : `和「${f.name}」合成一份`) + (f.why ? `：${f.why}` : ''),
      'customer.unmerged': (f: Told) => `和「${f.name}」拆开了${f.why ? `：${f.why}` : ''}`,
      'order.imported': (f: Told) => `下单${f.name ? ` ${f.name}` : ''}${f.title ? `，${f.title}` : ''}`,
      'conversation.opened': () => '来问',
      'conversation.assigned': () => '换了人接',
      'conversation.closed': () => '对话了结',
      'conversation.reopened': () => '对话重新打开',
      'conversation.read': () => '看过了',
      'conversation.identified': () => '认出是谁',
      'conversation.marked': () => '标了难易',
      'conversation.joined': () => '两段对话合着说',
      'conversation.parted': () => '合着说的对话分开了',
      'message.posted': (f: Told) =>
        ({ buyer: '买家写了一句', agent: '答了一句', automatic: '自动发了一句' })[f.author] ?? '写了一句',
      'inquiry.owner_changed': () => '首问换了人负责',
      'inquiry.closed': () => '这一问解决了',
      'inquiry.split': () => '拆出了另一件事',
      'inquiry.reminded': () => '催了首问的人去盯',
      'hand_over.proposed': () => '请人接手首问',
      'problem.filed': () => '报了问题，等人来联系',
      'problem.changed': () => '报的问题有了进展',
      'clock.missed': () => '没能按时答',
      'clock.kept': () => '按时答了',
      'word.given': (f: Told) => `答应了${f.what ? `：${f.what}` : '一件事'}${f.due ? `，${f.due} 前` : ''}`,
      'word.kept': (f: Told) => `守住了承诺${f.what ? `：${f.what}` : ''}`,
      'word.broken': (f: Told) =>
        `没守住承诺${f.what ? `：${f.what}` : ''}${f.due ? `，说好 ${f.due} 前` : ''}`,
      'word.released': (f: Told) => `买家说不用了${f.what ? `：${f.what}` : ''}`,
      'word.told': (f: Told) => `到期前说了改期${f.what ? `：${f.what}` : ''}`,
      'selling.noted': () => '记下了想要什么、担心什么',
      'prospect.opened': () => '问过没买，有人跟着',
      'prospect.followed_up': () => '跟进了一次',
      'prospect.won': () => '跟成了，下了单',
      'prospect.dropped': () => '放下了，写了原因',
      'trial.changed': (f: Told) =>
        ({ given: '给了试用', answered: '说了试用的感受', improving: '试用的意见有人在改' })[f.state] ??
        '试用有了结果',
      'offer.used': (f: Told) => (f.name ? `用上了优惠「${f.name}」` : '用上了优惠'),
      'freight.allowed': () => '让了运费',
      'freight.taken_back': () => '收回了让的运费',
      'confirmation.opened': (f: Told) => `订单 ${f.name} 要确认`,
      'confirmation.sent': (f: Told) => `订单 ${f.name} 发了确认`,
      'confirmation.confirmed': (f: Told) => `订单 ${f.name} 确认没错`,
      'confirmation.corrected': (f: Told) => `订单 ${f.name} 要改`,
      'confirmation.taken': (f: Told) => `订单 ${f.name} 照改好了`,
      'confirmation.doubted': (f: Told) => `订单 ${f.name} 存疑`,
      'confirmation.cut_off_passed': (f: Told) => `订单 ${f.name} 到了截单，等主管定`,
      'confirmation.released': (f: Told) => `订单 ${f.name} 照发`,
      'confirmation.kept': (f: Told) => `订单 ${f.name} 再等一等`,
      'confirmation.tips_sent': (f: Told) => `订单 ${f.name} 发了收货提醒`,
      'confirmation.rated': () => '说了下单顺不顺心',
      'confirmation.ended': (f: Told) => `订单 ${f.name} 不用再等确认`,
      'confirmation.links_revoked': (f: Told) => `订单 ${f.name} 停用了链接`,
      'touch.sent': (f: Told) => (f.kind === 'care' ? '主动联系了一次' : '发了该发的'),
      'touch.no_more': () => '说了不要再发',
      'touch.welcome_again': () => '可以再联系了',
    },
    other: '有一件事',
    by: (name: string) => `${name}经手`,
  },
  en: {
    names: {
      'customer.created': () => 'First met',
      'customer.changed': () => 'Details changed',
      'customer.identity_added': (f) => (f.shown ? `Recognised as ${f.shown}` : 'Another identity'),
      'customer.merged': (f) =>
        (f.role === 'gone' ? `Merged into ${f.name}` : `Merged with ${f.name}`) + (f.why ? `: ${f.why}` : ''),
      'customer.unmerged': (f) => `Taken apart from ${f.name}${f.why ? `: ${f.why}` : ''}`,
      'order.imported': (f) => `Ordered${f.name ? ` ${f.name}` : ''}${f.title ? `, ${f.title}` : ''}`,
      'conversation.opened': () => 'Came to ask',
      'conversation.assigned': () => 'Passed to somebody else',
      'conversation.closed': () => 'Conversation settled',
      'conversation.reopened': () => 'Conversation opened again',
      'conversation.read': () => 'Read',
      'conversation.identified': () => 'Recognised',
      'conversation.marked': () => 'Marked for how hard it is',
      'conversation.joined': () => 'Two conversations told together',
      'conversation.parted': () => 'Conversations told apart again',
      'message.posted': (f) =>
        ({ buyer: 'The buyer wrote', agent: 'Answered', automatic: 'An automatic message' })[f.author] ??
        'Wrote',
      'inquiry.owner_changed': () => 'The inquiry has another owner',
      'inquiry.closed': () => 'The inquiry was solved',
      'inquiry.split': () => 'Another matter was parted from it',
      'inquiry.reminded': () => 'The owner of the inquiry was reminded',
      'hand_over.proposed': () => 'Somebody was asked to take the inquiry over',
      'problem.filed': () => 'A problem was filed; the team will be in touch',
      'problem.changed': () => 'The filed problem moved on',
      'clock.missed': () => 'Not answered in time',
      'clock.kept': () => 'Answered in time',
      'word.given': (f) => `Word given${f.what ? `: ${f.what}` : ''}${f.due ? `, by ${f.due}` : ''}`,
      'word.kept': (f) => `Word kept${f.what ? `: ${f.what}` : ''}`,
      'word.broken': (f) => `Word broken${f.what ? `: ${f.what}` : ''}${f.due ? `, due ${f.due}` : ''}`,
      'word.released': (f) => `The buyer let us off${f.what ? `: ${f.what}` : ''}`,
      'word.told': (f) => `Told of a new date in time${f.what ? `: ${f.what}` : ''}`,
      'selling.noted': () => 'Needs and doubts written down',
      'prospect.opened': () => 'Asked and did not buy; followed up',
      'prospect.followed_up': () => 'Followed up',
      'prospect.won': () => 'Bought after being followed up',
      'prospect.dropped': () => 'Let go, with a reason',
      'trial.changed': (f) =>
        ({
          given: 'Given a sample',
          answered: 'Said how the sample was',
          improving: 'Their remark is being worked on',
        })[f.state] ?? 'The sample led to something',
      'offer.used': (f) => (f.name ? `Used the offer “${f.name}”` : 'Used an offer'),
      'freight.allowed': () => 'Freight was taken off',
      'freight.taken_back': () => 'Freight taken off was taken back',
      'confirmation.opened': (f) => `Order ${f.name} to be confirmed`,
      'confirmation.sent': (f) => `Order ${f.name}: confirmation sent`,
      'confirmation.confirmed': (f) => `Order ${f.name} confirmed`,
      'confirmation.corrected': (f) => `Order ${f.name}: a change is wished`,
      'confirmation.taken': (f) => `Order ${f.name} changed as wished`,
      'confirmation.doubted': (f) => `Order ${f.name} is doubtful`,
      'confirmation.cut_off_passed': (f) => `Order ${f.name}: past the cut-off, for the lead`,
      'confirmation.released': (f) => `Order ${f.name} released`,
      'confirmation.kept': (f) => `Order ${f.name} kept back`,
      'confirmation.tips_sent': (f) => `Order ${f.name}: receipt tips sent`,
      'confirmation.rated': () => 'Said how buying was',
      'confirmation.ended': (f) => `Order ${f.name}: no more waiting for a word`,
      'confirmation.links_revoked': (f) => `Order ${f.name}: links ended`,
      'touch.sent': (f) => (f.kind === 'care' ? 'Written to of our own accord' : 'Sent what was owed'),
      'touch.no_more': () => 'Said: no more',
      'touch.welcome_again': () => 'May be written to again',
    },
    other: 'Something happened',
    by: (name) => `by ${name}`,
  },
})

/** Facts as texts; what is not known is empty. */
export type Told = Readonly<
  Record<'shown' | 'name' | 'title' | 'what' | 'due' | 'author' | 'role' | 'why' | 'state' | 'kind', string>
>

type Names = Readonly<Record<string, (facts: Told) => string>>

/** The sentence for an event. Facts come from any version of the server: only texts are taken. */
export function eventSaid(
  words: { names: object; other: string },
  name: string,
  facts: Readonly<Record<string, unknown>>,
  dueText: (at: string) => string,
): string {
  const text = (key: string) => (typeof facts[key] === 'string' ? facts[key] : '')
  const dueAt = text('dueAt')
  const told: Told = {
    shown: text('shown'),
    name: text('name') || text('order'),
    title: text('title'),
    what: text('what'),
    author: text('author'),
    role: text('role'),
    why: text('why'),
    state: text('state'),
    kind: text('kind'),
    due: dueAt === '' ? '' : dueText(dueAt),
  }
  const say = (words.names as Names)[name]
  return say ? say(told) : words.other
}
