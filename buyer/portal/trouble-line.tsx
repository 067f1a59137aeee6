import type { Trouble } from './ask.ts'
import type { PortalWords } from './words.ts'

/** What happened and what to do, beside what was tapped. */
export function TroubleLine({ trouble, words }: { trouble: Trouble; words: PortalWords }) {
  const said = words.refused[trouble.code as keyof PortalWords['refused']] ?? words.refused.unavailable
  return (
    <p class="trouble" role="alert">
      <b>{said[0]}</b> {said[1]}
    </p>
  )
}
