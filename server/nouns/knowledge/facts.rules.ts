/**
 * 商品资料即说法 [KB-12]: what holds of a product is found beside the articles, and said as a sentence that names its source. Which
 * fact answers is told by its name, under whatever word the buyer has for it, and by its value.
 */
import { conceptsIn, type Concepts } from './search/concepts.rules.ts'
import type { Folded } from './search/terms.rules.ts'
import { likenessOf, marksOf } from './likeness.rules.ts'

export interface FactInForce {
  id: string
  product_id: string
  key: string
  value: string
  unit: string | null
  language: 'zh' | 'en'
  source: string
}
export interface ScoredFact {
  fact: FactInForce
  /** 0…1. */
  score: number
}

/** What buyers call the things that facts are named after. */
export const factNames = [
  '材质|成分|面料|什么料|什么材料|什么做的|什么布|material|fabric|made of|composition',
  '尺寸|大小|多大|多长|多宽|多高|直径|长宽|几厘米|多少厘米|规格|size|dimensions|how big|how long|how wide|diameter|measurements',
  '重量|净重|多重|几斤|多少克|weight|how heavy|weigh',
  '产地|哪里产|哪产的|哪里做的|哪儿产|origin|made in|where is it made|where is it from',
  '颜色|什么色|什么颜色|色号|colour|color',
  '容量|装多少|多少毫升|能装|capacity|how much does it hold|volume|hold',
  '承重|承多重|挂多重|放多重|load|carry|bear',
  '洗涤|洗护|怎么洗|机洗|手洗|水洗|care|wash|washable|laundry',
  '保质期|放多久|能放多久|过期|shelf life|expiry|expire',
  '功率|多少瓦|几瓦|power|watt|watts',
  '适用|适合|能用在|用于|suitable|fits|suits',
  '工艺|怎么做的|手工|技法|craft|handmade|technique',
  '涂层|上漆|漆|油|finish|coating|varnish',
] as const

/** From here on a fact is shown without being asked for by name. */
const least = 0.3
const han = /\p{Script=Han}/u

/** The facts that answer, best first; in the language of the question where there are such. */
export const rankFacts = (
  question: Folded,
  facts: readonly FactInForce[],
  fold: (text: string) => Folded,
  names: Concepts,
  most: number,
): ScoredFact[] => {
  const asked = { marks: marksOf(question, names), things: conceptsIn(question.text, names) }
  const scored = facts.flatMap((fact): ScoredFact[] => {
    const [key, value] = [fold(fact.key), fold(fact.value)]
    const isNamed =
      question.text.includes(key.text) ||
      [...conceptsIn(key.text, names)].some((thing) => asked.things.has(thing))
    const said = likenessOf(asked.marks, marksOf(value, names))
    const score = Math.min(
      1,
      (isNamed ? 0.5 : 0) + likenessOf(asked.marks, marksOf(key, names)) * 0.2 + said * 0.6,
    )
    return score >= least ? [{ fact, score }] : []
  })
  const language = han.test(question.text) ? 'zh' : 'en'
  const own = scored.filter(({ fact }) => fact.language === language)
  return (own.length > 0 ? own : scored).toSorted((one, other) => other.score - one.score).slice(0, most)
}

/** As it is said to a buyer. The product is named where the talk is about several. */
export const sentenceOf = (fact: FactInForce, productName: string | null): string => {
  const value = fact.unit
    ? `${fact.value}${/^[%°]/.test(fact.unit) || fact.language === 'zh' ? '' : ' '}${fact.unit}`
    : fact.value
  return fact.language === 'zh'
    ? `${productName === null ? '' : `「${productName}」`}${fact.key}：${value}（来源：${fact.source}）`
    : `${productName === null ? '' : `${productName}, `}${fact.key}: ${value} (source: ${fact.source})`
}
