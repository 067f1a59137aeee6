import { useId } from 'react'
import { useWords } from '../words.tsx'
import { petalPath, petalShape, radiusForShare, shares } from './gauge.rules.ts'
import { hearts, type Heart } from './hearts.ts'
import { marksWords } from './marks.words.ts'
import css from './gauge.module.css'

export interface GaugeHeart {
  heart: Heart
  good: number
  unknown: number
  lost: number
}

const PATH = petalPath()
const TIP = petalShape.reach + petalShape.round
/** A pair of stamens reaches this far; where less is filled they are drawn in the petal's own dark. */
const STAMEN = 76

/** The five hearts: petals clockwise from the top, filled by area, unknown hatched, lost empty, dashes without data. */
export function Gauge({ hearts: states }: { hearts: readonly GaugeHeart[] }) {
  const id = useId()
  const words = useWords(marksWords)
  const spoken = hearts.map((heart) => {
    const share = shares(states.find((s) => s.heart === heart) ?? { good: 0, unknown: 0, lost: 0 })
    return share
      ? words.petalLabel(words.hearts[heart], share.good, share.unknown, share.lost)
      : `${words.hearts[heart]}：${words.noData}`
  })
  return (
    <svg viewBox="-204 -204 408 400" className={css.gauge} role="img" aria-label={spoken.join('；')}>
      <defs>
        <clipPath id={`${id}-petal`}>
          <path d={PATH} />
        </clipPath>
      </defs>
      {hearts.map((heart, i) => (
        <Petal
          key={heart}
          id={id}
          turn={i * 72}
          state={states.find((s) => s.heart === heart) ?? { heart, good: 0, unknown: 0, lost: 0 }}
        />
      ))}
    </svg>
  )
}

function Petal({ id, turn, state }: { id: string; turn: number; state: GaugeHeart }) {
  const sum = state.good + state.unknown + state.lost
  if (sum === 0) {
    return (
      <g transform={`rotate(${turn})`} data-heart={state.heart}>
        <path d={PATH} className={css.none} />
      </g>
    )
  }
  const good = radiusForShare(state.good / sum)
  const known = radiusForShare((state.good + state.unknown) / sum)
  const hatch = `${id}-${state.heart}`
  return (
    <g transform={`rotate(${turn})`} data-heart={state.heart}>
      <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-42)">
        <rect width="7" height="7" className={css.soft} />
        <path d="M0 3.5 H7" className={css.hatch} />
      </pattern>
      <path d={PATH} className={css.lost} />
      <g clipPath={`url(#${id}-petal)`}>
        {state.unknown > 0 && <circle r={known >= TIP ? TIP + 2 : known} fill={`url(#${hatch})`} />}
        {state.good > 0 && <circle r={good >= TIP ? TIP + 2 : good} className={css.good} />}
      </g>
      <g className={good >= STAMEN ? css.stamens : css.stamensBare}>
        <path d="M0 -27 V-74 M-6.6 -26.5 L-12 -59 M6.6 -26.5 L12 -59" />
        <circle cy="-74" r="2.9" />
        <circle cx="-12" cy="-59" r="2.9" />
        <circle cx="12" cy="-59" r="2.9" />
      </g>
      <path d={PATH} className={css.outline} />
    </g>
  )
}
