import { useWords } from '../words.tsx'
import { hearts, type PetalState } from './hearts.ts'
import { marksWords } from './marks.words.ts'
import css from './petals.module.css'

export type { PetalState }

// One petal upwards: a circle of 3.6 at 5.6 from the middle, drawn to a point there.
const PETAL = 'M0 -1.1 L-2.72 -3.35 A3.6 3.6 0 1 1 2.72 -3.35 Z'

/** One order's journey as a flower of 20 px: filled done, tinted under way, outline ahead, red outline broken. */
export function Petals({
  petals,
  size = 20,
  isSilent = false,
}: {
  petals: readonly PetalState[]
  size?: number
  isSilent?: boolean
}) {
  const words = useWords(marksWords)
  const label = hearts.map((h, i) => `${words.hearts[h]} ${words.petals[petals[i] ?? 'ahead']}`).join('，')
  const drawn = hearts.map((heart, i) => ({ heart, turn: i * 72, state: petals[i] ?? 'ahead' }))
  // Broken ones last, so that a neighbour never covers the red.
  drawn.sort((a, b) => Number(a.state === 'broken') - Number(b.state === 'broken'))
  return (
    <svg
      width={size}
      height={size}
      viewBox="-10 -9.6 20 20"
      className={css.flower}
      {...(isSilent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {drawn.map(({ heart, turn, state }) => (
        <path
          key={heart}
          d={PETAL}
          transform={`rotate(${turn})`}
          data-heart={heart}
          data-state={state}
          className={css.petal}
        />
      ))}
    </svg>
  )
}

/** An empty flower in dashes, for screens that have nothing yet. */
export function EmptyFlower({ size = 100 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="-10 -9.6 20 20" className={css.flower} aria-hidden="true">
      {hearts.map((heart, i) => (
        <path
          key={heart}
          d={PETAL}
          transform={`rotate(${i * 72})`}
          data-heart={heart}
          className={css.empty}
        />
      ))}
      <circle r="1.7" className={css.eye} />
    </svg>
  )
}

const HEART =
  'M0 -1.5 C-2.6 -4 -5.1 -6.2 -5.1 -9.5 C-5.1 -12 -3.5 -13.6 -1.9 -13.6 C-0.9 -13.6 -0.2 -13 0 -12.3 C0.2 -13 0.9 -13.6 1.9 -13.6 C3.5 -13.6 5.1 -12 5.1 -9.5 C5.1 -6.2 2.6 -4 0 -1.5 Z'

/** The mark: five hearts set as petals. */
export function Mark({ size = 32 }: { size?: number }) {
  const words = useWords(marksWords)
  return (
    <svg
      width={size}
      height={size}
      viewBox="-14.5 -14.2 29 29"
      role="img"
      aria-label={words.brand}
      className={css.flower}
    >
      {hearts.map((heart, i) => (
        <path
          key={heart}
          d={HEART}
          transform={`rotate(${i * 72})`}
          data-heart={heart}
          className={css.heart}
        />
      ))}
    </svg>
  )
}

/** One petal beside a heart's name. */
export function PetalSign({ heart, size = 16 }: { heart: (typeof hearts)[number]; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="-5 -9.6 10 10" aria-hidden="true" className={css.flower}>
      <path d={PETAL} data-heart={heart} className={css.heart} />
    </svg>
  )
}
