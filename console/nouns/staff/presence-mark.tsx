/** On the desk full, on a break half, away empty: shape as well as colour. */
export function PresenceMark({ state }: { state: 'on' | 'break' | 'off' }) {
  const color = { on: 'var(--calm)', break: 'var(--amber)', off: 'var(--ink-3)' }[state]
  return (
    <svg width="10" height="10" viewBox="-5 -5 10 10" aria-hidden="true">
      <circle r="4" fill={state === 'on' ? color : 'none'} stroke={color} strokeWidth="1.5" />
      {state === 'break' && <path d="M0 -4 A4 4 0 0 1 0 4 Z" fill={color} />}
    </svg>
  )
}
