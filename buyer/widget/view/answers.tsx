import { useEffect, useState } from 'preact/hooks'
import type { PublicAnswer } from '#contract/knowledge/self-service.ts'
import type { Desk } from '../desk.ts'
import type { ChatState } from '../state.ts'
import type { Words } from '../words.ts'
import { Text } from './text.tsx'

interface Props {
  state: ChatState
  desk: Desk
  words: Words
}

const PAUSE_MS = 350

/** Before the first question: a search over what others asked. The line to write in stays below it all the while. */
export function Answers({ state, desk, words }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { answers, timeline, outbox } = state
  const hasAsked = outbox.length > 0 || timeline.messages.some(({ author }) => author === 'buyer')
  if (!answers || hasAsked) return null
  return (
    <div class="answers">
      <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.lookUp}
      </button>
      {isOpen ? <Search most={answers} desk={desk} words={words} /> : null}
    </div>
  )
}

function Search({ most, desk, words }: { most: readonly PublicAnswer[]; desk: Desk; words: Words }) {
  const [q, setQ] = useState('')
  const [rows, setRows] = useState(most)
  const [shown, setShown] = useState('')
  useEffect(() => {
    let isCurrent = true
    const asked = q.trim()
    if (asked === '') setRows(most)
    const timer = setTimeout(() => {
      if (asked)
        void desk.lookUp(asked).then((found) => {
          if (isCurrent && found) setRows(found)
        })
    }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [q, most, desk])
  return (
    <>
      <input
        type="search"
        maxLength={120}
        value={q}
        aria-label={words.lookUpHint}
        placeholder={words.lookUpHint}
        onInput={(event) => setQ(event.currentTarget.value)}
      />
      {rows.length === 0 ? <p role="status">{words.lookUpNone}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              aria-expanded={shown === row.id}
              onClick={() => setShown(shown === row.id ? '' : row.id)}
            >
              {row.title}
            </button>
            {shown === row.id ? (
              <>
                <p>
                  <Text text={row.answer} />
                </p>
                <Did words={words} onSay={(answered) => desk.sayLookedUp(row.id, q.trim(), answered)} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

function Did({ words, onSay }: { words: Words; onSay: (answered: 'yes' | 'no') => void }) {
  const [said, setSaid] = useState('')
  const say = (answered: 'yes' | 'no') => {
    setSaid(answered === 'yes' ? words.lookUpGlad : words.lookUpAsk)
    onSay(answered)
  }
  if (said)
    return (
      <div class="did" role="status">
        {said}
      </div>
    )
  return (
    <div class="did">
      <span>{words.lookUpDid}</span>
      <button type="button" class="link" onClick={() => say('yes')}>
        {words.lookUpYes}
      </button>
      <button
        type="button"
        class="link"
        onClick={(event) => {
          event.currentTarget.closest('.panel')?.querySelector('textarea')?.focus()
          say('no')
        }}
      >
        {words.lookUpNo}
      </button>
    </div>
  )
}
