import { defineWords } from '../../parts/words.tsx'

export const teamWords = defineWords({
  zh: {
    title: '团队', thing: '团队', invite: '请人进来', people: (n: number) => `${n} 位`,
    presence: { on: '接待中', break: '休息', off: '离开' }, since: (when: string) => `${when} 起`, chats: (n: number, cap: number) => `${n} 段 · 最多 ${cap}`, owns: (n: number) => `首问 ${n}`,
    duty: '值班主管', dutyAbout: '没人接的新买家，先算在值班主管名下。', you: '您',
    invitations: '还没进来的', expires: (when: string) => `${when} 前有效`, withdraw: '收回', withdrawn: '收回了',
    left: '离开的人', leftAt: (when: string) => `${when} 离开`,
    edit: '改', editTitle: (name: string) => name, name: '名字', roles: '岗位', rolesHint: '一个人可以有几个岗位', cap: '手上最多几段对话', capHint: '1 到 200。满了就不再分新的。', makeDuty: '设为值班主管',
    oneRole: '至少一个岗位', capRange: '1 到 200 的整数', save: '存下', cancel: '算了', noEmail: '没有留邮箱',
    ownerOnly: '店主的岗位只有店主能改。', readOnly: '只有店主和主管能改。',
    depart: '请离团队', departTitle: (name: string) => `${name}要离开`, departLead: (n: number) => (n > 0 ? `手上还有 ${n} 件没完的事，先选好交给谁。交了之后，买家的每一件都有人管。` : '手上没有没完的事，可以直接离开。'),
    departEffect: '离开以后马上登不进这家店；说过的话、答过的买家都留着。', handOver: '交给', chooseOne: '选一位', departDone: '交接，离开', departedOne: (n: number) => `交接了 ${n} 件。`,
    inviteTitle: '请一位同事', inviteName: '怎么称呼', email: '邮箱（可不写）', emailHint: '写了，就只有这个邮箱能用', inviteDone: '做一个链接',
    linkTitle: '把这个链接发给同事', linkLead: (when: string) => `${when} 前有效，只能用一次。五心不替您发：用您平常的聊天发过去。`, copy: '复制', copied: '已复制', done: '好了',
    empty: '填一下', notAnEmail: '这不像一个邮箱',
  },
  en: {
    title: 'Team', thing: 'The team', invite: 'Invite', people: (n) => `${n}`,
    presence: { on: 'On desk', break: 'On a break', off: 'Away' }, since: (when) => `since ${when}`, chats: (n, cap) => `${n} of ${cap} chats`, owns: (n) => `owns ${n}`,
    duty: 'Duty lead', dutyAbout: 'New buyers nobody has taken count as the duty lead’s.', you: 'you',
    invitations: 'Not yet in', expires: (when) => `good until ${when}`, withdraw: 'Withdraw', withdrawn: 'Withdrawn',
    left: 'Left', leftAt: (when) => `left ${when}`,
    edit: 'Change', editTitle: (name) => name, name: 'Name', roles: 'Roles', rolesHint: 'One person may hold several', cap: 'Chats held at once', capHint: '1 to 200. When full, no new ones come.', makeDuty: 'Make duty lead',
    oneRole: 'At least one role', capRange: 'A whole number from 1 to 200', save: 'Save', cancel: 'Never mind', noEmail: 'no e-mail given',
    ownerOnly: 'Only owners change the roles of owners.', readOnly: 'Only owners and leads change the team.',
    depart: 'Leaves the team', departTitle: (name) => `${name} leaves`, departLead: (n) => (n > 0 ? `${n} open matters are in their hands: first choose who takes them, so that no buyer is left alone.` : 'Nothing open is in their hands.'),
    departEffect: 'They cannot enter this shop from then on; their words and answers stay.', handOver: 'Hand over to', chooseOne: 'Choose', departDone: 'Hand over and leave', departedOne: (n) => `${n} handed over.`,
    inviteTitle: 'Invite a colleague', inviteName: 'Name', email: 'E-mail (optional)', emailHint: 'If given, only this address can use the link', inviteDone: 'Make a link',
    linkTitle: 'Send this link to your colleague', linkLead: (when) => `Good until ${when}, once. The desk does not send it: use your own way.`, copy: 'Copy', copied: 'Copied', done: 'Done',
    empty: 'Please fill this in', notAnEmail: 'This does not look like an e-mail address',
  },
})
