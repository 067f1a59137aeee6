/**
 * 指标: every figure that the owner is shown is declared here once: its name, its unit, how it is reckoned in words that
 * can be printed beside it, and the tables it comes from (RPT-04, RSP-03). The queries take what they count from here.
 */

type TurnOutcome = 'target' | 'due' | 'announced' | 'late' | 'unanswered'

interface Measure {
  unit: 'count' | 'percent' | 'milliseconds'
  formula: { zh: string; en: string }
  sources: readonly string[]
  /** Counts buyer turns that ended so. A turn is a buyer's message, or several in a row, until a person answers. */
  outcomes?: readonly TurnOutcome[]
}

export const measures = {
  withinTarget: {
    unit: 'count',
    outcomes: ['target'],
    sources: ['promises.turns'],
    formula: {
      zh: '客服在目标秒数（默认 7 秒）内答上的次数；营业时间外从开门算起',
      en: 'Turns a person answered within the target (7 s by default); outside hours counted from opening',
    },
  },
  withinDue: {
    unit: 'count',
    outcomes: ['due'],
    sources: ['promises.turns'],
    formula: {
      zh: '过了目标、没过上限（默认 10 秒）答上的次数',
      en: 'Turns answered after the target and not after the limit (10 s by default)',
    },
  },
  withinAnnounced: {
    unit: 'count',
    outcomes: ['announced'],
    sources: ['promises.turns'],
    formula: {
      zh: '过了自己的上限、没过事先公告的等待时间答上的次数；不算 10 秒内，也不算晚',
      en: 'Turns answered after the shop’s own limit and within a wait that it had announced; in time by neither, late by neither',
    },
  },
  late: {
    unit: 'count',
    outcomes: ['late'],
    sources: ['promises.turns'],
    formula: { zh: '过了上限才答上的次数', en: 'Turns answered after the limit' },
  },
  unanswered: {
    unit: 'count',
    outcomes: ['unanswered'],
    sources: ['promises.turns'],
    formula: {
      zh: '没有人答、对话就关了的次数',
      en: 'Turns whose conversation was closed without an answer',
    },
  },
  missed: {
    unit: 'count',
    outcomes: ['late', 'unanswered'],
    sources: ['promises.turns'],
    formula: {
      zh: '没守住时限的次数：过了上限才答，或者没有答',
      en: 'Turns that missed the clock: answered after the limit, or never',
    },
  },
  turns: {
    unit: 'count',
    sources: ['promises.turns'],
    formula: { zh: '买家开口、等人回答的次数', en: 'Times a buyer spoke up and waited for a person' },
  },
  automatic: {
    unit: 'count',
    sources: ['promises.turns'],
    formula: {
      zh: '自动回复的条数；不停钟，不算人答',
      en: 'Automatic replies; they stop no clock and count as nobody’s answer',
    },
  },
  medianMs: {
    unit: 'milliseconds',
    sources: ['promises.turns'],
    formula: {
      zh: '一半的回答不比它慢；只算营业时间里的等待，没有答的不在内',
      en: 'Half of the answers took no longer, counted in open hours; turns never answered are left out',
    },
  },
  wordsKept: {
    unit: 'count',
    sources: ['promises.words'],
    formula: { zh: '期间守住的承诺', en: 'Words that ended kept in the period' },
  },
  wordsBroken: {
    unit: 'count',
    sources: ['promises.words'],
    formula: { zh: '期间没守住的承诺', en: 'Words that ended broken in the period' },
  },
  wordsOpen: {
    unit: 'count',
    sources: ['promises.words'],
    formula: { zh: '现在还没到期的承诺', en: 'Words that are open now' },
  },
  score: {
    unit: 'percent',
    sources: ['promises.words', 'orders.orders'],
    formula: {
      zh: '好 ÷（好 + 失掉）。一单一颗心：点了不好或有一句没守住，是失掉；点了好或有一句守住，是好；别的是未知，不进分数',
      en: 'Good ÷ (good + lost). Per order and heart: lost if tapped bad or any word broke; else good if tapped good or a word was kept; else unknown and not in the score',
    },
  },
} as const satisfies Record<string, Measure>
