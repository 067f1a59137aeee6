import { defineWords } from '../../parts/words.tsx'

export const accountWords = defineWords({
  zh: {
    title: '账号', you: '您', name: '名字', language: '语言', languages: { zh: '中文', en: 'English' }, save: '存下', saved: '存好了',
    theme: '明暗', themes: { system: '跟着系统', light: '亮', dark: '暗' }, here: '语言和明暗记在这台机器上',
    password: '密码', oldPassword: '现在的密码', newPassword: '新密码', changePassword: '改密码', passwordChanged: '改好了，别处的登录都退出了。',
    factor: '两步登录', factorOn: '开着：登录时还要手机上的六位数字。', factorOff: '没开。开了以后，光有密码进不来。', turnOn: '开两步登录', turnOff: '关掉',
    factorLead: '用手机上的验证器（Google Authenticator、Microsoft Authenticator、1Password 都行）：把密钥输进去，再填它给的六位数字。', secret: '密钥', uri: '在这台机器的验证器里打开', code: '六位数字', confirm: '对上了，开',
    recovery: '备用码', recoveryLead: '手机丢了，用它们进来，每个一次。只显示这一次，抄下来收好。', done: '收好了', offLead: '关掉以后，只要密码就能进来。', cancel: '算了', thing: '登录过的地方',
    sessions: '登录着的地方', thisOne: '就是这里', since: (when: string) => `${when} 登录`, seen: (when: string) => `${when} 用过`, unknownAgent: '认不出的浏览器', end: '退出', signOut: '退出登录', shops: '做事的店',
  },
  en: {
    title: 'Account', you: 'You', name: 'Name', language: 'Language', languages: { zh: '中文', en: 'English' }, save: 'Save', saved: 'Saved',
    theme: 'Light or dark', themes: { system: 'As the system', light: 'Light', dark: 'Dark' }, here: 'Language and light are kept on this machine',
    password: 'Password', oldPassword: 'Present password', newPassword: 'New password', changePassword: 'Change the password', passwordChanged: 'Changed; everywhere else is signed out.',
    factor: 'Two-step sign-in', factorOn: 'On: signing in also takes six digits from your phone.', factorOff: 'Off. Once on, the password alone does not let anyone in.', turnOn: 'Turn it on', turnOff: 'Turn it off',
    factorLead: 'In the authenticator on your phone (any will do) type in the secret, then give the six digits it shows.', secret: 'Secret', uri: 'Open in an authenticator on this machine', code: 'Six digits', confirm: 'Turn it on',
    recovery: 'Recovery codes', recoveryLead: 'Should the phone be lost, each of these lets you in once. Shown only now: write them down.', done: 'I have kept them', offLead: 'After this the password alone lets you in.', cancel: 'Never mind', thing: 'The sessions',
    sessions: 'Signed in at', thisOne: 'right here', since: (when) => `since ${when}`, seen: (when) => `used ${when}`, unknownAgent: 'an unknown browser', end: 'Sign out', signOut: 'Sign out', shops: 'Shops you work in',
  },
})
