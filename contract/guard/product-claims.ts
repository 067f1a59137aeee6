/**
 * 如实描述 [ORD-04]: a figure or a material said of a product must stand in the product's approved facts. Modest on purpose: a
 * figure counts only with the name of a property in its clause, and nothing is said of products the desk knows no facts of.
 */
import { clauseAround, isAttributed, isDenied } from './contexts.ts'
import type { Finding } from './finding.ts'
import { unfold, type Folded } from './fold.ts'
import type { Known, KnownFact, KnownProduct } from './known.ts'
import { agrees, measuresIn, measuresOf, type Measure } from './measures.ts'

/** Names of one property, as texts and facts write them. */
const properties: readonly (readonly string[])[] = [
  ['承重', '载重', '负重', '称重', 'load', 'carries', 'holds', 'bears'],
  ['容量', '容积', 'capacity'],
  ['重量', '净重', '毛重', '自重', 'weight', 'weighs'],
  ['高度', '高', 'height', 'tall', 'high'],
  ['宽度', '宽', '幅宽', 'width', 'wide'],
  ['长度', '长', 'length', 'long'],
  ['厚度', '厚', 'thickness', 'thick'],
  ['直径', '口径', '杯口', 'diameter'],
  ['尺寸', '规格', 'size', 'dimensions'],
  ['功率', 'power'],
  ['电池', '电量', 'battery'],
  ['耐热', '耐温', '水温', 'heat'],
  ['含量', '含棉', '成分', 'content', 'composition'],
]
const sizes = new Set([3, 4, 5, 6, 7, 8])

const materials: readonly (readonly string[])[] = [
  ['纯棉', '全棉', '精梳棉', 'cotton'],
  ['亚麻', 'linen'],
  ['真丝', '桑蚕丝', 'silk'],
  ['羊毛', 'wool'],
  ['羊绒', 'cashmere'],
  ['涤纶', '聚酯纤维', 'polyester'],
  ['不锈钢', 'stainless steel'],
  ['铸铁', 'cast iron'],
  ['陶瓷', 'ceramic'],
  ['骨瓷', 'bone china'],
  ['实木', 'solid wood'],
  ['橡木', 'oak'],
  ['白蜡木', 'ash wood'],
  ['胡桃木', 'walnut'],
  ['竹子', '竹制', '楠竹', 'bamboo'],
  ['真皮', '牛皮', 'genuine leather'],
  ['硅胶', 'silicone'],
  ['塑料', 'plastic'],
  ['玻璃', 'glass'],
  ['黄铜', '纯铜', 'brass'],
  ['纯银', '925银', 'sterling silver'],
  ['藤编', 'rattan'],
]
const materialKey = /材质|材料|面料|成分|质地|用料|material|fabric|composition|made of/
const states = /是|为|用|采用|材质|面料|做|制|made|\bis\b|\bare\b|it's/
const isQuestion = /[吗么呢？?]\s*$/
const about = /约|大概|左右|上下|差不多|about|around|roughly|approx/
const isTolerance = /误差|出入|偏差|浮动|differ|tolerance/

/** Whether a text says what something is made of; without that and without a figure it claims nothing that can be checked. */
export const namesMaterial = (text: string): boolean => {
  const small = text.toLowerCase()
  return materials.some((aliases) => aliases.some((alias) => small.includes(alias)))
}

export function findClaims(folded: Folded, known: Known): Finding[] {
  const products = known.products.filter((product) => product.facts.length > 0)
  if (products.length === 0) return []
  return [...figures(folded, products, known), ...saidMaterials(folded, products)]
}

/** Figures of one text that are looked at, each with its clause. */
const mostFigures = 60

function figures(folded: Folded, products: readonly KnownProduct[], known: Known): Finding[] {
  const { text } = folded
  return measuresIn(text)
    .slice(0, mostFigures)
    .flatMap((said) => {
      const clause = clauseAround(text, said.start)
      const words = text.slice(clause.start, clause.end)
      const property =
        propertyIn(text.slice(clause.start, said.start)) ?? propertyIn(text.slice(said.end, clause.end))
      if (property === null || isTolerance.test(words) || isQuestion.test(sentenceEnd(text, clause.end)))
        return []
      if (
        isDenied(text, said.start) ||
        known.buyerSaid.some((line) => line.includes(text.slice(said.start, said.end)))
      )
        return []
      const verdict = checkFigure(said, property, products, about.test(words))
      return verdict === null ? [] : [claim(folded, said, verdict)]
    })
}

