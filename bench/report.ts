import { availableParallelism } from 'node:os'
import type { Figure, Measure } from './measure.ts'

/** The machine in general terms: what a reader needs to judge the figures that are no ratios. */
export const machine = (): string =>
  `${availableParallelism()} cores shared by server, database and load generator, Node ${process.versions.node}, ${process.platform}`

const mark = ({ met }: Measure) => (met === null ? ' ' : met ? '✓' : '✗')

/** A table for people: name, value, target, then what stands behind it. */
export const table = (measures: readonly Measure[], figures: readonly Figure[]): string => {
  const rows = measures.map((measure) => {
    const wanted = figures.find(({ name }) => name === measure.name)
    const sign = wanted?.atLeast === undefined ? '≤' : '≥'
    return {
      name: `${mark(measure)} ${measure.name}`,
      value: `${measure.value ?? '–'} ${measure.unit}`,
      target: measure.target === null ? '' : `${sign} ${measure.target}`,
      note: measure.note,
    }
  })
  const width = (of: (row: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((row) => of(row).length))
  const [names, values, targets] = [
    width((row) => row.name),
    width((row) => row.value),
    width((row) => row.target),
  ]
  return rows
    .map((row) =>
      `${row.name.padEnd(names)}  ${row.value.padStart(values)}  ${row.target.padStart(targets)}  ${row.note}`.trimEnd(),
    )
    .join('\n')
}
