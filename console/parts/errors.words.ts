import type { ErrorCode } from '#contract/errors.ts'
import { defineWords } from './words.tsx'

/** For each code: what happened, and what to do about it. */
type Said = { what: string; todo: string }

const zh = {
  'request.invalid': { what: '填的内容有一处不对。', todo: '看一眼标出来的地方，改好再交。' },
  'request.too_large': { what: '内容太大了。', todo: '删短一些，或者分几次。' },
  'request.too_many': { what: '一下子来得太多了。', todo: '等一分钟再试。' },
  'request.unsupported_media': { what: '这种格式收不了。', todo: '换一种格式再试。' },
  'session.missing': { what: '登录过期了。', todo: '重新登录，会回到这一页。' },
  'session.wrong_credentials': { what: '邮箱或密码不对。', todo: '再试一次；忘了就请店主重新邀请您。' },
  'session.second_factor_needed': { what: '还要一个验证码。', todo: '打开手机上的验证器，填六位数字。' },
  'session.locked': { what: '试错太多次，先锁住了。', todo: '过十五分钟再试。' },
  'access.denied': { what: '您的岗位做不了这件事。', todo: '请店主或主管来做，或者给您加上这个岗位。' },
  not_found: { what: '没找到，或者不是这家店的。', todo: '回到列表再找一次。' },
  'link.expired': { what: '这个链接过期了，或者用过了。', todo: '请给您链接的人再发一个。' },
  'setup.done': { what: '这里已经开好店了。', todo: '直接登录。' },
  'state.conflict': { what: '现在这个状态下做不了。', todo: '刷新看看最新的样子再决定。' },
  'state.version': { what: '有同事刚改过这一条。', todo: '看看同事改的，再改您的。' },
  'name.taken': { what: '这个名字已经有了。', todo: '换一个名字。' },
  'conversation.closed': { what: '这段对话已经了结。', todo: '要接着说，先重新打开。' },
  'conversation.answered_by_other': {
    what: '同事刚刚已经答了，您的没有发出去。',
    todo: '看一眼同事的话，再决定发不发。',
  },
  'message.empty': { what: '还没写内容。', todo: '写一句，或者附一个文件。' },
  'message.unfilled_slot': { what: '快捷语里还有空没填。', todo: '把空填上再发。' },
  'message.guarded': { what: '这句话店里不让发，没有发出去。', todo: '拿回来改一改，或用建议的说法。' },
  'phrase.once': { what: '挽留的话这段对话里已经说过一次。', todo: '再说就是纠缠了，换一句。' },
  'phrase.not_yours': { what: '这一句还没批，或者是同事自己的。', todo: '等主管批，或先用店里的。' },
  'guard.words': { what: '有一行写法看不懂。', todo: '看标出来的那一行：括号要成对，不能只有省略号。' },
  'file.unsupported': { what: '这种文件收不了。', todo: '图片用 JPG、PNG、WebP，文件用 PDF 或文本。' },
  'file.too_large': { what: '文件太大了。', todo: '一个文件不超过 10 MB。' },
  'file.broken': { what: '文件打不开，可能坏了。', todo: '重新导出或重新拍一张。' },
  'identity.invalid': { what: '买家登录信息对不上签名。', todo: '核对店铺网站上用的密钥。' },
  'import.unknown_format': {
    what: '认不出这是哪家的订单表。',
    todo: '请用淘宝的订单报表，或 Shopify 的订单导出。',
  },
  'import.unreadable': { what: '这个文件读不出来。', todo: '从平台重新导出一次，不要用表格软件另存。' },
  'staff.last_owner': { what: '店里至少要留一位店主。', todo: '先让另一个人当店主。' },
  'staff.still_owns': { what: '手上还有没完的买家。', todo: '先选好交给谁。' },
  'staff.nobody_available': { what: '现在没有人能接。', todo: '请一位同事上岗，或者您先接着。' },
  'setting.invalid': { what: '这个数不合适。', todo: '按旁边写的范围填。' },
  'training.too_little': {
    what: '能考的内容还太少，出不成题。',
    todo: '先写上至少三条资料：商品资料，或者知识里的文章。',
  },
  'training.not_certified': {
    what: '新人还没过「购买操作」这一关，先不上岗。',
    todo: '到「我的培训」把小考过了，或者请主管给证。',
  },
  'hint.no_newcomer': {
    what: '接这位买家的不是新人，没有人要提示。',
    todo: '新人接着的对话里，您才能悄悄提示。',
  },
  'training.ended': { what: '这一次已经交过了。', todo: '看结果；要再练就重新开始。' },
  'contact.not_allowed': {
    what: '这家店的平台不许这样联系买家。',
    todo: '照平台的规矩来：复制文字，到平台自己的聊天里发。',
  },
  'touch.refused': {
    what: '现在不能联系这位买家，没有发出去。',
    todo: '看看是哪一条规矩、什么时候可以，到时再发。',
  },
  'confirmation.too_late': { what: '截单时间过了，改不了了。', todo: '直接在对话里说，我们来想办法。' },
  'confirmation.nothing_changed': {
    what: '和原来的一样，没有要改的。',
    todo: '改一处再交；都对就点「全部没错」。',
  },
  'word.ended': { what: '这句承诺已经有结果了。', todo: '刷新看看是谁了结的。' },
  'selling.open_doubts': { what: '买家的疑虑还没有结果。', todo: '给每一条选一个结果，再了结。' },
  'selling.unknown_buyer': { what: '还不知道这位买家是谁。', todo: '先认出是哪位客户，喜好才记得住。' },
  'prospect.needs_reason': {
    what: '头一回来问的买家，不能就这样放下。',
    todo: '写一句为什么；还没联系过就选不了「没回音」。',
  },
  'offer.beyond_authority': {
    what: '超出您能免的邮费了，没有记下。',
    todo: '请额度更高的同事来免，旁边写着是谁。',
  },
  'offer.unusable': { what: '这个优惠现在用不了。', todo: '看一眼旁边写的原因。' },
  'product.unsuitable': { what: '这件已经记过不适合这位买家。', todo: '换一件推荐，或者先改那条记录。' },
  unavailable: { what: '没连上。', todo: '先等一等。三次不成，请告诉管机器的人。' },
  internal: { what: '机器里出了错。', todo: '再试一次；还不行，请把编号发给管机器的人。' },
} as const satisfies Record<ErrorCode, Said>

