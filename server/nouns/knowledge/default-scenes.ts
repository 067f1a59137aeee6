import type { Shipped } from './default-articles.ts'

interface Scene {
  key: string
  zh: { title: string; feeling: string; matter: string; said: string; not: string; asks: string[] }
  en: { title: string; feeling: string; matter: string; said: string; not: string; asks: string[] }
}

/** 共情情景 (KB-11): what a buyer feels is said back first, then the matter is dealt with. To practise on, not to be sent as they stand. */
const scenes: readonly Scene[] = [
  {
    key: 'gift-late',
    zh: {
      title: '包裹晚了，她本来要当生日礼物',
      feeling: '失望，也有点丢脸：答应别人的事没做到。',
      matter: '包裹到底在哪里，哪天到，赶不上怎么办。',
      said: '生日那天拿不出礼物，换谁都会急。我先查包裹在哪里，十分钟内告诉您哪天能到；要是赶不上，我们一起想办法补上这份心意。',
      not: '「物流的事我们控制不了」：把她的着急推给了别人。',
      asks: ['快递还没到，生日都过了', '这是要送人的，怎么还不到'],
    },
    en: {
      title: 'The parcel is late and was meant as a birthday present',
      feeling: 'Disappointed, and a little ashamed: a promise to somebody else is broken.',
      matter: 'Where the parcel is, which day it comes, and what to do if that is too late.',
      said: 'A birthday without the present you chose: anybody would be upset. I am looking for the parcel now and will tell you within ten minutes which day it comes; if that is too late, we find a way to make up for it.',
      not: '"We cannot control the carrier": hands her worry to somebody else.',
      asks: ['It still has not come and the birthday is over', 'This was a gift, where is it'],
    },
  },
  {
    key: 'asked-again',
    zh: {
      title: '同一件事问了第三遍',
      feeling: '累，不被当回事：每次都要从头说起。',
      matter: '前两次说到哪里，还差什么，谁来做完。',
      said: '同一件事让您说了三遍，是我们没接好，对不起。前面的我都看到了，您不用再说。剩下的这一步由我做完，今天五点前给您结果。',
      not: '「请您再描述一下问题」：第四遍。',
      asks: ['我都说了几遍了', '你们每个人都要我重说一次'],
    },
    en: {
      title: 'The same thing asked for the third time',
      feeling: 'Tired and not taken seriously: the story begins anew each time.',
      matter: 'How far the others got, what is missing, who finishes it.',
      said: 'You had to tell us three times; that is our fault and I am sorry. I have read all of it, you need not say it again. The step that is missing is mine, and you hear from me before five today.',
      not: '"Please describe the problem": the fourth time.',
      asks: ['How often do I have to explain', 'Every one of you makes me start over'],
    },
  },
  {
    key: 'broken-parcel',
    zh: {
      title: '盼了很久，打开是碎的',
      feeling: '从高兴一下子掉下来，还怕说不清是谁的责任。',
      matter: '人有没有伤着，怎么补，要不要退回碎的。',
      said: '等了这么久，打开是碎的，真扫兴。您没划到手吧？碎片不用寄回，拍一张照片给我就行，我今天给您补发一只新的。',
      not: '「请提供开箱视频」：先当她是来骗的。',
      asks: ['收到就碎了', '打开一看全碎了'],
    },
    en: {
      title: 'Long awaited, and broken in the box',
      feeling: 'From joy to a fall, and afraid of being blamed.',
      matter: 'Is anybody hurt, how is it replaced, must the pieces come back.',
      said: 'You waited so long and then found it in pieces: how disappointing. You did not cut yourself, I hope? Nothing to send back, one photo is enough, and a new one leaves today.',
      not: '"Please provide an unboxing video": treats her as a cheat first.',
      asks: ['It arrived broken', 'I opened it and it was in pieces'],
    },
  },
  {
    key: 'cannot-decide',
    zh: {
      title: '两个颜色问了半天，定不下来',
      feeling: '怕买错，怕麻烦，也怕被催。',
      matter: '放在哪里、和什么配、哪一个退换最省事。',
      said: '两个都好看的时候最难选，慢慢来，不急。您家沙发是什么颜色？我按您家的样子说说哪个更耐看；不合适，七天内换另一个就是。',
      not: '「喜欢就赶紧拍，马上没了」：拿她的犹豫做买卖。',
      asks: ['两个颜色哪个好', '我再想想', '纠结死了选哪个'],
    },
    en: {
      title: 'Two colours, and no decision',
      feeling: 'Afraid of the wrong one, of the trouble, and of being pushed.',
      matter: 'Where it will stand, what it goes with, how easily it is exchanged.',
      said: 'It is hardest when both are lovely; take your time. What colour is your sofa? I tell you which of the two I would live with, and if it is wrong you simply change it within seven days.',
      not: '"Better hurry, nearly gone": makes money of her doubt.',
      asks: ['Which colour is better', 'Let me think about it'],
    },
  },
  {
    key: 'price-dropped',
    zh: {
      title: '昨天刚买，今天降价了',
      feeling: '觉得自己被当傻子，信任少了一截。',
      matter: '差多少，能不能退差价，怎么退。',
      said: '昨天刚付的钱，今天看到便宜了，心里不舒服很正常。差的是 {amount}，我们有价格保护，差价今天原路退给您，您什么都不用做。',
      not: '「活动价格以下单时为准」：对是对，可她听见的是「你活该」。',
      asks: ['刚买就降价', '昨天买的今天便宜了二十'],
    },
    en: {
      title: 'Bought yesterday, cheaper today',
      feeling: 'Feels taken for a fool; trust has shrunk.',
      matter: 'How much it is, whether it is paid back, and how.',
      said: 'Paid yesterday, cheaper today: of course that stings. The difference is {amount}; our price guarantee covers it and it goes back the way you paid, today, with nothing for you to do.',
      not: '"The price at the time of order applies": true, and she hears "serves you right".',
      asks: ['It got cheaper the day after I bought it', 'Yesterday I paid more'],
    },
  },
]

const bodies = {
  zh: ({ feeling, matter, not }: Scene['zh']) =>
    `## 先认出感受\n\n${feeling}\n\n## 再说事情\n\n${matter}\n\n## 不这样说\n\n${not}`,
  en: ({ feeling, matter, not }: Scene['en']) =>
    `## First the feeling\n\n${feeling}\n\n## Then the matter\n\n${matter}\n\n## Not like this\n\n${not}`,
}

export const shippedScenes: readonly Shipped[] = scenes.map(({ key, zh, en }) => ({
  key: `scene-${key}`,
  section: 'industry',
  mark: 'empathy',
  isApproved: true,
  zh: { title: zh.title, answer: zh.said, questions: zh.asks, body: bodies.zh(zh) },
  en: { title: en.title, answer: en.said, questions: en.asks, body: bodies.en(en) },
}))
