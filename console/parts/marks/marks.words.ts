import { defineWords } from '../words.tsx'

const span = (seconds: number, s: string, m: string, h: string, d: string) =>
  seconds < 100
    ? `${seconds}${s}`
    : seconds < 6000
      ? `${Math.floor(seconds / 60)}${m}`
      : seconds < 172_800
        ? `${Math.floor(seconds / 3600)}${h}`
        : `${Math.floor(seconds / 86_400)}${d}`

export const marksWords = defineWords({
  zh: {
    calm: (seconds: number) => `还有 ${span(seconds, ' 秒', ' 分钟', ' 小时', ' 天')}`,
    amber: (seconds: number) => `只剩 ${span(seconds, ' 秒', ' 分钟', ' 小时', ' 天')}`,
    late: (seconds: number) => `超了 ${span(seconds, ' 秒', ' 分钟', ' 小时', ' 天')}`,
    ahead: (seconds: number) => `${span(seconds, ' 秒', ' 分钟', ' 小时', ' 天')}后开始算`,
    hearts: { purchase: '顺心', dispatch: '放心', delivery: '安心', aftersales: '省心', care: '贴心' },
    flows: { purchase: '购买', dispatch: '发货', delivery: '送货', aftersales: '售后', care: '关怀' },
    petals: { done: '已完成', under_way: '进行中', ahead: '还没到', broken: '出了错' },
    slips: {
      open: '没到期的承诺',
      soon: '快到期的承诺',
      kept: '守住的承诺',
      broken: '没守住的承诺',
      released: '买家说不用了的承诺',
      told: '到期前告诉过的承诺',
      draft: '草稿里的承诺',
    },
    brand: '五心',
    noData: '还没有数据',
    good: '好',
    unknown: '还不知道',
    lost: '失掉',
    petalLabel: (heart: string, good: number, unknown: number, lost: number) =>
      `${heart}：好 ${good}%，还不知道 ${unknown}%，失掉 ${lost}%`,
  },
  en: {
    calm: (seconds) => `${span(seconds, ' s', ' min', ' h', ' days')} to go`,
    amber: (seconds) => `${span(seconds, ' s', ' min', ' h', ' days')} left`,
    late: (seconds) => `${span(seconds, ' s', ' min', ' h', ' days')} over`,
    ahead: (seconds) => `starts in ${span(seconds, ' s', ' min', ' h', ' days')}`,
    hearts: { purchase: 'Ease', dispatch: 'Trust', delivery: 'Calm', aftersales: 'Relief', care: 'Warmth' },
    flows: {
      purchase: 'purchase',
      dispatch: 'dispatch',
      delivery: 'delivery',
      aftersales: 'after-sales',
      care: 'care',
    },
    petals: { done: 'done', under_way: 'under way', ahead: 'ahead', broken: 'broken' },
    slips: {
      open: 'Word not yet due',
      soon: 'Word due soon',
      kept: 'Word kept',
      broken: 'Word broken',
      released: 'Word the buyer let us off',
      told: 'Word moved, told in time',
      draft: 'Word in draft',
    },
    brand: 'Five Hearts',
    noData: 'no data yet',
    good: 'good',
    unknown: 'not known yet',
    lost: 'lost',
    petalLabel: (heart, good, unknown, lost) =>
      `${heart}: good ${good}%, not known ${unknown}%, lost ${lost}%`,
  },
})
