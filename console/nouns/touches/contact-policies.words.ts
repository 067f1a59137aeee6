import { defineWords } from '../../parts/words.tsx'

export const contactWords = defineWords({
  zh: {
    title: '联系规矩',
    lead: '给每家店的买家能发什么。平台自己定死的改不了；发出去的每一样都先问这里。',
    items: {
      chat: '本店聊天',
      platform_chat: '平台自己的聊天（人工发）',
      email: '邮件',
      sms: '短信',
      phone: '电话',
      links: '链接',
      codes: '二维码',
      cards: '卡片',
    },
    fixed: '平台定的',
    none: '这家平台都定死了。',
  },
  en: {
    title: 'What may be sent',
    lead: 'What may be sent to the buyers of each store. What the platform fixes stays; everything that goes out asks here first.',
    items: {
      chat: 'the shop’s chat',
      platform_chat: 'the platform’s own chat, by hand',
      email: 'e-mail',
      sms: 'text messages',
      phone: 'phone',
      links: 'links',
      codes: 'codes to scan',
      cards: 'cards',
    },
    fixed: 'fixed by the platform',
    none: 'This platform fixes all of it.',
  },
})
