import { defineWords } from '../../parts/words.tsx'

export const hoursWords = defineWords({
  zh: {
    title: '营业', thing: '营业时间', openUntil: (time: string) => `现在开着，到 ${time}`, openNow: '现在开着', opens: (when: string) => `现在关着，${when} 开`, closedNow: '现在关着',
    zone: (zone: string) => `按 ${zone} 的钟`, why: '时限只在营业时间里走：下班以后开口的买家，从开门起算。',
    weekly: '每周', weekdays: { mon: '周一', tue: '周二', wed: '周三', thu: '周四', fri: '周五', sat: '周六', sun: '周日' },
    closed: '休息', from: '从', to: '到', addShift: '加一段', removeShift: (text: string) => `去掉 ${text}`, nextDay: '次日', copyAll: '抄到每天', copyWork: '抄到周一至周五',
    shiftOf: (day: string, n: number) => `${day}第 ${n} 段`,
    exceptions: '不一样的日子', addException: '加一天', none: '还没有。节假日、调休、大促、预售都可以写在这里。', date: '哪一天', kind: '是什么', name: '叫什么', hours: '这天几点',
    kinds: { holiday: '放假', makeup: '调休上班', special: '特别时间', presale: '预售', festival: '大促' },
    hourModes: { closed: '不开门', same: '照平常', own: '另定时间', follows: '照另一天' }, follows: (day: string) => `照${day}`, asUsual: '照平常', remove: '去掉',
    past: (n: number) => `过去的 ${n} 天`, takeOver: (year: string) => `照国务院 ${year} 年的放假安排`, taken: (n: number) => (n > 0 ? `加了 ${n} 天，存下才算数。` : '这一年的都在里面了。'), unknownYear: (year: string) => `${year} 年的安排还没公布，公布后再来。`,
    coming: '接下来十四天', today: '今天',
    unsaved: '有改动还没存', save: '存下', discard: '不要了', saved: '存好了', conflict: '同事刚改过营业时间。', loadTheirs: '看同事改的',
    problems: {
      unknown_zone: '时区不认得', shift_ends_before_it_begins: '结束早于开始', shift_too_long: '超过了一整天', shifts_overlap: '和另一段重叠', no_such_date: '没有这一天',
      date_repeated: '这一天写了两次', hours_and_follows: '另定时间和照另一天只能选一样', hours_missing: '要写几点，或照哪一天', never_open: '一周里没有一刻开门',
    },
    problemTitle: '有几处要改，还没存下', readOnly: '只有店主和主管能改。', anEmptyName: '写个名字',
  },
  en: {
    title: 'Hours', thing: 'The hours', openUntil: (time) => `Open now, until ${time}`, openNow: 'Open now', opens: (when) => `Closed now, opens ${when}`, closedNow: 'Closed now',
    zone: (zone) => `by the clock of ${zone}`, why: 'Clocks run only while you are open: a buyer who writes after hours waits from opening.',
    weekly: 'Every week', weekdays: { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' },
    closed: 'closed', from: 'from', to: 'to', addShift: 'Add hours', removeShift: (text) => `Remove ${text}`, nextDay: 'next day', copyAll: 'Copy to every day', copyWork: 'Copy to Mon–Fri',
    shiftOf: (day, n) => `${day}, part ${n}`,
    exceptions: 'Days that differ', addException: 'Add a day', none: 'None yet. Holidays, make-up days, sales and presales go here.', date: 'Date', kind: 'What it is', name: 'Name', hours: 'Hours that day',
    kinds: { holiday: 'holiday', makeup: 'make-up workday', special: 'special hours', presale: 'presale', festival: 'sale' },
    hourModes: { closed: 'Closed', same: 'As usual', own: 'Own hours', follows: 'Like another day' }, follows: (day) => `like ${day}`, asUsual: 'as usual', remove: 'Remove',
    past: (n) => `${n} past`, takeOver: (year) => `Take over China’s holidays of ${year}`, taken: (n) => (n > 0 ? `${n} days added; save to keep them.` : 'All of that year are here already.'), unknownYear: (year) => `${year} is not announced yet. Come back then.`,
    coming: 'The coming fourteen days', today: 'today',
    unsaved: 'Changes not saved', save: 'Save', discard: 'Discard', saved: 'Saved', conflict: 'A colleague has just changed the hours.', loadTheirs: 'See theirs',
    problems: {
      unknown_zone: 'unknown time zone', shift_ends_before_it_begins: 'ends before it begins', shift_too_long: 'longer than a day', shifts_overlap: 'overlaps another', no_such_date: 'no such date',
      date_repeated: 'this date is there twice', hours_and_follows: 'own hours or like another day, not both', hours_missing: 'needs hours, or a day to be like', never_open: 'never open all week',
    },
    problemTitle: 'Not saved: some things to mend', readOnly: 'Only owners and leads change the hours.', anEmptyName: 'Give it a name',
  },
})
