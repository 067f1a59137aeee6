import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { Word } from '#contract/promises/words.ts'
import { Button } from '../../parts/controls.tsx'
import { marksWords } from '../../parts/marks/marks.words.ts'
import { Slip, slipState } from '../../parts/marks/slip.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useTicking } from '../../parts/ticking.ts'
import { useWords } from '../../parts/words.tsx'
import { KeepDialog, ReleaseDialog, RenewDialog } from './word-dialogs.tsx'
import { wordsWords } from './words.words.ts'
import css from './words.module.css'

/** One word: slip, what, to whom and by whom, when; opens to its evidence and to what can be done. */
export function WordRow({ word, isOpen, onToggle }: { word: Word; isOpen: boolean; onToggle: () => void }) {
  const words = useWords(wordsWords)
  const names = useWords(marksWords).hearts
  const slip = useTicking(() => slipState(word, serverNow()))
  const id = useId()
  const about = [
    words.to(word.toName),
    word.byName ? words.by(word.byName) : words.nobody,
    ...(word.kind === 'answer_due' ? [words.answerDue] : []),
    ...(word.renewals > 0 ? [words.renewed(word.renewals)] : []),
  ]
  return (
    <li className={css.word} data-open={isOpen || undefined}>
      <button type="button" className={css.row} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <Slip state={slip} />
        <span className={css.what}>
          <span className="song">{word.what}</span>
          <span className={css.about}>
            {about.map((part) => (
              <span key={part}>{part}</span>
            ))}
          </span>
        </span>
        <span className={css.heart} data-heart={word.heart}>
          {names[word.heart]}
        </span>
        <When word={word} slip={slip} />
      </button>
      {isOpen && (
        <div id={id} className={css.details}>
          <Details word={word} />
        </div>
      )}
    </li>
  )
}

function When({ word, slip }: { word: Word; slip: string }) {
  const words = useWords(wordsWords)
  const time = useShopTime()
  const marks = useWords(marksWords)
  const over = useTicking(() => Math.max(0, Math.floor((serverNow() - Date.parse(word.dueAt)) / 1000)))
  if (word.state !== 'open') {
    return (
      <span className={css.when} data-slip={slip}>
        {words.states[word.state]}
        <span>{time.since(word.endedAt ?? word.dueAt)}</span>
      </span>
    )
  }
  return (
    <span className={css.when} data-slip={slip}>
      {slip === 'broken' ? marks.late(over) : words.due(time.due(word.dueAt))}
      {slip === 'broken' && <span>{words.due(time.due(word.dueAt))}</span>}
    </span>
  )
}

function Details({ word }: { word: Word }) {
  const words = useWords(wordsWords)
  const time = useShopTime()
  const { slug } = useMembership().shop
  const canEnd = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const [asked, setAsked] = useState<'keep' | 'release' | 'renew' | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <p className={css.facts}>
        <span>{words.given(time.since(word.givenAt))}</span>
        <span>{words.due(time.due(word.dueAt))}</span>
        {word.endedAt && <span>{words.endedAt(time.since(word.endedAt))}</span>}
        {word.conversationId && (
          <Link className="figure" to="/s/$slug/inbox/{-$id}" params={{ slug, id: word.conversationId }}>
            {words.toChat}
          </Link>
        )}
        {word.customerId && (
          <Link className="figure" to="/s/$slug/customers/$id" params={{ slug, id: word.customerId }}>
            {words.toCustomer}
          </Link>
        )}
      </p>
      {word.evidence && (
        <p className={css.evidence}>
          <span>{words.evidence}</span> {word.evidence}
        </p>
      )}
      {word.state === 'open' && canEnd && (
        <div className={css.actions} role="group" aria-label={words.actions}>
          <Button kind="filled" onClick={() => setAsked('keep')}>
            {words.keep}
          </Button>
          <Button onClick={() => setAsked('renew')}>{words.renew}</Button>
          <Button onClick={() => setAsked('release')}>{words.release}</Button>
        </div>
      )}
      {asked === 'keep' && <KeepDialog word={word} onClose={close} />}
      {asked === 'release' && <ReleaseDialog word={word} onClose={close} />}
      {asked === 'renew' && <RenewDialog word={word} onClose={close} />}
    </>
  )
}