const en: Record<keyof typeof zh, Said> = {
  'request.invalid': {
    what: 'Something filled in is not right.',
    todo: 'Look at the marked field, mend it and send again.',
  },
  'request.too_large': { what: 'That is too large.', todo: 'Shorten it, or send it in parts.' },
  'request.too_many': { what: 'Too much at once.', todo: 'Wait a minute and try again.' },
  'request.unsupported_media': { what: 'This format cannot be taken.', todo: 'Try another format.' },
  'session.missing': { what: 'You are signed out.', todo: 'Sign in again; you come back to this page.' },
  'session.wrong_credentials': {
    what: 'E-mail or password is wrong.',
    todo: 'Try again; if it is forgotten, ask the owner to invite you again.',
  },
  'session.second_factor_needed': {
    what: 'One more code is needed.',
    todo: 'Open the authenticator on your phone and type its six digits.',
  },
  'session.locked': { what: 'Too many wrong tries: locked for now.', todo: 'Try again in fifteen minutes.' },
  'access.denied': {
    what: 'Your role may not do this.',
    todo: 'Ask an owner or lead to do it, or to give you the role.',
  },
  not_found: { what: 'Not found, or not of this shop.', todo: 'Go back to the list and look again.' },
  'link.expired': { what: 'This link has expired or was used.', todo: 'Ask whoever sent it for a new one.' },
  'setup.done': { what: 'This desk is set up already.', todo: 'Sign in.' },
  'state.conflict': { what: 'Not possible as things stand.', todo: 'Look at the newest state, then decide.' },
  'state.version': {
    what: 'A colleague has just changed this.',
    todo: 'See what they changed, then change yours.',
  },
  'name.taken': { what: 'That name is taken.', todo: 'Choose another name.' },
  'conversation.closed': { what: 'This conversation is settled.', todo: 'Open it again to go on.' },
  'conversation.answered_by_other': {
    what: 'A colleague has just answered; yours was not sent.',
    todo: 'Read theirs, then decide whether to send.',
  },
  'message.empty': { what: 'Nothing written yet.', todo: 'Write a line or attach a file.' },
  'message.unfilled_slot': { what: 'The phrase still has a blank.', todo: 'Fill it before sending.' },
  'message.guarded': {
    what: 'The shop does not allow this sentence; it was not sent.',
    todo: 'Take it back and change it, or use the phrase that is offered.',
  },
  'phrase.once': {
    what: 'This buyer was asked to stay once already.',
    todo: 'Once more would be pressing; say something else.',
  },
  'phrase.not_yours': {
    what: 'This phrase is not approved yet, or is a colleague’s own.',
    todo: 'Wait for a lead, or use one of the shop’s.',
  },
  'guard.words': {
    what: 'One line cannot be read.',
    todo: 'Look at the marked line: brackets come in pairs, and dots alone find everything.',
  },
  'file.unsupported': {
    what: 'This kind of file cannot be taken.',
    todo: 'Use JPG, PNG or WebP for pictures, PDF or text for files.',
  },
  'file.too_large': { what: 'The file is too large.', todo: 'One file may have 10 MB.' },
  'file.broken': {
    what: 'The file does not open; it may be damaged.',
    todo: 'Export it again, or take another picture.',
  },
  'identity.invalid': {
    what: 'The buyer’s login does not match its signature.',
    todo: 'Check the secret used on the shop’s site.',
  },
  'import.unknown_format': {
    what: 'This is no order export we know.',
    todo: 'Use a Taobao order report or a Shopify order export.',
  },
  'import.unreadable': {
    what: 'This file cannot be read.',
    todo: 'Export it again from the platform, without saving it from a spreadsheet.',
  },
  'staff.last_owner': { what: 'A shop needs at least one owner.', todo: 'Make somebody else owner first.' },
  'staff.still_owns': { what: 'Buyers are still in their hands.', todo: 'First choose who takes them over.' },
  'staff.nobody_available': {
    what: 'Nobody can take it now.',
    todo: 'Ask a colleague onto the desk, or keep it yourself.',
  },
  'setting.invalid': { what: 'This value does not fit.', todo: 'Keep to the range beside it.' },
  'training.too_little': {
    what: 'There is too little to ask about.',
    todo: 'Write three things first: facts of a product, or articles.',
  },
  'training.not_certified': {
    what: 'A newcomer goes on the desk once the steps of buying are passed.',
    todo: 'Take that quiz under My training, or ask a lead for the certificate.',
  },
  'hint.no_newcomer': {
    what: 'No newcomer holds this chat, so there is nobody to hint to.',
    todo: 'Hints can be given in chats that a newcomer holds.',
  },
  'training.ended': { what: 'This was handed in already.', todo: 'See its result; begin anew to practise.' },
  'contact.not_allowed': {
    what: 'The platform of this store does not allow that towards its buyers.',
    todo: 'Copy the text and send it in the platform’s own chat.',
  },
  'touch.refused': {
    what: 'This buyer may not be written to now; nothing was sent.',
    todo: 'See which rule it is and from when it may go.',
  },
  'confirmation.too_late': {
    what: 'The cut-off has passed; it can no longer be changed here.',
    todo: 'Say it in the conversation and we see what can be done.',
  },
  'confirmation.nothing_changed': {
    what: 'It is as it was: nothing to change.',
    todo: 'Change something, or say that all is right.',
  },
  'word.ended': { what: 'This word has ended already.', todo: 'Look who ended it.' },
  'selling.open_doubts': {
    what: 'A doubt of the buyer has no outcome yet.',
    todo: 'Choose an outcome for each, then close.',
  },
  'selling.unknown_buyer': {
    what: 'Nobody knows yet who this buyer is.',
    todo: 'Say which customer it is; then the desk can remember what they like.',
  },
  'prospect.needs_reason': {
    what: 'A buyer who asked for the first time is not let go just like that.',
    todo: 'Write why. “No answer” needs a try to reach them first.',
  },
  'offer.beyond_authority': {
    what: 'That is more freight than you may take off. Nothing was noted.',
    todo: 'Ask a colleague with a higher limit; who that is stands beside it.',
  },
  'offer.unusable': { what: 'This offer cannot be used now.', todo: 'The reason stands beside it.' },
  'product.unsuitable': {
    what: 'This product is marked as not suitable for this buyer.',
    todo: 'Recommend another one, or change that mark first.',
  },
  unavailable: {
    what: 'Not connected.',
    todo: 'Wait a moment. After three failures tell whoever runs the machine.',
  },
  internal: {
    what: 'Something broke in the machine.',
    todo: 'Try again; if it stays, send the number to whoever runs it.',
  },
}

export const errorWords = defineWords({ zh: { codes: zh }, en: { codes: en } })
