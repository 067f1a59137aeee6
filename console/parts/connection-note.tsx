import css from './connection-note.module.css'
import { useFormat } from './format.tsx'
import { SmallDiamond } from './screen-states.tsx'
import { shellWords } from './shell.words.ts'
import { useConnection, useConnectionSince } from './stream.tsx'
import { useWords } from './words.tsx'

/** Says since when the screen is not being told of news; nothing while all is well. */
export function ConnectionNote() {
  const state = useConnection()
  const since = useConnectionSince()
  const words = useWords(shellWords)
  const format = useFormat()
  return (
    <span role="status" className={css.note} data-state={state}>
      {state === 'lost' && (
        <>
          <SmallDiamond /> {words.notConnected(format.seconds(since))}
        </>
      )}
    </span>
  )
}
