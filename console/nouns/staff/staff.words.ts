import { defineWords } from '../../parts/words.tsx'

export const staffWords = defineWords({
  zh: {
    brand: '五心',
    name: '您的名字', nameHint: '同事和买家看到的名字', email: '邮箱', password: '密码', passwordHint: '至少十个字，一句好记的话就行',
    tooShort: (left: number) => `还差 ${left} 个字`, show: '显示', hide: '隐藏', notAnEmail: '这不像一个邮箱', empty: '要填一下',
    signIn: '登录', signInTitle: '请登录。', signInLead: '同一个账号可以在几家店里做事。', code: '验证码', codeHint: '手机验证器里的六位数字，或者一个备用码',
    forgotten: '忘了密码，请店主在「团队」里重新邀请您。',
    next: '下一步', back: '上一步',
    setup: {
      step: (n: number) => `第 ${n} 步，共 2 步`, whoTitle: '先认识一下您。', whoLead: '您会是这张桌子的第一位店主。',
      shopTitle: '您的店叫什么？', kind: '从哪里开始', own: '我自己的店', ownAbout: '空的，等您的订单和买家', demo: '先看样板店', demoAbout: '编好的订单和对话，随便试，之后再开自己的店',
      shopName: '店名', slug: '网址里的名字', slugHint: '小写字母、数字和短横，之后不改', slugWrong: '只用小写字母、数字和中间的短横',
      zone: '时区', currency: '货币', open: '开店', openDemo: '打开样板店',
      noToken: '请用启动时的链接。', noTokenLead: '启动服务的那个窗口里打印了一行只能用一次的开店链接。把它贴在这里：', link: '开店链接', go: '继续',
    },
    invitation: {
      title: (shop: string) => `${shop}请您进来。`, lead: (roles: string) => `您的岗位：${roles}。`, hasAccount: '这个邮箱在这里已经有账号，用原来的密码。',
      accept: '进来', thing: '这张邀请',
    },
    roles: { owner: '店主', lead: '主管', agent: '客服', aftersales: '售后', dispatch: '发货', finance: '财务' },
    roleAbout: {
      owner: '什么都能做，看得到钱和密钥', lead: '排队列、带人、改短语和时间', agent: '答买家', aftersales: '答买家，管售后',
      dispatch: '看订单，打包发货', finance: '看订单和报表',
    },
    and: '、',
  },
  en: {
    brand: 'Five Hearts',
    name: 'Your name', nameHint: 'as colleagues and buyers see it', email: 'E-mail', password: 'Password', passwordHint: 'ten characters or more; a sentence is easy to keep',
    tooShort: (left) => `${left} more to go`, show: 'Show', hide: 'Hide', notAnEmail: 'This does not look like an e-mail address', empty: 'Please fill this in',
    signIn: 'Sign in', signInTitle: 'Please sign in.', signInLead: 'One account works in several shops.', code: 'Code', codeHint: 'six digits from your authenticator, or a recovery code',
    forgotten: 'Forgotten? Ask an owner to invite you again under Team.',
    next: 'Next', back: 'Back',
    setup: {
      step: (n) => `Step ${n} of 2`, whoTitle: 'First, who are you?', whoLead: 'You will be the first owner of this desk.',
      shopTitle: 'What is your shop called?', kind: 'Where to begin', own: 'My own shop', ownAbout: 'empty, waiting for your orders and buyers', demo: 'The demo shop first', demoAbout: 'invented orders and chats to try things on; your own shop later',
      shopName: 'Shop name', slug: 'Name in addresses', slugHint: 'small letters, digits and hyphens; stays as it is', slugWrong: 'small letters, digits, and hyphens between them only',
      zone: 'Time zone', currency: 'Currency', open: 'Open the shop', openDemo: 'Open the demo shop',
      noToken: 'Please use the link from the start.', noTokenLead: 'The window that started the desk shows a link that works once. Paste it here:', link: 'Set-up link', go: 'Go on',
    },
    invitation: {
      title: (shop) => `${shop} asks you in.`, lead: (roles) => `You will be: ${roles}.`, hasAccount: 'This address has an account here; use its password.',
      accept: 'Come in', thing: 'This invitation',
    },
    roles: { owner: 'Owner', lead: 'Lead', agent: 'Agent', aftersales: 'After-sales', dispatch: 'Dispatch', finance: 'Finance' },
    roleAbout: {
      owner: 'may do everything, sees money and keys', lead: 'runs queues, people, phrases and hours', agent: 'answers buyers', aftersales: 'answers buyers, settles cases',
      dispatch: 'sees orders, packs and sends', finance: 'sees orders and reports',
    },
    and: ', ',
  },
})
