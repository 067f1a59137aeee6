import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Panel } from '#contract/conversations/conversations.ts'
import { api } from '../../parts/api.ts'
import { Button, TextField } from '../../parts/controls.tsx'
import { useFormat } from '../../parts/format.tsx'
import { Slip, slipState, type SlipState } from '../../parts/marks/slip.tsx'
import { ErrorLine } from '../../parts/screen-states.tsx'
import { useHasRole, useMembership } from '../../parts/session.tsx'
import { inputText, instantOfInput } from '../../parts/shop-time.rules.ts'
import { useShopTime } from '../../parts/shop-time.ts'
import { serverNow } from '../../parts/stream.tsx'
import { useTicking } from '../../parts/ticking.ts'
import { useWords } from '../../parts/words.tsx'
import beside from '../../parts/beside.module.css'
import { panelKey } from './chat-cache.ts'
import { composerWords } from './composer.words.ts'
import { useDraftWord } from './draft-marks.ts'
import { panelWords } from './side-panel.words.ts'
import css from './side-panel.module.css'
import { quickTimes } from './word-times.rules.ts'

type PanelWord = Panel['words'][number]

/** Nothing is to be done about it any more. */
const isEnded = ({ state }: PanelWord) => state !== 'open' && state !== 'broken'

/** Words given to this buyer, those that are open first: each can be kept, renewed or released where it stands. */
export function PanelWords({
  words: given,
  conversationId,
}: {
  words: Panel['words']
  conversationId: string
}) {
  const words = useWords(panelWords)
  const composer = useWords(composerWords)
  const time = useShopTime()
  const draft = useDraftWord(conversationId)
  const [isWhole, setWhole] = useState(false)
  const ended = given.filter(isEnded).length
  if (given.length === 0 && !draft) return null
  return (
    <section className={css.part}>
      <header>
        <h3>{words.words}</h3>
        {ended > 0 && (
          <button type="button" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {words.wordsEnded(ended)}
          </button>
        )}
      </header>
      <ul>
        {draft && (
          <li className={css.word} data-state="draft">
            <Slip state="draft" />
            <p className={css.wordTop}>
              <span className="song">{composer.wordLine(draft.what, time.since(draft.dueAt))}</span>
              <span className={css.due}>{words.inDraft}</span>
            </p>
          </li>
        )}
        {given
          .filter((word) => isWhole || !isEnded(word))
          .map((word) => (
            <WordLine key={word.id} word={word} conversationId={conversationId} />
          ))}
      </ul>
    </section>
  )
}

type Deed = 'keep' | 'renew' | 'release'

function WordLine({ word, conversationId }: { word: PanelWord; conversationId: string }) {
  const words = useWords(panelWords)
  const time = useShopTime()
  const mayAct = useHasRole('owner', 'lead', 'agent', 'aftersales')
  const state = useTicking<SlipState>(() => slipState(word, serverNow()))
  const [isChoosing, setChoosing] = useState(false)
  const [deed, setDeed] = useState<Deed | null>(null)
  const isOpen = word.state === 'open'
  const canAct = mayAct && isOpen
  return (
    <li id={`word-${word.id}`} className={css.word} data-state={state}>
      <Slip state={state} />
      <div>
        <p className={css.wordTop}>
          {canAct ? (
            <button
              type="button"
              className="song"
              aria-expanded={isChoosing}
              title={words.deeds}
              onClick={() => {
                setChoosing((o) => !o)
                setDeed(null)
              }}
            >
              {word.what}
            </button>
          ) : (
            <span className="song">{word.what}</span>
          )}
          <span className={css.due}>
            {time.due(isOpen || state === 'broken' ? word.dueAt : (word.endedAt ?? word.dueAt))}
          </span>
        </p>
        {isOpen && state === 'soon' && !isChoosing && (
          <button
            type="button"
            className={css.warn}
            disabled={!mayAct}
            onClick={() => {
              setChoosing(true)
              setDeed('renew')
            }}
          >
            {words.tellFirst}
          </button>
        )}
        {state === 'broken' && <p className={css.broken}>{words.overdue}</p>}
        {canAct && isChoosing && deed === null && (
          <p className={css.deeds}>
            <button type="button" onClick={() => setDeed('keep')}>
              {words.keep}
            </button>
            <button type="button" onClick={() => setDeed('renew')}>
              {words.renew}
            </button>
            <button type="button" onClick={() => setDeed('release')}>
              {words.release}
            </button>
          </p>
        )}
        {deed && (
          <DeedForm
            deed={deed}
            word={word}
            conversationId={conversationId}
            onDone={() => {
              setDeed(null)
              setChoosing(false)
            }}
          />
        )}
      </div>
    </li>
  )
}

