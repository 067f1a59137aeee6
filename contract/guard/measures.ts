/** Figures with units, in text and in a product's facts, brought to one unit of their dimension. */
import type { KnownFact } from './known.ts'

type Dimension = 'length' | 'mass' | 'volume' | 'power' | 'charge' | 'heat' | 'share'

const units: Readonly<Record<string, readonly [Dimension, number]>> = {
  毫米: ['length', 1],
  厘米: ['length', 10],
  公分: ['length', 10],
  米: ['length', 1000],
  英寸: ['length', 25.4],
  mm: ['length', 1],
  cm: ['length', 10],
  m: ['length', 1000],
  inch: ['length', 25.4],
  inches: ['length', 25.4],
  克: ['mass', 1],
  公斤: ['mass', 1000],
  千克: ['mass', 1000],
  斤: ['mass', 500],
  g: ['mass', 1],
  kg: ['mass', 1000],
  lb: ['mass', 453.6],
  lbs: ['mass', 453.6],
  oz: ['mass', 28.35],
  毫升: ['volume', 1],
  升: ['volume', 1000],
  ml: ['volume', 1],
  l: ['volume', 1000],
  瓦: ['power', 1],
  w: ['power', 1],
  毫安时: ['charge', 1],
  毫安: ['charge', 1],
  mah: ['charge', 1],
  '℃': ['heat', 1],
  摄氏度: ['heat', 1],
  '%': ['share', 1],
  '％': ['share', 1],
}
const names = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .join('|')
/** Bounded and only where it begins: four thousand figures in a row are none, and took 0.4 s. */
const figure = '(?<![\\d.])\\d{1,9}(?:\\.\\d{1,4})?'
const measured = new RegExp(
  `(?:(${figure})\\s*(?:-|~|–|到|至|to)\\s*)?(${figure})\\s*(${names})(?![a-z])`,
  'g',
)

export interface Measure {
  dimension: Dimension
  least: number
  most: number
  start: number
  end: number
}

/** The measures in a folded text. */
export function measuresIn(text: string): Measure[] {
  return [...text.matchAll(measured)].flatMap((match) => {
    const unit = units[match[3] ?? '']
    if (!unit) return []
    const [dimension, factor] = unit
    const last = Number(match[2]) * factor
    const first = match[1] === undefined ? last : Number(match[1]) * factor
    return [
      {
        dimension,
        least: Math.min(first, last),
        most: Math.max(first, last),
        start: match.index,
        end: match.index + match[0].length,
      },
    ]
  })
}

/** What a fact says, in one dimension: `30×40` with the unit `cm` are two lengths. */
export function measuresOf(fact: KnownFact): Measure[] {
  const value = fact.value.toLowerCase()
  const unit = fact.unit?.trim().toLowerCase()
  const written = measuresIn(value)
  if (written.length > 0 || !unit || !Object.hasOwn(units, unit)) return written
  return measuresIn(
    value
      .replace(new RegExp(figure, 'g'), (number) => `${number}${unit} `)
      .replace(/\s*([-~–到至])\s*/g, '$1'),
  ).concat(rangesOf(value, unit))
}

const rangesOf = (value: string, unit: string): Measure[] =>
  measuresIn(
    value.replace(
      new RegExp(`(${figure})\\s*[-~–到至]\\s*(${figure})`, 'g'),
      (_all, a: string, b: string) => `${a}-${b}${unit} `,
    ),
  )

/** `roughly`: the text said about. */
export const agrees = (said: Measure, fact: Measure, roughly: boolean): boolean => {
  const slack = roughly ? 0.1 : 0.01
  return (
    said.dimension === fact.dimension &&
    said.least >= fact.least * (1 - slack) &&
    said.most <= fact.most * (1 + slack)
  )
}
