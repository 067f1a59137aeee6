/** Circle calm, diamond amber, octagon late: the shape says it without the colour. */
export function StateMark({ kind }: { kind: 'calm' | 'amber' | 'late' }) {
  return (
    <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" style={{ display: 'inline-block' }}>
      {kind === 'calm' && (
        <circle cx="5" cy="5" r="3.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
      )}
      {kind === 'amber' && <path d="M5 0.5 L9.5 5 L5 9.5 L0.5 5 Z" fill="currentColor" />}
      {kind === 'late' && <path d="M3 0.5 H7 L9.5 3 V7 L7 9.5 H3 L0.5 7 V3 Z" fill="currentColor" />}
    </svg>
  )
}