function DeedForm({
  deed,
  word,
  conversationId,
  onDone,
}: {
  deed: Deed
  word: PanelWord
  conversationId: string
  onDone: () => void
}) {
  const words = useWords(panelWords)
  const { shop, id: memberId } = useMembership()
  const client = useQueryClient()
  const [evidence, setEvidence] = useState('')
  const [dueAt, setDueAt] = useState<number | null>(null)
  const doing = useMutation({
    mutationFn: () => {
      const params = { id: word.id }
      const { version } = word
      const said = evidence.trim()
      if (deed === 'keep')
        return api('POST /api/words/:id/keeping', {
          params,
          body: { version, ...(said && { evidence: said }) },
        })
      if (deed === 'release')
        return api('POST /api/words/:id/release', { params, body: { version, evidence: said } })
      return api('POST /api/words/:id/renewal', {
        params,
        body: { version, dueAt: new Date(dueAt ?? 0).toISOString() },
      })
    },
    onSuccess: onDone,
    // Ended by somebody else meanwhile: then too the panel shows what is.
    onSettled: () => client.invalidateQueries({ queryKey: panelKey(memberId, conversationId) }),
  })
  const isReady =
    deed === 'keep' || (deed === 'release' ? evidence.trim() !== '' : dueAt !== null && dueAt > serverNow())
  const submit = (e: FormEvent) => {
    e.preventDefault()
    if (isReady) doing.mutate()
  }
  return (
    <form
      className={css.deed}
      onSubmit={submit}
      onKeyDown={(e) => e.key === 'Escape' && !e.nativeEvent.isComposing && (e.stopPropagation(), onDone())}
    >
      {deed === 'renew' ? (
        <>
          <p className={css.quiet}>{words.renewHint}</p>
          <DueChoice value={dueAt} onChange={setDueAt} />
          <TextField
            label={words.renewTo}
            type="datetime-local"
            value={dueAt === null ? '' : inputText(shop.timeZone, dueAt)}
            onChange={(e) => setDueAt(instantOfInput(shop.timeZone, e.target.value))}
          />
        </>
      ) : (
        <TextField
          autoFocus
          label={deed === 'keep' ? words.evidence : words.releaseWhy}
          maxLength={500}
          value={evidence}
          onChange={(e) => setEvidence(e.target.value)}
        />
      )}
      <ErrorLine error={doing.error} />
      <p className={beside.foot}>
        <Button kind="quiet" onClick={onDone}>
          {words.cancel}
        </Button>
        <Button type="submit" disabled={!isReady} isBusy={doing.isPending}>
          {words.save}
        </Button>
      </p>
    </form>
  )
}

function DueChoice({ value, onChange }: { value: number | null; onChange: (at: number) => void }) {
  const { choices } = useWords(composerWords)
  const format = useFormat()
  const zone = useMembership().shop.timeZone
  return (
    <p className={css.times}>
      {quickTimes(zone, serverNow()).map((quick) => (
        <button
          key={quick.kind}
          type="button"
          aria-pressed={value === quick.at}
          onClick={() => onChange(quick.at)}
        >
          {quick.kind === 'today'
            ? choices.today(format.clock(quick.at))
            : quick.kind === 'minutes'
              ? choices.minutes(10)
              : choices.tomorrow}
        </button>
      ))}
    </p>
  )
}