interface Verdict {
  verdict: 'contradicts' | 'not_in_facts'
  product: string
  key: string
  value: string
}

/** Null when a fact agrees. */
function checkFigure(
  said: Measure,
  property: number,
  products: readonly KnownProduct[],
  roughly: boolean,
): Verdict | null {
  let against: Verdict | null = null
  for (const product of products)
    for (const fact of product.facts) {
      const of = propertyIn(fact.key.toLowerCase())
      // A size may be given as 长, 宽 or 高 of its own.
      if (
        of === null ||
        (of !== property && !(of === 8 && sizes.has(property)) && !(property === 8 && sizes.has(of)))
      )
        continue
      const facts = measuresOf(fact).filter(({ dimension }) => dimension === said.dimension)
      if (facts.some((one) => agrees(said, one, roughly))) return null
      if (facts.length > 0)
        against ??= { verdict: 'contradicts', product: product.name, key: fact.key, value: shown(fact) }
    }
  return (
    against ?? {
      verdict: 'not_in_facts',
      product: products.length === 1 ? (products[0]?.name ?? '') : '',
      key: properties[property]?.[0] ?? '',
      value: '',
    }
  )
}

const shown = ({ value, unit }: KnownFact): string =>
  unit && !value.endsWith(unit) ? `${value} ${unit}` : value

/** The property named last: the one nearest to a figure that follows. */
function propertyIn(words: string): number | null {
  let best: number | null = null
  let bestAt = -1
  for (const [index, aliases] of properties.entries())
    for (const alias of aliases) {
      const at = /^[a-z]/.test(alias) ? words.search(new RegExp(`\\b${alias}\\b`)) : words.lastIndexOf(alias)
      if (at >= 0 && at + alias.length > bestAt) [best, bestAt] = [index, at + alias.length]
    }
  return best
}

function saidMaterials(folded: Folded, products: readonly KnownProduct[]): Finding[] {
  const { text } = folded
  const facts = products.flatMap((product) =>
    product.facts.filter(({ key }) => materialKey.test(key.toLowerCase())).map((fact) => ({ product, fact })),
  )
  const [first] = facts
  if (!first) return []
  const values = facts.map(({ fact }) => fact.value.toLowerCase()).join(' ')
  return materials.flatMap((aliases) => {
    if (aliases.some((alias) => values.includes(alias))) return []
    return aliases.flatMap((alias) => {
      const at = text.indexOf(alias)
      if (
        at < 0 ||
        (/^[a-z]/.test(alias) && /[a-z]/.test((text[at - 1] ?? '') + (text[at + alias.length] ?? '')))
      )
        return []
      const clause = clauseAround(text, at)
      const words = text.slice(clause.start, clause.end)
      if (!states.test(words) || isQuestion.test(sentenceEnd(text, clause.end))) return []
      if (isDenied(text, at) || isAttributed(text, at)) return []
      return [
        claim(
          folded,
          { start: at, end: at + alias.length },
          {
            verdict: 'contradicts',
            product: first.product.name,
            key: first.fact.key,
            value: shown(first.fact),
          },
        ),
      ]
    })
  })
}

/** The clause's own last letters and the sign after it. */
const sentenceEnd = (text: string, end: number): string => text.slice(Math.max(0, end - 1), end + 1)

const claim = (folded: Folded, range: { start: number; end: number }, facts: Verdict): Finding => ({
  kind: 'claim',
  action: 'warn',
  ...unfold(folded, range.start, range.end),
  found: folded.text.slice(range.start, range.end),
  reason: null,
  facts: { ...facts },
  fix:
    facts.verdict === 'contradicts' && facts.value !== '' && facts.value.length <= 24
      ? { ...unfold(folded, range.start, range.end), text: facts.value }
      : null,
  entryId: null,
})
