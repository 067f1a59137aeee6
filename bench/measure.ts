/** One figure of a run, as it stands in the JSON file. */
export interface Measure {
  name: string
  /** Null when it could not be taken; `note` says why. */
  value: number | null
  unit: string
  target: number | null
  /** Null where nothing was promised. */
  met: boolean | null
  note: string
}

interface Wanted {
  name: string
  unit: string
  /** The least that is promised, or the most; neither for figures that only explain another. */
  atLeast?: number
  atMost?: number
}

/** A declared figure; `take` fills it in. */
export interface Figure extends Wanted {
  take(value: number | null, note?: string): Measure
}

export const figure = (wanted: Wanted): Figure => ({
  ...wanted,
  take: (value, note = '') => ({
    name: wanted.name,
    value: value === null ? null : round(value),
    unit: wanted.unit,
    target: wanted.atLeast ?? wanted.atMost ?? null,
    met: verdict(wanted, value),
    note,
  }),
})

const verdict = ({ atLeast, atMost }: Wanted, value: number | null) => {
  if (atLeast === undefined && atMost === undefined) return null
  if (value === null) return false
  return value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity)
}

/** Three digits that mean something, or whole numbers. */
const round = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))

/** What a run is given. */
export interface Run {
  /** Fewer and shorter rounds: for a look, not for a record. */
  isQuick: boolean
  /** Where processes under measurement leave their CPU profiles; null: no profiling. */
  profileFolder: string | null
  say(line: string): void
}

/** Figures that are taken together. */
export interface Group {
  name: string
  figures: readonly Figure[]
  run(run: Run): Promise<Measure[]>
}
