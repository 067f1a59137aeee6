import { compileGuard } from '#contract/guard/compile-lists.ts'
import { defaultActions, defaultLimits, type GuardEntry } from '#contract/guard/kinds.ts'
import { nothingKnown, type Known } from '#contract/guard/known.ts'
import { readOutgoing } from '#contract/guard/read-outgoing.ts'
import { shippedEntries } from '#nouns/guard/shipped/shipped.rules.ts'
import { figure, type Group } from '../measure.ts'
import { median, percentile } from '../samples.ts'

const shipped = figure({ name: 'guard.read_p95_ms', unit: 'ms', atMost: 10 })
const many = figure({ name: 'guard.read_p95_ms_at_5k', unit: 'ms', atMost: 10 })

const answers = [
  '您好，灰色的盖毯是精梳棉的，洗过几十次也平整，17:00 前拍下今天就发，正常情况下周五到。',
  '我不是负责售后的，你联系一下我们的售后工作人员哦，这是快递那边的问题。',
  '这款壁挂架承重 12 公斤，标价 168 元，实体店卖 239 元，保证明天到，全网最低价。',
  'I will ask the courier for you and tell you by noon; it usually takes three days and carries 12 kg.',
  '不是说了吗，页面上写得很清楚，您自己看吧，别的买家都没问题。',
]
const known: Known = {
  ...nothingKnown,
  now: '2026-03-04T03:00:00.000Z',
  products: [
    {
      id: 'shelf',
      name: '白蜡木壁挂架',
      facts: [
        { key: '承重', value: '12', unit: '公斤' },
        { key: '材质', value: '白蜡木', unit: null },
      ],
      prices: [{ kind: 'list', minor: 16_800, currency: 'CNY', since: '2026-01-01T00:00:00.000Z' }],
    },
  ],
}
const own: GuardEntry = {
  id: 'own',
  kind: 'exaggeration',
  language: 'zh',
  words: Array.from({ length: 5000 }, (_, i) => `${String.fromCodePoint(0x4e00 + ((i * 37) % 4000))}词${i}`),
  exceptions: [],
  action: null,
  reason: { zh: '', en: '' },
  better: null,
  roles: [],
  upToMinor: null,
}

/** The word guard: how long one answer takes to read, each with everything that is known of the talk. */
export const guard: Group = {
  name: 'guard',
  figures: [shipped, many],
  run: async (run) => {
    const times = (entries: readonly GuardEntry[]) => {
      const compiled = compileGuard({ entries, actions: defaultActions, limits: defaultLimits })
      const samples: number[] = []
      for (let i = 0; i < (run.isQuick ? 500 : 3000) + 200; i++) {
        const text = answers[i % answers.length] ?? ''
        const began = performance.now()
        readOutgoing({ text }, compiled, known)
        if (i >= 200) samples.push(performance.now() - began)
      }
      return samples
    }
    run.say('guard: the shipped lists, then 5,000 terms more')
    const [few, more] = [times(shippedEntries), times([...shippedEntries, own])]
    return [
      shipped.take(percentile(few, 0.95), `median ${median(few).toFixed(3)}`),
      many.take(percentile(more, 0.95), `median ${median(more).toFixed(3)}`),
    ]
  },
}
